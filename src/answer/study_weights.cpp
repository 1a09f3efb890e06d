#include "answer/study_weights.h"

#include <sstream>

#include "answer/quoted_text.h"

namespace zonewright::answer {
namespace {

/// "weights = …", with whatever blanks a person has put there.
bool names_weights(const std::string& line) {
    const std::size_t first = line.find_first_not_of(" \t");
    const std::string key = "weights";
    if (first == std::string::npos || line.compare(first, key.size(), key) != 0) return false;
    const std::size_t behind = line.find_first_not_of(" \t", first + key.size());
    return behind != std::string::npos && line[behind] == '=';
}

}  // namespace

std::string with_weights(const std::string& study_toml, const std::string& id) {
    const std::string wanted = "weights = " + toml_string(id) + "\n";
    std::istringstream lines(study_toml);
    std::string text;
    bool is_named = false, in_tables = false;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find_first_not_of(" \t");
        const bool begins_table = first != std::string::npos && line[first] == '[';
        if (begins_table && !in_tables && !is_named) text += wanted + "\n", is_named = true;
        in_tables = in_tables || begins_table;
        const bool is_replaced = !in_tables && !is_named && names_weights(line);
        text += is_replaced ? wanted : line + "\n";
        is_named = is_named || is_replaced;
    }
    return is_named ? text : text + wanted;
}

}  // namespace zonewright::answer
