#include "intake/tiling_check.h"

#include <fmt/format.h>

#include "geom/planar_area.h"
#include "gis/overlay_coverage.h"

namespace zonewright::intake {
namespace {

double mean_width(const geom::MultiPolygon& piece) {
    const double around = geom::perimeter(piece);
    return around > 0 ? 2 * geom::planar_area(piece) / around : 0;
}

/// Slivers of one kind, added up.
struct Slivers {
    double width_m = 0;
    std::size_t count = 0;
    Area area;
    geom::MultiPolygon pieces;

    bool take(const geom::MultiPolygon& piece, Area piece_area) {
        if (mean_width(piece) >= width_m) return false;
        ++count;
        area += piece_area;
        pieces.parts.insert(pieces.parts.end(), piece.parts.begin(), piece.parts.end());
        return true;
    }
    void report(const Inspection& inspection, const char* rule, const char* zh, const char* en) const {
        if (count == 0) return;
        inspection.find(
            rule, model::Severity::Notice, "",
            {fmt::format("{} 处平均宽度小于 {} m 的{}，共 {:.2f} m²", count, width_m, zh, area.m2()),
             fmt::format("{} {} narrower than {} m, {:.2f} m² together", count, en, width_m, area.m2())},
            {"可不处理；需要时在源数据中对齐共用边界",
             "may stay; align the shared boundaries in the source where it matters"},
            pieces, area.m2());
    }
};

void report_overlaps(const model::FeatureTable& table, const std::vector<gis::OverlapPiece>& overlaps,
                     const Inspection& inspection, double sliver_width_m) {
    Slivers slivers{.width_m = sliver_width_m};
    for (const gis::OverlapPiece& piece : overlaps) {
        const Area area = inspection.area.of(piece.geometry);
        if (area.cm2 == 0 || slivers.take(piece.geometry, area)) continue;
        const std::string first = name_of(table, table.features[piece.first]),
                          second = name_of(table, table.features[piece.second]);
        inspection.find(
            table.name + "_overlap", model::Severity::Error, first + ", " + second,
            {fmt::format("{} 与 {} 重叠 {:.2f} m²（{:.3f} km²）", first, second, area.m2(), area.m2() / 1e6),
             fmt::format("{} and {} overlap by {:.2f} m² ({:.3f} km²)", first, second, area.m2(),
                         area.m2() / 1e6)},
            {"在源数据中确定该处归属", "decide in the source to which of them the piece belongs"},
            piece.geometry, area.m2());
    }
    slivers.report(inspection, "overlap_slivers", "重叠碎面", "overlap slivers");
}

void report_gaps(const model::FeatureTable& table, const std::vector<geom::MultiPolygon>& gaps,
                 const Inspection& inspection, double sliver_width_m) {
    Slivers slivers{.width_m = sliver_width_m};
    for (const geom::MultiPolygon& gap : gaps) {
        const Area area = inspection.area.of(gap);
        if (area.cm2 == 0 || slivers.take(gap, area)) continue;
        inspection.find(
            table.name + "_gap", model::Severity::Error, "",
            {fmt::format("内部缝隙 {:.2f} m²（{:.3f} km²），不属于任何要素", area.m2(), area.m2() / 1e6),
             fmt::format("interior gap of {:.2f} m² ({:.3f} km²) that belongs to no feature", area.m2(),
                         area.m2() / 1e6)},
            {"补上缺少的要素，或在源数据中对齐边界",
             "add the missing feature, or align the boundaries in the source"},
            gap, area.m2());
    }
    slivers.report(inspection, "gap_slivers", "缝隙碎面", "gap slivers");
}

}  // namespace

void check_tiling(const model::FeatureTable& table, const Inspection& inspection,
                  const Tolerances& tolerances, const Progress& progress) {
    std::vector<geom::MultiPolygon> polygons;
    polygons.reserve(table.features.size());
    for (const model::Feature& feature : table.features)
        polygons.push_back(std::get<geom::MultiPolygon>(feature.geometry));
    const gis::CoverageFaults faults = gis::check_coverage(polygons, progress);
    report_overlaps(table, faults.overlaps, inspection, tolerances.sliver_width_m);
    report_gaps(table, faults.gaps, inspection, tolerances.sliver_width_m);
}

}  // namespace zonewright::intake
