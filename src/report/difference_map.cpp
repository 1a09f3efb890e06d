#include "report/difference_map.h"

#include <algorithm>
#include <array>

#include "geom/middle.h"
#include "report/framed_map.h"
#include "report/map_marks.h"

namespace zonewright::report {
namespace {

geom::Box box_of(const model::FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features)
        if (const auto* land = std::get_if<geom::MultiPolygon>(&feature.geometry))
            box.include(geom::bounds(*land));
    return box.empty() ? box : box.grown(0.03 * std::max(box.width(), box.height()));
}

constexpr double smallest_seen_mm = 3, mark_mm = 2.6, line_of_mark_mm = 0.15;

/// Are most of the changes too small on paper for their colour to be seen?
bool most_are_small(const model::FeatureTable& table, double metres_per_mm) {
    const auto small = std::ranges::count_if(table.features, [&](const model::Feature& feature) {
        const geom::Box box = geom::bounds(feature.geometry);
        return std::max(box.width(), box.height()) < smallest_seen_mm * metres_per_mm;
    });
    return 2 * static_cast<std::size_t>(small) > table.features.size();
}

/// A mark for each polygon, at its middle.
model::FeatureTable marks_of(const model::FeatureTable& table) {
    model::FeatureTable marks = table;
    marks.kind = model::GeometryKind::Point;
    for (model::Feature& feature : marks.features) {
        const auto* land = std::get_if<geom::MultiPolygon>(&feature.geometry);
        const auto middle = land == nullptr ? std::nullopt : geom::middle_of(*land);
        feature.geometry = middle ? geom::Geometry(geom::MultiPoint{{*middle}}) : geom::Geometry();
    }
    return marks;
}

/// The classes that occur by the shape of their marks too, so that they are told apart in grey print.
model::LayerStyle style_of_marks(model::LayerStyle style, const model::FeatureTable& table) {
    using enum model::MarkerShape;
    constexpr std::array shapes{Circle, Square, Triangle, Diamond, Cross};
    const auto field = table.find_field(style.field);
    const auto occurs = [&](const model::StyleClass& one) {
        return field && std::ranges::any_of(table.features, [&](const model::Feature& feature) {
                   return model::text_of(feature.values[*field]) == one.value;
               });
    };
    std::size_t next = 0;
    const auto shape = [&](model::StyleClass& one) {
        one.symbol.marker = shapes[next % shapes.size()];
        one.symbol.size_mm = mark_mm;
        one.symbol.line_mm = line_of_mark_mm;
        if (occurs(one)) ++next;
    };
    for (model::StyleClass& one : style.classes) shape(one);
    if (style.other) shape(*style.other);
    style.label.reset();
    return style;
}

}  // namespace

std::string difference_map(const std::string& title, const model::FeatureTable& changes, const model::FeatureTable& towns,
                           const model::StyleSheet& styles, Language language, const std::string& note) {
    const geom::Box box = box_of(towns.features.empty() ? changes : towns);
    if (box.empty()) return {};
    FramedMap map{.title = title, .note = note, .box = box, .language = language};
    const auto add = [&](const model::FeatureTable& table, const model::LayerStyle& style) {
        map.layers.push_back({.table = &table, .style = &style});
        for (LegendEntry& entry : legend_of(style, table, language)) map.legend.push_back(std::move(entry));
    };
    if (const model::LayerStyle* style = styles.find(towns.name)) add(towns, *style);
    const model::LayerStyle* style = styles.find(changes.name);
    const double least = std::max(box.width(), box.height() * map.width_mm / map.height_mm);
    if (style == nullptr || !most_are_small(changes, round_scale(least, map.width_mm) / 1000)) {
        if (style != nullptr) add(changes, *style);
        return draw_framed_map(map);
    }
    const model::FeatureTable marks = marks_of(changes);
    const model::LayerStyle marked = style_of_marks(*style, changes);
    add(marks, marked);
    return draw_framed_map(map);
}

}  // namespace zonewright::report
