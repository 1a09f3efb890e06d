#include "intake/class_cells.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <vector>

#include "intake/code_check.h"

namespace zonewright::intake {
namespace {

bool is_code_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Without blanks, brackets and dashes, which stand between code and name.
std::string without_marks(std::string text) {
    for (const std::string mark : {" ", "\t", "\u3000", "\u00A0", "(", ")", "（", "）", "[", "]", "【", "】", "-", "—", "–", "_", ":",
                                   "：", "/", ",", "，", "、", "."})
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.erase(at, mark.size());
    return text;
}

/// The only code of a class of this name.
std::optional<std::string> code_of_name(const std::string& name, const model::CodeScheme& scheme) {
    std::optional<std::string> found;
    for (const auto& [code, own] : scheme.names) {
        if (own != name) continue;
        if (found) return std::nullopt;
        found = code;
    }
    return found;
}

}  // namespace

std::optional<ClassCell> split_class_cell(const std::string& text) {
    const auto begin = std::ranges::find_if(text, is_code_character);
    const auto end = std::find_if_not(begin, text.end(), is_code_character);
    if (begin == text.end() || std::any_of(end, text.end(), is_code_character)) return std::nullopt;
    if (std::isdigit(static_cast<unsigned char>(*begin)) == 0) return std::nullopt;
    const std::string before(text.begin(), begin), behind(end, text.end());
    if (before.empty() && behind.empty()) return std::nullopt;
    return ClassCell{{begin, end}, without_marks(before + behind)};
}

std::optional<ClassCell> class_cell(const std::string& text, const model::CodeScheme& scheme) {
    if (scheme.names.contains(text) || code_before_damage(text, scheme)) return std::nullopt;
    std::string upper = text;
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (scheme.names.contains(upper)) return ClassCell{upper, {}};
    if (auto cell = split_class_cell(text)) {
        if (scheme.names.contains(cell->code)) return cell;
        const auto whole = code_before_damage(cell->code, scheme);
        if (whole && scheme.names.at(*whole) == cell->name) return ClassCell{*whole, cell->name};
        return std::nullopt;
    }
    const std::string name = without_marks(text);
    const auto code = code_of_name(name, scheme);
    return code ? std::optional(ClassCell{*code, name}) : std::nullopt;
}

std::optional<std::string> contradicting_code(const std::string& code, const std::string& name,
                                              const model::CodeScheme& scheme) {
    const auto own = scheme.names.find(code);
    if (own == scheme.names.end() || own->second == name) return std::nullopt;
    std::optional<std::string> found;
    for (const auto& [other, title] : scheme.names) {
        if (title != name) continue;
        if (code.starts_with(other) || other.starts_with(code)) return std::nullopt;
        if (!found) found = other;
    }
    return found;
}

}  // namespace zonewright::intake
