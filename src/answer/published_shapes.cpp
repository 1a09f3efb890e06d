#include "answer/published_shapes.h"

#include <fmt/format.h>

#include "io/geopackage_shape.h"
#include "io/map_shapes.h"

namespace zonewright::answer {
namespace {

model::Value row_value(const io::SqliteStatement& row, int column) {
    switch (row.type(column)) {
        case SQLITE_INTEGER: return row.integer(column);
        case SQLITE_FLOAT: return row.real(column);
        case SQLITE_TEXT: return row.text(column);
        default: return std::monostate{};
    }
}

model::GeometryKind declared_kind(const std::string& declared) {
    if (declared.find("POLYGON") != std::string::npos) return model::GeometryKind::Polygon;
    return declared.find("LINE") != std::string::npos ? model::GeometryKind::Line : model::GeometryKind::Point;
}

/// Rows whose box meets the view; of areas and lines those that can be seen in it.
std::string seen_rows(const std::string& tree, bool are_points, const geom::Box& view, double least_m) {
    std::string seen = fmt::format("minx <= {} AND maxx >= {} AND miny <= {} AND maxy >= {}", view.max_x, view.min_x, view.max_y, view.min_y);
    if (!are_points) seen += fmt::format(" AND (maxx - minx >= {0} OR maxy - miny >= {0})", least_m);
    return fmt::format(" WHERE fid IN (SELECT id FROM {} WHERE {})", io::sql_name(tree), seen);
}

}  // namespace

model::FeatureTable PublishedShapes::in_view(const std::string& layer, const std::vector<std::string>& columns, const geom::Box& view,
                                             double pixel_m) const {
    model::FeatureTable table{.name = layer};
    auto shape = database_.prepare("SELECT column_name, upper(geometry_type_name) FROM gpkg_geometry_columns WHERE table_name = ?1");
    shape.bind(1, std::string_view(layer));
    if (!shape.step()) return table;
    table.kind = declared_kind(shape.text(1));
    const std::string column = shape.text(0);
    std::string sql = "SELECT fid, " + io::sql_name(column);
    for (const std::string& each : columns) {
        table.fields.push_back({each, model::FieldType::Text, {}, ""});
        sql += ", " + io::sql_name(each);
    }
    sql += " FROM " + io::sql_name(layer);
    const double least_m = pixel_m / 2;
    auto rows = database_.prepare(sql + seen_rows("rtree_" + layer + "_" + column, table.kind == model::GeometryKind::Point, view, least_m) + " ORDER BY fid");
    while (rows.step()) {
        model::Feature feature{rows.integer(0), io::geometry_of_blob(rows.bytes(1)), {}};
        io::thin(feature.geometry, least_m);
        if (std::holds_alternative<std::monostate>(feature.geometry)) continue;
        for (std::size_t i = 0; i < columns.size(); ++i) feature.values.push_back(row_value(rows, static_cast<int>(i) + 2));
        table.features.push_back(std::move(feature));
    }
    return table;
}

}  // namespace zonewright::answer
