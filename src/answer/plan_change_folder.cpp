#include "answer/plan_change_folder.h"

#include "base/atomic_file.h"
#include "catalog/layers_folder.h"
#include "catalog/style_catalog.h"
#include "publish/publish.h"
#include "report/difference_map.h"

namespace zonewright::answer {
namespace {

std::string listed_names(const std::vector<Text>& names, Language language) {
    std::string words;
    for (const Text& name : names) words += (words.empty() ? "" : language == Language::Zh ? "、" : ", ") + name.in(language);
    return words;
}

/// "gained", "lost", "passed_on" (to a cluster of another name) or "kept".
std::string kind_of(const ListedLand& land) {
    if (land.from.empty()) return "gained";
    if (land.to.empty()) return "lost";
    return land.from == land.to ? "kept" : "passed_on";
}

model::FeatureTable change_table(const EffectOnStudy& found, Language language) {
    using model::FieldType;
    model::FeatureTable table{"zone_change",
                              {"集聚区的变动", "changes of zones"},
                              model::GeometryKind::Polygon,
                              found.epsg,
                              {{"from_cluster", FieldType::Text, {"较早版本的集群", "earlier clusters"}, ""},
                               {"to_cluster", FieldType::Text, {"较新版本的集群", "later clusters"}, ""},
                               {"from_name", FieldType::Text, {"较早名称", "earlier name"}, ""},
                               {"to_name", FieldType::Text, {"较新名称", "later name"}, ""},
                               {"change", FieldType::Text, {"变动", "change"}, ""},
                               {"area_m2", FieldType::Real, {"面积（椭球）", "area"}, "m2"}},
                              {}};
    const auto joined_ids = [](const std::vector<std::string>& ids) {
        std::string words;
        for (const std::string& id : ids) words += (words.empty() ? "" : ";") + id;
        return words;
    };
    for (std::size_t i = 0; i < found.shifts.size(); ++i) {
        const ListedLand& land = found.effect.zones[i];
        table.features.push_back({0,
                                  found.shifts[i].geometry,
                                  {joined_ids(land.from), joined_ids(land.to), listed_names(land.from_names, language),
                                   listed_names(land.to_names, language), kind_of(land), land.area.m2()}});
    }
    return table;
}

}  // namespace

std::vector<Output> write_plan_change_folder(const PlanDiffQuestion& question, const model::Plan& after,
                                             const EffectOnStudy& found, const Progress& progress) {
    const model::FeatureTable table = change_table(found, question.language);
    const std::filesystem::path layers = catalog::find_layers_folder();
    const model::StyleSheet styles = catalog::read_styles(catalog::styles_folder_of(layers), after, layers);
    make_folder(question.output);
    std::vector<Output> files{{question.output / "plan_change.gpkg", {"集聚区的变动", "changes of zones"}}};
    publish::publish_geopackage(files[0].path, {&table, 1}, styles, question.language, "2000-01-01T00:00:00.000Z",
                                progress);
    model::FeatureTable drawn = table;
    std::erase_if(drawn.features, [](const model::Feature& feature) { return model::text_of(feature.values[4]) == "kept"; });
    const std::string title = Text("集聚区的变动", "changes of zones").in(question.language);
    const std::string map = report::difference_map(title, drawn, found.towns, styles, question.language);
    if (map.empty()) return files;
    files.push_back({question.output / "plan_change.png", {"集聚区变动图", "map of the changes"}});
    write_file(files.back().path, map);
    return files;
}

}  // namespace zonewright::answer
