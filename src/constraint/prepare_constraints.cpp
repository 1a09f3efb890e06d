#include "constraint/prepare_constraints.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "base/spelling.h"
#include "gis/overlay.h"
#include "io/raster_io.h"
#include "raster/burn.h"
#include "raster/cell_outlines.h"
#include "raster/terrain.h"

namespace zonewright::constraint {
namespace {

using model::ConstraintKind;
using model::ConstraintLayer;
using model::ConstraintRule;
using model::Feature;
using model::FeatureTable;

void leave_unchecked(ConstraintLayer& layer, Text reason) {
    layer.checked = false;
    layer.unchecked_reason = std::move(reason);
}

/// Positions of the fields that `where` names; throws InternalError when the table lacks one.
bool accepted(const ConstraintRule& rule, const FeatureTable& table, const Feature& feature) {
    return std::all_of(rule.where.begin(), rule.where.end(), [&](const auto& condition) {
        const std::string value = model::text_of(feature.values[table.field(condition.first)]);
        return std::find(condition.second.begin(), condition.second.end(), value) != condition.second.end();
    });
}

/// Has the feature no value in a field that the rule asks, while all others fit? Nobody can tell whether it
/// excludes.
bool is_unknown(const ConstraintRule& rule, const FeatureTable& table, const Feature& feature) {
    bool open = false;
    for (const auto& [field, values] : rule.where) {
        const std::string value = model::text_of(feature.values[table.field(field)]);
        open |= value.empty();
        if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end()) return false;
    }
    return open;
}

std::vector<const Feature*> selected(const ConstraintRule& rule, const FeatureTable& table) {
    std::vector<const Feature*> features;
    for (const Feature& feature : table.features)
        if (accepted(rule, table, feature)) features.push_back(&feature);
    return features;
}

/// The canonical field that tells the class of a corridor: the first of these that the role has.
std::optional<std::size_t> class_field(const FeatureTable& table) {
    static constexpr std::array<const char*, 3> names = {"class", "voltage_kv", "level"};
    for (const char* name : names)
        if (const auto field = table.find_field(name)) return field;
    return std::nullopt;
}

double width_of(const ConstraintRule& rule, const Feature& feature, std::optional<std::size_t> field) {
    if (!field) return rule.width_m;
    const auto found = rule.width_by_class_m.find(model::text_of(feature.values[*field]));
    return found == rule.width_by_class_m.end() ? rule.width_m : found->second;
}

geom::MultiPolygon around(const geom::Geometry& geometry, double width_m) {
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry))
        return gis::buffer(*polygons, width_m);
    if (const auto* lines = std::get_if<geom::MultiLineString>(&geometry))
        return gis::buffer(*lines, width_m);
    const auto* points = std::get_if<geom::MultiPoint>(&geometry);
    geom::MultiLineString stubs;
    // A line of no length buffers to a circle.
    if (points != nullptr)
        for (geom::Point p : points->points) stubs.lines.push_back({p, p});
    return gis::buffer(stubs, width_m);
}

model::Finding unjudged(const ConstraintRule& rule, const Feature& feature, Text message, Text fix) {
    model::Finding finding;
    finding.source = rule.role;
    finding.rule = "constraint_unjudged";
    finding.severity = model::Severity::Warning;
    finding.feature = fmt::format("{}", feature.fid);
    finding.message = std::move(message);
    finding.fix = std::move(fix);
    finding.geometry = feature.geometry;
    return finding;
}

model::Finding without_value(const ConstraintRule& rule, const Feature& feature) {
    std::vector<std::string> fields;
    for (const auto& [field, values] : rule.where) fields.push_back(field);
    return unjudged(rule, feature,
                    both("“{}”的要素没有注明 {}，无法判断是否扣除，未参与扣除",
                         "a feature of '{}' does not state {}: it cannot be judged and deducts nothing",
                         rule.title, joined(fields)),
                    both("在源数据中补填 {}", "fill in {} in the source", joined(fields)));
}

model::Finding without_surface(const ConstraintRule& rule, const Feature& feature) {
    return unjudged(rule, feature,
                    {fmt::format("“{}”的要素没有面，未参与扣除", rule.title.zh),
                     fmt::format("a feature of '{}' has no surface and deducts nothing", rule.title.en)},
                    {"补上几何或删除该要素", "give it a polygon or delete it"});
}

model::Finding without_width(const ConstraintRule& rule, const Feature& feature,
                             const std::string& its_class) {
    return unjudged(rule, feature,
                    {fmt::format("“{}”没有类别“{}”的控制宽度，未参与扣除", rule.title.zh, its_class),
                     fmt::format("'{}' has no width for class '{}': not deducted", rule.title.en, its_class)},
                    {fmt::format("在 layers/constraints/{}.toml 的 width_by_class_m 中补上", rule.id),
                     fmt::format("add it to width_by_class_m in layers/constraints/{}.toml", rule.id)});
}

void take_polygons(ConstraintLayer& layer, const std::vector<const Feature*>& features,
                   std::vector<model::Finding>& findings) {
    for (const Feature* feature : features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature->geometry);
        if (polygons != nullptr && !polygons->empty())
            layer.polygons.push_back(*polygons);
        else
            findings.push_back(without_surface(layer.rule, *feature));
    }
}

void take_corridors(ConstraintLayer& layer, const FeatureTable& table,
                    const std::vector<const Feature*>& features, std::vector<model::Finding>& findings,
                    const Progress& progress) {
    const auto field = class_field(table);
    std::vector<geom::MultiPolygon> corridors(features.size());
    parallel_for(features.size(), 16, progress, [&](std::size_t i) {
        const double width_m = width_of(layer.rule, *features[i], field);
        if (width_m > 0) corridors[i] = around(features[i]->geometry, width_m);
    });
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (!corridors[i].empty()) {
            layer.polygons.push_back(std::move(corridors[i]));
            continue;
        }
        const std::string its_class = field ? model::text_of(features[i]->values[*field]) : std::string();
        findings.push_back(width_of(layer.rule, *features[i], field) > 0
                               ? without_surface(layer.rule, *features[i])
                               : without_width(layer.rule, *features[i], its_class));
    }
}

/// Cells of the city without a height: their slope is unknown, not flat.
void report_height_gaps(const raster::Grid<float>& heights, const geom::MultiPolygon& city,
                        const ConstraintRule& rule, std::vector<model::Finding>& findings) {
    raster::Grid<float> gaps(heights.spec, 0);
    const float mark = 1;
    raster::burn(gaps, {&city, 1}, {&mark, 1});
    raster::Grid<std::uint8_t> unknown(heights.spec, 0);
    std::size_t count = 0;
    for (std::size_t i = 0; i < heights.cells.size(); ++i) {
        unknown.cells[i] = gaps.cells[i] == mark && std::isnan(heights.cells[i]) ? 1 : 0;
        count += unknown.cells[i];
    }
    if (count == 0) return;
    model::Finding finding;
    finding.source = rule.role;
    finding.rule = "height_gap";
    finding.area_m2 = static_cast<double>(count) * heights.spec.cell_m * heights.spec.cell_m;
    finding.message = {
        fmt::format("高程数据未覆盖全市：{} 个像元坡度未核查", count),
        fmt::format("heights do not cover the city: the slope of {} cells was not checked", count)};
    finding.fix = {"补充高程数据", "add elevation data"};
    geom::MultiPolygon area;
    for (geom::MultiPolygon& patch : raster::outlines(unknown))
        for (geom::Polygon& part : patch.parts) area.parts.push_back(std::move(part));
    finding.geometry = std::move(area);
    findings.push_back(std::move(finding));
}

void take_steep_land(ConstraintLayer& layer, const raster::Grid<float>& slopes_degree) {
    raster::Grid<std::uint8_t> steep(slopes_degree.spec, 0);
    const auto threshold = static_cast<float>(layer.rule.threshold.value());
    for (std::size_t i = 0; i < steep.cells.size(); ++i) steep.cells[i] = slopes_degree.cells[i] > threshold ? 1 : 0;
    layer.polygons = raster::outlines(steep);
}

Text no_source(const std::string& role) {
    return {fmt::format("没有角色为 {} 的数据", role), fmt::format("no source of role {}", role)};
}

void prepare_slope(ConstraintLayer& layer, const model::SourceSet& sources, const Ground& ground,
                   std::vector<model::Finding>& findings, const Progress& progress) {
    const auto raster = sources.rasters.find(layer.rule.role);
    if (raster == sources.rasters.end()) return leave_unchecked(layer, no_source(layer.rule.role));
    const auto heights =
        io::read_onto_grid(raster->second.path, ground.grid, ground.epsg, io::Resampling::Bilinear);
    if (std::none_of(heights.cells.begin(), heights.cells.end(), [](float height) { return std::isfinite(height); }))
        return leave_unchecked(layer, {fmt::format("角色 {} 的栅格在城市范围内没有值", layer.rule.role),
                                       fmt::format("the raster of role {} has no value in the city", layer.rule.role)});
    report_height_gaps(heights, ground.city, layer.rule, findings);
    take_steep_land(layer, raster::slope_degrees(heights, progress));
}

/// Data of another place (a wrong zone, another county) say nothing about this one.
bool lies_elsewhere(const FeatureTable& table, const geom::MultiPolygon& city) {
    const geom::Box here = geom::bounds(city);
    if (here.empty()) return false;
    return std::none_of(table.features.begin(), table.features.end(), [&](const Feature& feature) {
        const geom::Box box = geom::bounds(feature.geometry);
        return !box.empty() && box.min_x <= here.max_x && box.max_x >= here.min_x && box.min_y <= here.max_y &&
               box.max_y >= here.min_y;
    });
}

void prepare_features(ConstraintLayer& layer, const model::SourceSet& sources, const Ground& ground,
                      std::vector<model::Finding>& findings, const Progress& progress) {
    const FeatureTable* table = sources.find(layer.rule.role);
    if (table == nullptr) return leave_unchecked(layer, no_source(layer.rule.role));
    if (table->features.empty())
        return leave_unchecked(layer,
                               {fmt::format("角色 {} 的数据没有要素", layer.rule.role),
                                fmt::format("the source of role {} has no features", layer.rule.role)});
    if (lies_elsewhere(*table, ground.city))
        return leave_unchecked(layer,
                               {fmt::format("角色 {} 的数据全部在城市范围之外", layer.rule.role),
                                fmt::format("the source of role {} lies wholly outside the city", layer.rule.role)});
    for (const auto& condition : layer.rule.where)
        if (!table->find_field(condition.first))
            return leave_unchecked(
                layer,
                {fmt::format("角色 {} 的数据缺少字段 {}", layer.rule.role, condition.first),
                 fmt::format("the source of role {} lacks the field {}", layer.rule.role, condition.first)});
    for (const Feature& feature : table->features)
        if (is_unknown(layer.rule, *table, feature)) findings.push_back(without_value(layer.rule, feature));
    const auto features = selected(layer.rule, *table);
    if (layer.rule.kind == ConstraintKind::Corridor)
        take_corridors(layer, *table, features, findings, progress);
    else
        take_polygons(layer, features, findings);
}

}  // namespace

PreparedConstraints prepare_constraints(const model::Catalogue& catalogue, const model::SourceSet& sources,
                                        const Ground& ground, const Progress& progress) {
    PreparedConstraints prepared;
    const auto count = static_cast<double>(catalogue.constraints.size());
    for (const ConstraintRule& rule : catalogue.constraints) {
        const auto done = static_cast<double>(prepared.layers.size());
        const Progress part = progress.part(done / count, (done + 1) / count);
        ConstraintLayer layer{rule, true, {}, {}};
        if (rule.kind == ConstraintKind::Slope)
            prepare_slope(layer, sources, ground, prepared.findings, part);
        else if (rule.kind != ConstraintKind::Fragment)
            prepare_features(layer, sources, ground, prepared.findings, part);
        prepared.layers.push_back(std::move(layer));
    }
    return prepared;
}

}  // namespace zonewright::constraint
