// What does one table of a GeoPackage say, whatever its bytes, its row order and its row numbers?
//
// A digest per row (values by column and geometry as WKB, without the header that programs write differently),
// one of the table from those, and a 32-bit check per value, which tells the column of a row that differs. What
// QGIS does by opening a file (statistics, WAL, VACUUM, spatial index, styles) changes none of them. The frame is
// what stands around the rows: type, title and unit of each column, and the CRS.
// Cost: reads the table once; 4 bytes per value. Errors: InputError when the file is no sound GeoPackage.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace zonewright::io {

struct DigestedRow {
    std::string name;    ///< values of the naming columns, "/" between them
    std::string sha256;  ///< of all columns but the row number
    std::vector<std::uint32_t> checks;  ///< one per column
};

struct TableDigest {
    std::string layer;
    std::string sha256;                        ///< of the frame and all rows, in whatever order they stand
    std::map<std::string, std::string> frame;  ///< by column: "REAL [m2] 净面积", "MULTIPOLYGON EPSG:4547"
    std::vector<std::string> columns;          ///< in the order of `checks`: that of their names
    std::vector<DigestedRow> rows;             ///< by name, then digest
};

/// Features and attributes of gpkg_contents, without the styles; sorted.
std::vector<std::string> tables_of_geopackage(const std::filesystem::path& path);

/// `named_by`: the columns that tell rows apart; where one is absent the row number stands for it.
TableDigest table_digest(const std::filesystem::path& path, const std::string& layer,
                         const std::vector<std::string>& named_by);

/// The digest of a table from its parts; sorts the rows.
std::string digest_of_table(TableDigest& table);

/// Only the bits of a row digest that are kept beside the manifest: 32 hex digits.
std::string kept_digest(const std::string& sha256);

}  // namespace zonewright::io
