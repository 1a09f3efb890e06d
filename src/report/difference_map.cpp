#include "report/difference_map.h"

#include <algorithm>

#include "report/framed_map.h"

namespace zonewright::report {
namespace {

geom::Box box_of(const model::FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features)
        if (const auto* land = std::get_if<geom::MultiPolygon>(&feature.geometry))
            box.include(geom::bounds(*land));
    return box.empty() ? box : box.grown(0.03 * std::max(box.width(), box.height()));
}

}  // namespace

std::string difference_map(const std::string& title, const model::FeatureTable& changes, const model::FeatureTable& towns,
                           const model::StyleSheet& styles, Language language) {
    const geom::Box box = box_of(towns.features.empty() ? changes : towns);
    if (box.empty()) return {};
    FramedMap map{.title = title, .box = box, .language = language};
    for (const model::FeatureTable* table : {&towns, &changes})
        if (const model::LayerStyle* style = styles.find(table->name)) {
            map.layers.push_back({.table = table, .style = style});
            for (LegendEntry& entry : legend_of(*style, *table, language)) map.legend.push_back(std::move(entry));
        }
    return draw_framed_map(map);
}

}  // namespace zonewright::report
