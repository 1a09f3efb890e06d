// Names of layers, fields and files are compared without regard to the case of ASCII letters.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>

namespace zonewright::intake {

inline std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace zonewright::intake
