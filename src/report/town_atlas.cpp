#include "report/town_atlas.h"

#include <algorithm>

#include "base/errors.h"
#include "report/framed_map.h"

namespace zonewright::report {
namespace {

using model::FeatureTable;
using model::GeometryKind;

const model::LayerStyle& atlas_style(const model::StyleSheet& styles, const char* name) {
    if (const model::LayerStyle* style = styles.find(name)) return *style;
    throw InputError({.thing = fmt::format("styles/maps/{}.toml", name),
                      .expected = both("地图样式", "a style for maps"),
                      .advice = both("恢复随程序安装的样式", "restore the style that came with the program")});
}

FeatureTable atlas_table(const char* name, GeometryKind kind) {
    return {name, {}, kind, 0, {{"name", model::FieldType::Text, {}, ""}}, {}};
}

}  // namespace

std::string draw_atlas_sheet(const AtlasSheet& sheet, const model::StyleSheet& map_styles, Language language) {
    FeatureTable town = atlas_table("town", GeometryKind::Polygon), land = atlas_table("outline", GeometryKind::Polygon),
                 numbers = atlas_table("site_number", GeometryKind::Point);
    geom::Box box = geom::bounds(sheet.town);
    if (!sheet.town.empty()) town.features.push_back({0, sheet.town, {std::string()}});
    for (const AtlasOutline& entry : sheet.outlines) {
        box.include(geom::bounds(entry.outline));
        land.features.push_back({0, entry.outline, {std::string()}});
    }
    if (box.empty()) return {};
    // Beside its outline, which would be hidden below the number.
    const double aside = std::max(box.width(), box.height()) / 45;
    for (const AtlasOutline& entry : sheet.outlines) {
        const geom::Box own = geom::bounds(entry.outline);
        numbers.features.push_back({0, geom::MultiPoint{{{own.max_x + aside, own.max_y + aside}}}, {entry.number}});
    }
    FramedMap map{.title = sheet.title,
                  .note = sheet.note,
                  .box = box.grown(0.03 * std::max(box.width(), box.height())),
                  .language = language};
    for (const FeatureTable* table : {&town, &land, &numbers}) {
        if (table->features.empty()) continue;
        const model::LayerStyle& style = atlas_style(map_styles, table->name.c_str());
        map.layers.push_back({.table = table, .style = &style});
        if (table == &numbers) continue;  // the number is told in the title of its row
        for (LegendEntry& entry : legend_of(style, *table, language)) map.legend.push_back(std::move(entry));
    }
    return draw_framed_map(map);
}

}  // namespace zonewright::report
