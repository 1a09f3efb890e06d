#include "base/letters.h"

namespace zonewright {
namespace {

bool continues_letter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

std::vector<std::string_view> letters_of(std::string_view text) {
    std::vector<std::string_view> letters;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && continues_letter(text[end])) ++end;
        letters.push_back(text.substr(at, end - at));
        at = end;
    }
    return letters;
}

std::string_view first_letters(std::string_view text, std::size_t most_bytes) {
    if (text.size() <= most_bytes) return text;
    std::size_t end = most_bytes;
    while (end > 0 && continues_letter(text[end])) --end;
    return text.substr(0, end);
}

std::string shortened(std::string_view text, std::size_t most_bytes) {
    std::string first(first_letters(text, most_bytes));
    return first.size() < text.size() ? first + "…" : first;
}

}  // namespace zonewright
