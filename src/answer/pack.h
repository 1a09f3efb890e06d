// A study as one file to hand on, and back again.
//
// The file is a tar packed with Zstandard; its first entry, zonewright-pack.json, lists every other with size and SHA-256,
// and says what was left out. `unpack` takes the file whole or not at all: what it writes is compared with that list before
// the folder gets its name. Left out always: caches, locks, temporary files. Errors: InputError for sources that lie outside
// the study (import --copy brings them in), for a damaged file, for a folder that exists. Cost: reads everything twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct PackQuestion {
    std::filesystem::path study, output;
    bool without_sources = false, without_results = false;
};
Declaration declared(PackQuestion& question);

struct PackAnswer : Remarks {
    std::size_t files = 0;
    std::uint64_t bytes = 0, packed_bytes = 0;
    std::string sha256;                 ///< of the packed file
    std::vector<std::string> left_out;  ///< sources that are not in it, as study.toml names them
};
PackAnswer answer(const PackQuestion& question, const Progress& progress);

struct UnpackQuestion {
    std::filesystem::path file, folder;
};
Declaration declared(UnpackQuestion& question);

struct UnpackAnswer : Remarks {
    std::filesystem::path study;
    std::size_t files = 0;
    std::uint64_t bytes = 0;
    std::vector<std::string> left_out;
};
UnpackAnswer answer(const UnpackQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const PackAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PackAnswer*);
nlohmann::ordered_json to_json(const UnpackAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const UnpackAnswer*);

}  // namespace zonewright::answer
