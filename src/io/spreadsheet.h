// Excel workbooks with live formulas. Every formula is written with its computed value, or previews and
// readers that do not calculate would show 0. Texts are typed as texts, whatever they begin with ("=1+1"
// stays a text), so no name in a source becomes a formula; no cells are merged.
//
// Printed on A4, all columns on one page, heading and column titles repeated, pages numbered; long texts wrap in their
// cells, notes are broken at the width of the table.
//
// Guarantees: whole or not at all, every entry of the file read back with its checksum, synced; no clock
// inside, so that the same sheets give the same content. Limits of the format are refused by name: 1,048,576
// rows, 16,384 columns, 32,767 characters a cell.
// Errors: InputError for what the format cannot hold; ResourceError when the file cannot be written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace zonewright::io {

struct Formula {
    std::string text;  ///< "=SUM(B3:B9)"; English function names, as the format demands
    double value = 0;  ///< what it comes to
};

/// monostate is an empty cell.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Formula>;

enum class CellFormat { Plain, Whole, OneDecimal, TwoDecimals, ThreeDecimals, FourDecimals, Percent };

struct SheetColumn {
    std::string title;
    CellFormat format = CellFormat::Plain;
    double width = 14;  ///< in characters
};

struct Sheet {
    std::string name;     ///< shown on the tab; what Excel forbids in it is replaced
    std::string heading;  ///< first row; row 2 holds the column titles, data begin in row 3
    std::vector<SheetColumn> columns;
    std::vector<std::vector<Cell>> rows;
    std::vector<std::size_t> bold_rows;  ///< totals
    std::vector<std::string> notes;      ///< below the table
};

inline constexpr std::size_t first_data_row = 3;  ///< as formulas count rows

/// "B" for column 1 (the first is 0).
std::string column_letters(std::size_t column);
/// "=SUM(B3:B9)" over the data rows from…to (counted from 0) of a column.
Formula sum_formula(std::size_t column, std::size_t from, std::size_t to, double value);

void write_workbook(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                    const std::string& title);

}  // namespace zonewright::io
