// A text between quotes, as the files for people that answering writes need it.
#pragma once

#include <string>

namespace zonewright::answer {

/// A TOML string: basic, with the escapes that can occur in a path or a name.
std::string toml_string(const std::string& text);

/// A cell of CSV; quotes are doubled.
std::string csv_cell(const std::string& text);

}  // namespace zonewright::answer
