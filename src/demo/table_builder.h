// Tables as users bring them: official field names, one call per field, one call per row.
// Errors: InternalError for a row of another length than the fields.
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "demo/parameters.h"
#include "model/feature_table.h"

namespace zonewright::demo {

/// Every layer says in its last field what it is.
inline const std::string schematic_mark = "示意数据";

class TableBuilder {
public:
    TableBuilder(std::string name, std::string title, model::GeometryKind kind);

    TableBuilder& text(const std::string& field);
    TableBuilder& real(const std::string& field);
    TableBuilder& integer(const std::string& field);
    /// Values in the order of the fields; the mark is added.
    void row(geom::Geometry geometry, std::vector<model::Value> values);
    std::size_t size() const { return table_.features.size(); }
    /// Adds the field BZ (备注) and hands the table over.
    model::FeatureTable take();

private:
    TableBuilder& add(const std::string& field, model::FieldType type);
    model::FeatureTable table_;
};

/// Without holes of fewer than three distinct vertices, which no layer can hold.
geom::Geometry surface(geom::Polygon polygon);
inline geom::Geometry spot_at(geom::Point p) {
    return geom::MultiPoint{.points = {p}};
}
inline geom::Geometry course_of(geom::LineString line) {
    return geom::MultiLineString{.lines = {std::move(line)}};
}

}  // namespace zonewright::demo
