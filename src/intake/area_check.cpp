#include "intake/area_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/units.h"

namespace zonewright::intake {
namespace {

struct Sums {
    std::size_t features = 0, beyond = 0;
    Area recorded, computed;
};

void report_sums(const Sums& sums, const Inspection& inspection) {
    const Area difference = sums.recorded - sums.computed;
    if (difference.cm2 == 0) return;
    const double ppm = 1e6 * difference.m2() / std::max(1.0, sums.computed.m2());
    inspection.find("recorded_area_sum", model::Severity::Notice, "",
                    {fmt::format("{} 个要素登记面积合计 {:.2f} m²，椭球面积合计 {:.2f} m²，差 {:.2f} "
                                 "m²（{:.1f} ppm）；{} 个超过容差",
                                 sums.features, sums.recorded.m2(), sums.computed.m2(), difference.m2(), ppm,
                                 sums.beyond),
                     fmt::format("{} features: recorded {:.2f} m², statutory {:.2f} m², difference {:.2f} m² "
                                 "({:.1f} ppm); {} beyond tolerance",
                                 sums.features, sums.recorded.m2(), sums.computed.m2(), difference.m2(), ppm,
                                 sums.beyond)},
                    {"平差后的图斑面积与计算面积有细微差别属正常",
                     "small differences are normal after areas were adjusted to control totals"});
}

/// A unit in which areas are written where square metres are meant.
struct AreaUnit {
    Text name;
    double m2 = 1;  ///< what is to be multiplied with to get square metres
};

/// The unit that turns the number on file into the area of the shape; null where none does.
const AreaUnit* unit_of(double recorded, double computed_m2) {
    constexpr double mu_m2 = square_metres_per_mu, close = 0.02;
    static const std::array<AreaUnit, 6> units{{{{"亩", "mu"}, mu_m2},
                                                {{"公顷", "hectares"}, square_metres_per_hectare},
                                                {{"万亩", "ten thousand mu"}, 1e4 * mu_m2},
                                                {{"平方公里", "square kilometres"}, 1e6},
                                                {{"亩（按公顷读出）", "mu (read as hectares)"}, mu_m2 / square_metres_per_hectare},
                                                {{"平方米（按公顷读出）", "square metres (read as hectares)"}, 1 / square_metres_per_hectare}}};
    if (recorded <= 0 || computed_m2 <= 0) return nullptr;
    for (const AreaUnit& unit : units)
        if (std::abs(recorded * unit.m2 / computed_m2 - 1) <= close) return &unit;
    return nullptr;
}

struct UnitCount {
    std::size_t features = 0;
    double first_recorded = 0;
    Area first_computed, sum;

    void add(double recorded, Area computed) {
        if (features++ == 0) first_recorded = recorded, first_computed = computed;
        sum += computed;
    }
};
using UnitCounts = std::map<const AreaUnit*, UnitCount>;

void report_units(const UnitCounts& counts, const Inspection& inspection) {
    for (const auto& [unit, count] : counts)
        inspection.find(
            "recorded_area_unit", model::Severity::Error, "",
            both("{} 个要素的登记面积像是 {}，不是平方米（如 {:.6g}，图形 {:.2f} m²）；没有换算，已置空",
                 "the areas on file of {} features look like {}, not square metres (such as {:.6g}, the shape has "
                 "{:.2f} m²); they were not converted but set to NULL",
                 count.features, unit->name, count.first_recorded, count.first_computed.m2()),
            both("在源数据中乘以 {:.10g} 后重新导入", "multiply them by {:.10g} in the source and import again", unit->m2),
            {}, count.sum.m2());
}

}  // namespace

void check_recorded_areas(model::FeatureTable& table, const Inspection& inspection, const Tolerances& tolerances) {
    const auto field = table.find_field("recorded_area_m2");
    if (!field) return;
    Sums sums;
    UnitCounts other_units;
    for (model::Feature& feature : table.features) {
        const auto recorded = model::number_of(feature.values[*field]);
        if (!recorded || !std::isfinite(*recorded)) continue;
        const Area computed = inspection.area.of(feature.geometry);
        const double difference = *recorded - computed.m2();
        const bool agrees = std::abs(difference) <= std::max(tolerances.recorded_area_m2,
                                                             tolerances.recorded_area_share * computed.m2());
        if (const AreaUnit* unit = agrees ? nullptr : unit_of(*recorded, computed.m2())) {
            other_units[unit].add(*recorded, computed);
            feature.values[*field] = {};
            continue;
        }
        ++sums.features;
        sums.recorded += Area::from_m2(*recorded);
        sums.computed += computed;
        if (agrees) continue;
        ++sums.beyond;
        inspection.find(
            "recorded_area", model::Severity::Warning, name_of(table, feature),
            {fmt::format("登记面积 {:.2f} m²，椭球面积 {:.2f} m²，差 {:+.2f} m²", *recorded, computed.m2(),
                         difference),
             fmt::format("recorded area {:.2f} m², statutory area {:.2f} m², difference {:+.2f} m²",
                         *recorded, computed.m2(), difference)},
            {"核对图形或登记面积，注意单位（m²、公顷、亩）",
             "check the shape or the recorded area, and its unit (m², ha, mu)"},
            feature.geometry, std::abs(difference));
    }
    report_units(other_units, inspection);
    if (sums.features > 0) report_sums(sums, inspection);
}

}  // namespace zonewright::intake
