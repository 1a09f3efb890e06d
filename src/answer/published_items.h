// What does the published GeoPackage hold, row by row, for a map or another program?
//
// Layers and tables of <study>/out/zonewright.gpkg, and pages of their rows as GeoJSON features in degrees (CGCS2000,
// equal to WGS 84 to 0.1 mm; longitude first). Rows come in the order of their fid; a page states the fid behind which
// the next one begins. A box is found by the R-tree of the layer and tested exactly. Values are compared as the column's
// type. Read with SQLite alone, never written. One thread at a time. Errors: InputError for an unknown layer or column,
// a damaged file. Cost: O(rows of the page) and, with a box, of the rows that its R-tree finds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"

namespace zonewright::answer {

struct DegreeBox {
    double west = 0, south = 0, east = 0, north = 0;
};

struct PublishedColumn {
    std::string name, type;  ///< "integer", "number", "string"
    std::string title;
};

struct PublishedLayer {
    std::string id, title;
    std::string shape;  ///< "polygon", "line", "point"; empty: a table
    int epsg = 0;
    std::int64_t rows = 0;
    std::optional<DegreeBox> box;  ///< of all rows
    geom::Box plane_box;           ///< the same in metres; empty where there is none
    std::vector<PublishedColumn> columns;  ///< without fid and shape
};

struct ItemsQuestion {
    std::string layer;
    std::optional<DegreeBox> box;
    std::size_t limit = 100;
    std::int64_t after = std::numeric_limits<std::int64_t>::min();  ///< only rows of a greater fid
    std::vector<std::pair<std::string, std::string>> equals;        ///< column, value
};

struct ItemsPage {
    std::string features = "[]";  ///< the text of a JSON array: a page of thousands is never held as values
    std::size_t count = 0;
    std::optional<std::int64_t> matched;  ///< rows in all; not with a box, which would have to be read for it
    std::optional<std::int64_t> next;     ///< the `after` of the next page; nothing: this is the last
};

class PublishedPackage {
public:
    explicit PublishedPackage(const std::filesystem::path& file);
    ~PublishedPackage();

    const std::vector<PublishedLayer>& layers() const;
    const PublishedLayer& layer(const std::string& id) const;
    ItemsPage items(const ItemsQuestion& question) const;
    /// The text of one feature; nothing when there is no such row.
    std::optional<std::string> item(const std::string& id, std::int64_t fid) const;

private:
    struct Opened;
    std::unique_ptr<Opened> opened_;
};

}  // namespace zonewright::answer
