// What does this layer look like in another format?
//
// One layer, all layers of a file, or a survey text (界址点 TXT) in any of seven dialects, written in the format of the
// target's extension. Coordinates change only when another CRS is asked for, never by a ballpark; from text to text
// without a dialect and a CRS everything stays as written. The file appears whole or not at all. Errors:
// InputError for a file that is there already, an unknown extension or CRS, a CRS that contradicts the
// coordinates; ResourceError. Cost: O(vertices).
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include <nlohmann/json_fwd.hpp>

namespace zonewright::answer {

struct ConvertQuestion {
    std::filesystem::path input, output;
    std::string layer, from_crs, crs, degrees, encoding, from_encoding, dialect;
    int decimals = 3;
    std::string producer, date;
    bool all_layers = false;
    bool lossy = false;
    bool overwrite = false;
    bool plain_csv = false;  ///< texts that look like formulas without an apostrophe
};
Declaration declared(ConvertQuestion& question);

struct ConvertAnswer : Remarks {
    std::size_t features = 0;  ///< written
};
ConvertAnswer answer(const ConvertQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const ConvertAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const ConvertAnswer*);

}  // namespace zonewright::answer
