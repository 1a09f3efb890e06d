#include "io/table_headings.h"

#include <algorithm>
#include <charconv>

namespace zonewright::io {
namespace {

using Row = std::vector<std::string>;

std::size_t filled(const Row& row) {
    return static_cast<std::size_t>(std::ranges::count_if(row, [](const std::string& cell) { return !cell.empty(); }));
}

std::size_t width_of(const std::vector<Row>& rows) {
    std::size_t width = 0;
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!row[i].empty()) width = std::max(width, i + 1);
    return width;
}

bool is_number(const std::string& cell) {
    double value = 0;
    const auto [stopped, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return failed == std::errc{} && stopped == cell.data() + cell.size();
}

/// Texts only, and one at least.
bool are_words(const Row& row) {
    return filled(row) > 0 && std::ranges::none_of(row, [](const std::string& cell) { return is_number(cell); });
}

/// A title, or notes such as 单位：米.
bool stands_above(const Row& row) {
    const auto is_note = [](const std::string& cell) {
        return cell.empty() || cell.find("：") != std::string::npos || cell.find(':') != std::string::npos;
    };
    return filled(row) <= 1 || std::ranges::all_of(row, is_note);
}

const std::string& cell_of(const Row& row, std::size_t column) {
    static const std::string none;
    return column < row.size() ? row[column] : none;
}

/// The second row of headings fills every gap of the first and stands below no heading of its own but the one that
/// spans the gap.
bool continues(const Row& upper, const Row& lower, std::size_t width) {
    if (!are_words(lower)) return false;
    bool gaps = false;
    for (std::size_t i = 0; i < width; ++i) {
        const bool gap = cell_of(upper, i).empty(), below = !cell_of(lower, i).empty();
        const bool spans = i + 1 < width && cell_of(upper, i + 1).empty();
        if (gap ? !below : below && !spans) return false;
        gaps = gaps || gap;
    }
    return gaps;
}

Row joined_rows(const Row& upper, const Row& lower, std::size_t width) {
    Row names;
    for (std::size_t i = 0; i < width; ++i)
        names.push_back(cell_of(lower, i).empty() ? cell_of(upper, i) : cell_of(lower, i));
    return names;
}

}  // namespace

std::optional<Headings> find_headings(const std::vector<Row>& rows) {
    const std::size_t width = width_of(rows);
    if (width < 2) return std::nullopt;
    std::size_t row = 0;
    std::string title;
    for (; row < rows.size() && stands_above(rows[row]); ++row)
        for (const std::string& cell : rows[row])
            if (!cell.empty()) title += (title.empty() ? "" : " ") + cell;
    if (row + 1 >= rows.size() || !are_words(rows[row])) return std::nullopt;
    if (row + 2 < rows.size() && continues(rows[row], rows[row + 1], width))
        return Headings{row + 2, joined_rows(rows[row], rows[row + 1], width), title};
    const bool over_most = 5 * filled(rows[row]) >= 3 * width;
    if (row == 0 || !over_most) return std::nullopt;
    Row names = rows[row];
    names.resize(width);
    return Headings{row + 1, std::move(names), title};
}

}  // namespace zonewright::io
