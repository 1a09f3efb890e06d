#include "report/sheet_layers.h"

#include "report/marks_apart.h"

namespace zonewright::report {
namespace {

constexpr double apart_mm = 5;

}  // namespace

void SheetLayers::add(const model::FeatureTable& table, const model::LayerStyle& style) {
    if (style.layer == "site_number") {
        add_marks(table, style);
        return;
    }
    if (table.name == "town" && style.label) {
        model::LayerStyle& names = styles_.emplace_back(style);
        for (model::StyleClass& each : names.classes) each.symbol.fill.reset(), each.symbol.line.reset();
        model::LayerStyle& land = styles_.emplace_back(style);
        land.label.reset();
        towns_ = &table, names_ = &names;
        below_.push_back({.table = &table, .style = &land});
        return;
    }
    below_.push_back({.table = &table, .style = &style});
}

void SheetLayers::add_marks(const model::FeatureTable& table, const model::LayerStyle& style) {
    std::vector<geom::Point> places;
    for (const model::Feature& mark : table.features)
        if (const auto* at = std::get_if<geom::MultiPoint>(&mark.geometry); at != nullptr && !at->points.empty()) places.push_back(at->points.front());
    if (places.size() != table.features.size()) {
        above_.push_back({.table = &table, .style = &style});
        return;
    }
    const std::vector<geom::Point> dots = set_apart(places, apart_mm * metres_per_mm_);
    model::FeatureTable& marks = tables_.emplace_back(table);
    model::FeatureTable& lines = tables_.emplace_back(model::FeatureTable{"site_leader", {}, model::GeometryKind::Line, table.epsg, table.fields, {}});
    for (std::size_t i = 0; i < dots.size(); ++i) {
        marks.features[i].geometry = geom::MultiPoint{{dots[i]}};
        if (dots[i] != places[i]) lines.features.push_back({0, geom::MultiLineString{{{places[i], dots[i]}}}, table.features[i].values});
    }
    if (leader_ != nullptr && !lines.features.empty()) above_.push_back({.table = &lines, .style = leader_});
    above_.push_back({.table = &marks, .style = &style});
}

std::vector<io::MapLayer> SheetLayers::layers() const {
    std::vector<io::MapLayer> all = below_;
    if (towns_ != nullptr) all.push_back({.table = towns_, .style = names_});
    all.insert(all.end(), above_.begin(), above_.end());
    return all;
}

}  // namespace zonewright::report
