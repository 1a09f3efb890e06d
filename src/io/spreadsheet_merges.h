// Merged cells of an XLSX, which GDAL reads as one value and empty cells (people merge the id of a parcel over all
// rows of its points), and hidden rows, which it reads like the others.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/feature_table.h"

namespace zonewright::io {

/// A block of merged cells over several rows, counted as in the sheet: rows from 1, columns from 0.
struct MergedCells {
    std::int64_t first_row = 1, last_row = 1;
    std::size_t column = 0;  ///< the first, which holds the value
};

/// Those of one sheet; none for a file that is no workbook. Cost: one pass over the sheet's XML.
std::vector<MergedCells> merged_cells(const std::filesystem::path& workbook, const std::string& sheet);

/// Every row of a block gets the value of its first row where its own cell is empty. `table` is the sheet as
/// read, its features numbered by row. Returns a remark for each column filled.
std::vector<Text> fill_merged(model::FeatureTable& table, const std::vector<MergedCells>& blocks);

/// Says how many rows of the sheet are hidden or filtered out; empty where none are, and for other files.
std::vector<Text> remarks_on_hidden(const std::filesystem::path& workbook, const std::string& sheet);

}  // namespace zonewright::io
