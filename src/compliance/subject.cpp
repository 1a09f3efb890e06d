#include "compliance/subject.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/dates.h"

namespace zonewright::compliance {
namespace {

using model::CheckRule;

enum class Selection { Selected, Other, Unknown };

struct Judged {
    Selection selection = Selection::Selected;
    std::string unknown_value;
};

/// One condition that certainly fails decides; else one whose value is not known leaves it open.
Judged judge(const CheckRule& rule, const model::FeatureTable& table, const model::Feature& feature) {
    Judged judged;
    for (const auto& [field, values] : rule.where) {
        const auto position = table.find_field(field);
        if (!position) return {Selection::Other, {}};
        const std::string value = model::text_of(feature.values[*position]);
        if (std::find(values.begin(), values.end(), value) != values.end()) continue;
        const auto known = rule.known_values.find(field);
        const bool unknown =
            value.empty() || (known != rule.known_values.end() && !known->second.contains(value));
        if (!unknown) return {Selection::Other, {}};
        judged = {Selection::Unknown, value};
    }
    return judged;
}

std::string value_in(const model::FeatureTable& table, const model::Feature& feature,
                     const std::string& field) {
    const auto position = field.empty() ? std::nullopt : table.find_field(field);
    return position ? model::text_of(feature.values[*position]) : "";
}

std::string name_of(const model::FeatureTable& table, const model::Feature& feature) {
    for (const char* field : {"id", "name"}) {
        std::string name = value_in(table, feature, field);
        if (!name.empty()) return name;
    }
    return fmt::format("fid {}", feature.fid);
}

/// The oldest of the files that play the role: a layer is no fresher than its oldest part.
std::string oldest_date(const std::vector<model::SourceDefinition>& definitions) {
    std::string oldest;
    for (const auto& definition : definitions) {
        if (definition.date.empty()) return {};
        if (oldest.empty() || definition.date < oldest) oldest = definition.date;
    }
    return oldest;
}

std::string files_of(const std::vector<model::SourceDefinition>& definitions) {
    std::string files;
    for (const auto& definition : definitions)
        files += (files.empty() ? "" : "; ") + definition.written_path +
                 (definition.layer.empty() ? "" : " | " + definition.layer);
    return files;
}

Text too_old(const CheckRule& rule, const std::string& date, int year) {
    if (!rule.oldest_years || year == 0) return {};
    const auto stated = date_from(date);
    if (!stated) return {"数据未注明时点", "the data state no date"};
    const int age = year - stated->year;
    if (age <= *rule.oldest_years) return {};
    return {fmt::format("数据时点 {}，超过允许的 {} 年", date, *rule.oldest_years),
            fmt::format("data of {}, older than the {} years allowed", date, *rule.oldest_years)};
}

/// A rule that filters by a field the source does not have would find nothing and call it clear.
Text lacks_field(const CheckRule& rule, const model::FeatureTable& table) {
    for (const auto& [field, values] : rule.where)
        if (!table.find_field(field))
            return {fmt::format("图层缺少“{}”字段", rule.title_of_field(field).zh),
                    fmt::format("the layer has no field {}", rule.title_of_field(field).en)};
    return {};
}

Subject subject_in_sources(const CheckRule& rule, const model::SourceSet& sources, int year) {
    Subject subject;
    const auto layer = sources.layers.find(rule.role);
    if (layer == sources.layers.end() || layer->second.table.features.empty()) {
        subject.missing = {fmt::format("缺少“{}”图层", rule.title.zh),
                           fmt::format("no layer for {}", rule.title.en)};
        return subject;
    }
    const model::FeatureTable& table = layer->second.table;
    for (const model::Feature& feature : table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (polygons == nullptr || polygons->empty()) continue;
        const Judged judged = judge(rule, table, feature);
        if (judged.selection == Selection::Unknown)
            subject.unknown.add({name_of(table, feature), judged.unknown_value, polygons});
        else if (judged.selection == Selection::Selected)
            subject.features.add(
                {name_of(table, feature), value_in(table, feature, rule.breakdown_field), polygons});
        else if (rule.layer_tiles)
            subject.others.add({{}, {}, polygons});
    }
    subject.date = oldest_date(layer->second.definitions);
    subject.source = files_of(layer->second.definitions);
    subject.missing = lacks_field(rule, table);
    if (subject.missing == Text{}) subject.missing = too_old(rule, subject.date, year);
    return subject;
}

Subject subject_in_constraints(const CheckRule& rule, const model::SourceSet& sources,
                               std::span<const model::ConstraintLayer> constraints) {
    Subject subject;
    for (const model::ConstraintLayer& layer : constraints) {
        if (layer.rule.id != rule.constraint) continue;
        if (!layer.checked) subject.missing = layer.unchecked_reason;
        for (std::size_t i = 0; i < layer.polygons.size(); ++i)
            subject.features.add({fmt::format("{} {}", layer.rule.title.zh, i + 1), "", &layer.polygons[i]});
        const auto source = sources.layers.find(layer.rule.role);
        const auto raster = sources.rasters.find(layer.rule.role);
        if (source != sources.layers.end()) {
            subject.source = files_of(source->second.definitions);
            subject.date = oldest_date(source->second.definitions);
        } else if (raster != sources.rasters.end()) {
            subject.source = raster->second.written_path;
            subject.date = raster->second.date;
        }
        return subject;
    }
    subject.missing = {fmt::format("没有约束“{}”", rule.constraint),
                       fmt::format("no constraint {}", rule.constraint)};
    return subject;
}

}  // namespace

void IndexedFeatures::make_index() {
    std::vector<geom::Box> boxes;
    boxes.reserve(features_.size());
    for (const LayerFeature& feature : features_) boxes.push_back(geom::bounds(*feature.polygons));
    index_ = geom::SpatialIndex(boxes);
}

std::vector<LayerFeature> IndexedFeatures::near(const geom::MultiPolygon& outline, double margin_m) const {
    std::vector<LayerFeature> found;
    for (std::uint32_t id : index_.query(geom::bounds(outline).grown(margin_m)))
        found.push_back(features_[id]);
    return found;
}

Subject subject_of(const CheckRule& rule, const model::SourceSet& sources,
                   std::span<const model::ConstraintLayer> constraints, int year) {
    Subject subject = rule.role.empty() ? subject_in_constraints(rule, sources, constraints)
                                        : subject_in_sources(rule, sources, year);
    for (IndexedFeatures* features : {&subject.features, &subject.unknown, &subject.others})
        features->make_index();
    return subject;
}

}  // namespace zonewright::compliance
