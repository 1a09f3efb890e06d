#include "answer/plan_package.h"

#include <algorithm>

#include "publish/publish.h"
#include "publish/qgis_project.h"

namespace zonewright::answer {
namespace {

using model::FieldType;

model::FeatureTable towns_below(const PlanPackage& package) {
    model::FeatureTable table{"town", {"镇街（园区）", "towns"}, model::GeometryKind::Polygon, package.epsg, {}, {}};
    table.fields = {{"code", FieldType::Text, {"代码", "code"}, ""}, {"name", FieldType::Text, {"名称", "name"}, ""}};
    for (const model::Town& town : package.towns)
        table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, town.geometry, {town.code, model::name_of(town, package.plan).in(package.language)}});
    return table;
}

/// The styles of these layers alone, with a theme for each of their groups: sheets, relations and forms of the run's project
/// speak of layers that are not here.
model::StyleSheet styles_of(const PlanPackage& package) {
    model::StyleSheet styles;
    for (const model::FeatureTable& table : package.layers) {
        const model::LayerStyle* style = package.styles.find(table.name);
        if (style == nullptr) continue;
        styles.layers.push_back(*style);
        if (table.name == "town") {
            styles.layers.back().tabs.clear();
            continue;
        }
        const auto theme = std::ranges::find(styles.themes, style->group, &model::MapTheme::title);
        if (theme == styles.themes.end()) styles.themes.push_back({table.name, style->group, {table.name, "town"}});
        else theme->layers.insert(theme->layers.begin(), table.name);
    }
    return styles;
}

}  // namespace

std::vector<Output> write_plan_package(PlanPackage package, const Progress& progress) {
    std::erase_if(package.layers, [](const model::FeatureTable& table) { return table.features.empty(); });
    if (package.layers.empty()) return {};
    if (!package.towns.empty()) package.layers.insert(package.layers.begin(), towns_below(package));
    const model::StyleSheet styles = styles_of(package);
    std::vector<Output> files{{package.folder / (package.name + ".gpkg"), both("{}（图层，含样式）", "{} as styled layers", package.title)},
                              {package.folder / (package.name + ".qgz"), both("{}（QGIS 工程）", "{} as a project of QGIS", package.title)}};
    publish::publish_geopackage(files[0].path, package.layers, styles, package.language, "2000-01-01T00:00:00.000Z", progress);
    publish::write_project(files[1].path, {.title = package.title.in(package.language),
                                           .epsg = package.epsg,
                                           .tables = package.layers,
                                           .rasters = {},
                                           .styles = &styles,
                                           .language = package.language,
                                           .notes = package.notes,
                                           .package = files[0].path.filename().string()});
    return files;
}

}  // namespace zonewright::answer
