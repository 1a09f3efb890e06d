// In which row of a table do its headings stand? People write a title above them (XX镇地块坐标表, merged over all
// columns), notes (单位：米), blank rows, and headings of two rows (坐标 over X and Y). Internal to io/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace zonewright::io {

/// How many rows from the top are looked at.
inline constexpr std::size_t heading_rows_read = 12;

struct Headings {
    std::size_t above = 0;           ///< rows above the first data row, headings included
    std::vector<std::string> names;  ///< of the columns; empty where there is none
    std::string title;               ///< what the rows above the headings say
};

/// `rows` are the first of the sheet, as texts; a missing or blank cell is empty. Nothing where the headings stand in
/// the first row alone, as readers expect, and where no row looks like headings: rows above them have one text, or
/// only notes with a colon; headings are texts, no number among them, over most columns.
std::optional<Headings> find_headings(const std::vector<std::vector<std::string>>& rows);

}  // namespace zonewright::io
