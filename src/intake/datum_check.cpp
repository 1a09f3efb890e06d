#include "intake/datum_check.h"

#include <fmt/format.h>

namespace zonewright::intake {
namespace {

Text title_of(MapDatum datum) {
    switch (datum) {
        case MapDatum::Plain:
            return {"2000 国家大地坐标", "CGCS2000"};
        case MapDatum::Gcj02:
            return {"GCJ-02（火星坐标）", "GCJ-02"};
        case MapDatum::Bd09:
            return {"BD-09（百度坐标）", "BD-09"};
    }
    return {};
}

}  // namespace

DatumEvidence check_datum(const model::FeatureTable& layer, const model::FeatureTable& control,
                          const Inspection& inspection) {
    const DatumEvidence e = compare_datums(layer, control);
    if (!e.certain || e.found == MapDatum::Plain) return e;
    const Text title = title_of(e.found);
    const double best = e.median_m[static_cast<std::size_t>(e.found)];
    inspection.find(
        "datum_" + to_string(e.found), model::Severity::Error, "",
        {fmt::format("坐标为 {}：与{}边界相比，整体偏移东 {:+.1f} m、北 {:+.1f} m；按原坐标离边界中位 "
                     "{:.1f} m，换算后 {:.1f} m，"
                     "90% 在 {:.1f} m 以内（{} 个顶点）",
                     title.zh, control.title.zh.empty() ? "镇街" : control.title.zh, e.shift_east_m, e.shift_north_m, e.median_m[0], best, e.spread_m, e.vertices),
         fmt::format(
             "the coordinates are {}: against the outlines of {} they are shifted by {:+.1f} m east and {:+.1f} m "
             "north; median distance from "
             "the outlines {:.1f} m as delivered, {:.1f} m converted, 90 % within {:.1f} m ({} vertices)",
             title.en, control.title.en.empty() ? "town" : control.title.en, e.shift_east_m, e.shift_north_m, e.median_m[0], best, e.spread_m, e.vertices)},
        {fmt::format("重新导入并加 --datum {}（换算结果达不到测量精度），或索取未加偏的数据",
                     to_string(e.found)),
         fmt::format(
             "import again with --datum {} (not of survey grade), or ask for data that was never shifted",
             to_string(e.found))});
    return e;
}

void report_conversion(MapDatum datum, const Inspection& inspection) {
    const Text title = title_of(datum);
    inspection.find(
        "datum_converted", model::Severity::Warning, "",
        {fmt::format("已按要求由 {} 换算，非测量精度，不得用于面积认定和报件", title.zh),
         fmt::format("converted from {} on request; not of survey grade, not for areas of record", title.en)},
        {"有条件时换用未加偏的数据", "replace it by data that was never shifted"});
}

}  // namespace zonewright::intake
