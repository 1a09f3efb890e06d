#include "intake/area_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

}  // namespace

void check_recorded_areas(const model::FeatureTable& table, const Inspection& inspection,
                          const Tolerances& tolerances) {
    const auto field = table.find_field("recorded_area_m2");
    if (!field) return;
    Sums sums;
    for (const model::Feature& feature : table.features) {
        const auto recorded = model::number_of(feature.values[*field]);
        if (!recorded || !std::isfinite(*recorded)) continue;
        const Area computed = inspection.area.of(feature.geometry);
        ++sums.features;
        sums.recorded += Area::from_m2(*recorded);
        sums.computed += computed;
        const double difference = *recorded - computed.m2();
        if (std::abs(difference) <=
            std::max(tolerances.recorded_area_m2, tolerances.recorded_area_share * computed.m2()))
            continue;
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
    if (sums.features > 0) report_sums(sums, inspection);
}

}  // namespace zonewright::intake
