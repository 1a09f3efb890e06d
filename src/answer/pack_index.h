// The list at the head of a packed study: what is in it, file by file, and what was left out. One form for packing and
// unpacking. Errors: InputError for a text that is no such list.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zonewright::answer {

inline constexpr const char* pack_index_name = "zonewright-pack.json";

struct PackedFile {
    std::string name;
    std::uint64_t bytes = 0;
    std::string sha256;
};

struct PackIndex {
    std::string program, title;
    std::vector<std::string> left_out;
    std::vector<PackedFile> files;
};

std::string text_of(const PackIndex& index);
/// `named`: the packed file, for errors.
PackIndex read_pack_index(const std::string& text, const std::string& named);

}  // namespace zonewright::answer
