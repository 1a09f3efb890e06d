#include "answer/quoted_text.h"

#include <fmt/format.h>

#include <string_view>

namespace zonewright::answer {

std::string toml_string(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + "\"";
}

std::string csv_cell(const std::string& text) {
    std::string out = "\"";
    // What a spreadsheet would take for a formula is text here (io/vector_text.h does the same).
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

}  // namespace zonewright::answer
