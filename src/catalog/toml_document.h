// A TOML file as plain values that remember the line they stand on.
//
// The only place that sees toml++: everything else in this folder works on these values, so the
// parser is compiled once. Tables keep the order of the file, which is the order of our messages.
// Dates become ISO text. Guarantees: valid UTF-8, no repeated keys (the parser refuses both).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/language.h"

namespace zonewright::catalog {

struct TomlEntry;

struct TomlTable {
    int line = 0;
    std::vector<TomlEntry> entries;  ///< in the order of the file

    const TomlEntry* find(std::string_view key) const;
};

struct TomlNode {
    int line = 0;
    std::variant<bool, std::int64_t, double, std::string, std::vector<TomlNode>, TomlTable> value;
};

struct TomlEntry {
    std::string key;
    TomlNode node;
};

/// What stands there, as a person would write it: `"abc"`, 3, true, [1, 2], {…}. Long values are cut.
std::string shown(const TomlNode& node);
/// "text", "whole number", "number", "true or false", "list", "table", in the language of the program.
Text kind_of(const TomlNode& node);

/// Throws InputError with file and line when the text is not TOML; `name` is how the file is called in
/// messages.
TomlTable parse_toml(std::string_view text, const std::string& name);

}  // namespace zonewright::catalog
