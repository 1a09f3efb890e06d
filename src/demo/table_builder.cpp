#include "demo/table_builder.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/errors.h"

namespace zonewright::demo {

TableBuilder::TableBuilder(std::string name, std::string title, model::GeometryKind kind) {
    table_.name = std::move(name);
    table_.title = {std::move(title), table_.name};
    table_.kind = kind;
    table_.epsg = city_epsg;
}

TableBuilder& TableBuilder::add(const std::string& field, model::FieldType type) {
    table_.fields.push_back({.name = field, .type = type});
    return *this;
}

TableBuilder& TableBuilder::text(const std::string& field) {
    return add(field, model::FieldType::Text);
}
TableBuilder& TableBuilder::real(const std::string& field) {
    return add(field, model::FieldType::Real);
}
TableBuilder& TableBuilder::integer(const std::string& field) {
    return add(field, model::FieldType::Integer);
}

void TableBuilder::row(geom::Geometry geometry, std::vector<model::Value> values) {
    if (values.size() != table_.fields.size())
        throw InternalError({.thing = table_.name,
                             .value = std::to_string(values.size()),
                             .expected = std::to_string(table_.fields.size()),
                             .advice = {}});
    values.emplace_back(schematic_mark);
    table_.features.push_back({.fid = static_cast<std::int64_t>(table_.features.size()) + 1,
                               .geometry = std::move(geometry),
                               .values = std::move(values)});
}

model::FeatureTable TableBuilder::take() {
    text("BZ");
    return std::move(table_);
}

geom::Geometry surface(geom::Polygon polygon) {
    if (polygon.rings.size() > 1)
        polygon.rings.erase(std::remove_if(polygon.rings.begin() + 1, polygon.rings.end(),
                                           [](const geom::Ring& ring) {
                                               std::set<std::pair<double, double>> distinct;
                                               for (const geom::Point& p : ring) distinct.emplace(p.x, p.y);
                                               return distinct.size() < 3;
                                           }),
                            polygon.rings.end());
    return geom::MultiPolygon{.parts = {std::move(polygon)}};
}

}  // namespace zonewright::demo
