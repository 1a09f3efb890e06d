#include "criterion/measure.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/errors.h"
#include "model/feature_filter.h"
#include "criterion/measures.h"

namespace zonewright::criterion {
namespace {

using model::MeasureKind;

enum class Needs { Layer, Raster, Zones };

struct Kind {
    Values (*measure)(const Question&, const Progress&);
    Needs needs;
};

const std::map<MeasureKind, Kind> kinds = {
    {MeasureKind::Distance, {measure_distance, Needs::Layer}},
    {MeasureKind::TravelTime, {measure_travel_time, Needs::Layer}},
    {MeasureKind::Slope, {measure_slope, Needs::Raster}},
    {MeasureKind::Relief, {measure_relief, Needs::Raster}},
    {MeasureKind::Elevation, {measure_elevation, Needs::Raster}},
    {MeasureKind::Density, {measure_density, Needs::Layer}},
    {MeasureKind::Share, {measure_share, Needs::Layer}},
    {MeasureKind::RasterValue, {measure_raster_value, Needs::Raster}},
    {MeasureKind::Category, {measure_category, Needs::Layer}},
    {MeasureKind::ZoneListing, {measure_zone_listing, Needs::Zones}},
    {MeasureKind::Quotient, {measure_quotient, Needs::Layer}},
};

Measured missing_source(const raster::GridSpec& spec, const std::string& role) {
    return {raster::Grid<float>(spec, raster::no_data),
            {},
            true,
            {fmt::format("缺少数据来源：{}", role), fmt::format("no source of role {}", role)}};
}

bool has_value(const Values& values) {
    return std::any_of(values.cells.begin(), values.cells.end(), [](float value) { return std::isfinite(value); });
}

/// A raster of another place, or one of voids only.
Measured void_raster(const raster::GridSpec& spec, const std::string& role) {
    return {raster::Grid<float>(spec, raster::no_data),
            {},
            true,
            {fmt::format("角色 {} 的栅格在城市范围内没有值", role),
             fmt::format("the raster of role {} has no value in the city", role)}};
}

/// The role whose absence makes the measure impossible; empty when all are there.
std::string absent_role(const MeasureInput& input, const model::CriterionDefinition& definition,
                        Needs needs) {
    if (needs == Needs::Layer && input.sources.layer(definition.role) == nullptr) return definition.role;
    if (needs == Needs::Raster && input.sources.raster(definition.role) == nullptr) return definition.role;
    if (definition.measure == MeasureKind::TravelTime && input.sources.layer("road") == nullptr) return "road";
    return {};
}

}  // namespace

bool is_per_cluster(const model::CriterionDefinition& definition) {
    const auto names_cluster = [](const auto& filter) {
        return std::find(filter.second.begin(), filter.second.end(), model::cluster_placeholder) !=
               filter.second.end();
    };
    return definition.per_cluster || definition.measure == MeasureKind::ZoneListing ||
           definition.measure == MeasureKind::Quotient ||
           std::any_of(definition.where.begin(), definition.where.end(), names_cluster);
}

std::vector<std::string> roles_read(const model::CriterionDefinition& definition) {
    if (kinds.at(definition.measure).needs == Needs::Zones) return {};
    if (definition.measure == MeasureKind::TravelTime) return {definition.role, "road", "interchange"};
    return {definition.role};
}

namespace {

enum class Form { Values, Kept };

Measured measured(const MeasureInput& input, const model::CriterionDefinition& definition,
                  std::optional<model::ClusterId> cluster, Form form, const Progress& progress) {
    if (is_per_cluster(definition) && !cluster)
        throw InternalError(
            {"criterion::measure", definition.id, "a cluster", "measure it once for each cluster"});
    const Kind& kind = kinds.at(definition.measure);
    const std::string absent = absent_role(input, definition, kind.needs);
    if (!absent.empty()) return missing_source(input.spec, absent);

    MeasureInput narrowed = input;
    narrowed.sources = input.sources.only(roles_read(definition));
    Question question{narrowed, definition, cluster ? &input.plan.cluster(*cluster) : nullptr, {}, nullptr};
    Text note;
    if (kind.needs == Needs::Layer) {
        question.table = narrowed.sources.layer(definition.role);
        const auto names = question.cluster ? model::names_in_data(*question.cluster) : std::vector<std::string>{};
        question.features = filtered(*question.table, definition.where, names);
        if (question.features.empty())
            note = {fmt::format("{} 图层中没有符合条件的要素", definition.role),
                    fmt::format("no feature of {} matches the filter", definition.role)};
    }
    if (form == Form::Kept && definition.measure == MeasureKind::Distance)
        if (auto squared = measure_squared_distance(question, progress)) return {{}, std::move(squared), false, note};
    Values values = kind.measure(question, progress);
    if (kind.needs == Needs::Raster && !has_value(values)) return void_raster(input.spec, definition.role);
    return {std::move(values), {}, false, note};
}

}  // namespace

Measured measure(const MeasureInput& input, const model::CriterionDefinition& definition,
                 std::optional<model::ClusterId> cluster, const Progress& progress) {
    return measured(input, definition, cluster, Form::Values, progress);
}

Measured measure_to_keep(const MeasureInput& input, const model::CriterionDefinition& definition,
                         std::optional<model::ClusterId> cluster, const Progress& progress) {
    return measured(input, definition, cluster, Form::Kept, progress);
}

raster::GridSpec grown(const raster::GridSpec& spec, std::size_t cells) {
    const double margin_m = static_cast<double>(cells) * spec.cell_m;
    return {spec.west_m - margin_m, spec.north_m + margin_m, spec.cell_m, spec.columns + 2 * cells,
            spec.rows + 2 * cells};
}

Values cut_to(Values larger, const raster::GridSpec& spec) {
    const auto column =
        static_cast<std::size_t>(std::lround((spec.west_m - larger.spec.west_m) / spec.cell_m));
    const auto row =
        static_cast<std::size_t>(std::lround((larger.spec.north_m - spec.north_m) / spec.cell_m));
    // Where it lies: no row begins earlier than it did.
    for (std::size_t r = 0; r < spec.rows; ++r) {
        const auto from = larger.row(row + r).subspan(column, spec.columns);
        std::copy(from.begin(), from.end(), larger.cells.begin() + static_cast<std::ptrdiff_t>(r * spec.columns));
    }
    larger.cells.resize(spec.cell_count());
    larger.spec = spec;
    return larger;
}

}  // namespace zonewright::criterion
