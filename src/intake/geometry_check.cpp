#include "intake/geometry_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "base/parallel.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"
#include "intake/polygon_faults.h"
#include "intake/vertex_defects.h"

namespace zonewright::intake {
namespace {

geom::Geometry at(geom::Point p) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y) || p == geom::Point{}) return {};
    return geom::MultiPoint{{p}};
}

bool is_empty(const geom::Geometry& geometry) {
    if (const auto* points = std::get_if<geom::MultiPoint>(&geometry)) return points->points.empty();
    if (const auto* lines = std::get_if<geom::MultiLineString>(&geometry)) return lines->lines.empty();
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry)) return polygons->parts.empty();
    return true;
}

/// "Self-intersection" → "invalid_self_intersection".
std::string rule_of(const std::string& reason) {
    std::string rule = "invalid_";
    for (const char c : reason) {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            rule += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (rule.back() != '_')
            rule += '_';
    }
    while (rule.back() == '_') rule.pop_back();
    return rule;
}

struct Change {
    RepairName repair;
    std::string rule;
    Area before, after;
};

/// What was found in one feature and done to it; filled in parallel, written down in order.
struct Outcome {
    VertexDefects vertices;
    gis::Validity validity;
    bool rewound = false;       ///< invalid by the roles of its rings alone
    double sliver_width_m = 0;  ///< of a sliver; 0 for all others
    std::vector<Change> changes;
};

std::string rule_of(const Outcome& outcome) {
    return outcome.rewound ? "rings_reversed" : rule_of(outcome.validity.reason);
}

class PolygonCheck {
public:
    PolygonCheck(const Tolerances& tolerances, const Repairs& repairs, const geom::StatutoryArea& area)
        : rule_{tolerances.duplicate_point_m, tolerances.spike_angle_deg, tolerances.sliver_width_m,
                tolerances.spike_tip_m},
          sliver_width_m_(tolerances.sliver_width_m),
          repairs_(repairs),
          area_(area) {}

    Outcome examine(geom::MultiPolygon& polygons) const {
        Outcome outcome{.vertices = find_vertex_defects(polygons, rule_)};
        if (outcome.vertices.duplicates > 0 && repairs_.contains(RepairName::DuplicatePoints))
            change(polygons, without_duplicates(polygons, rule_), RepairName::DuplicatePoints,
                   "duplicate_point", outcome);
        if (outcome.vertices.spikes > 0 && repairs_.contains(RepairName::Spikes))
            change(polygons, without_spikes(polygons, rule_), RepairName::Spikes, "spike", outcome);
        PolygonFault fault = judge_polygon(polygons);
        outcome.validity = fault.validity;
        outcome.rewound = fault.rewound.has_value();
        if (!outcome.validity.valid)
            change(polygons, fault.rewound ? std::move(*fault.rewound) : gis::make_valid(polygons),
                   RepairName::Rebuild, rule_of(outcome), outcome);
        outcome.sliver_width_m = sliver_width(polygons);
        return outcome;
    }

private:
    void change(geom::MultiPolygon& polygons, geom::MultiPolygon&& repaired, RepairName repair,
                std::string rule, Outcome& outcome) const {
        if (repaired == polygons) return;
        outcome.changes.push_back({repair, std::move(rule), area_.of(polygons), area_.of(repaired)});
        polygons = std::move(repaired);
    }

    /// Twice the area by the perimeter: the width of a band, never more than the width of a compact shape.
    double sliver_width(const geom::MultiPolygon& polygons) const {
        if (polygons.empty()) return 0;
        const double around = geom::perimeter(polygons), area = geom::planar_area(polygons);
        if (2 * area >= sliver_width_m_ * around) return 0;
        return std::max(2 * area / around, std::numeric_limits<double>::min());
    }

    VertexRule rule_;
    double sliver_width_m_;
    const Repairs& repairs_;
    const geom::StatutoryArea& area_;
};

std::string place_zh(geom::Point p) {
    return fmt::format("X(北) {:.3f} Y(东) {:.3f}", p.y, p.x);
}
std::string place_en(geom::Point p) {
    return fmt::format("X(north) {:.3f} Y(east) {:.3f}", p.y, p.x);
}

const Change* change_by(const Outcome& outcome, RepairName repair) {
    for (const Change& change : outcome.changes)
        if (change.repair == repair) return &change;
    return nullptr;
}

/// "；已修复，面积 1.00 → 2.00 m²", or nothing.
Text done(const Change* change) {
    if (change == nullptr) return {};
    return {fmt::format("；已修复，面积 {:.2f} → {:.2f} m²", change->before.m2(), change->after.m2()),
            fmt::format("; repaired, area {:.2f} → {:.2f} m²", change->before.m2(), change->after.m2())};
}

double difference_m2(const Change* change) {
    return change == nullptr ? 0 : std::abs((change->after - change->before).m2());
}

void report_vertices(const Outcome& outcome, const std::string& name, const Inspection& inspection) {
    const VertexDefects& found = outcome.vertices;
    if (found.duplicates > 0) {
        const Change* change = change_by(outcome, RepairName::DuplicatePoints);
        const Text end = done(change);
        inspection.find("duplicate_point", model::Severity::Notice, name,
                        {fmt::format("{} 个重复点，首个位于 {}{}", found.duplicates,
                                     place_zh(found.first_duplicate), end.zh),
                         fmt::format("{} duplicate points, the first at {}{}", found.duplicates,
                                     place_en(found.first_duplicate), end.en)},
                        change != nullptr
                            ? Text{"无需处理", "nothing to do"}
                            : fix_by(inspection, RepairName::DuplicatePoints,
                                     {"不影响面积，可不处理", "areas are not affected; may stay"}),
                        at(found.first_duplicate), difference_m2(change));
    }
    if (found.spikes > 0) {
        const Change* change = change_by(outcome, RepairName::Spikes);
        const Text end = done(change);
        inspection.find("spike", model::Severity::Warning, name,
                        {fmt::format("{} 个尖刺，首个位于 {}，最长 {:.2f} m{}", found.spikes,
                                     place_zh(found.first_spike), found.longest_spike_m, end.zh),
                         fmt::format("{} spikes, the first at {}, the longest {:.2f} m{}", found.spikes,
                                     place_en(found.first_spike), found.longest_spike_m, end.en)},
                        change != nullptr
                            ? Text{"核对相邻要素的共用边界", "check the boundaries shared with neighbours"}
                            : fix_by(inspection, RepairName::Spikes,
                                     {"在源数据中去掉尖点", "remove the vertex in the source"}),
                        at(found.first_spike), difference_m2(change));
    }
}

/// Nothing is in doubt: the area is that of the rings in their places.
void report_rewound(const Outcome& outcome, const Change& change, const std::string& name,
                    const Inspection& inspection) {
    inspection.find(rule_of(outcome), model::Severity::Warning, name,
                    both("外环与洞写反；已按嵌套关系归位，面积 {:.2f} → {:.2f} m²",
                         "shell and holes were written the wrong way round; put in their places by nesting, "
                         "area {:.2f} → {:.2f} m²",
                         change.before.m2(), change.after.m2()),
                    {"核对面积", "check the area"}, at(outcome.validity.location), difference_m2(&change));
}

void report_validity(const Outcome& outcome, const std::string& name, const Inspection& inspection) {
    if (outcome.validity.valid) return;
    const Change* change = change_by(outcome, RepairName::Rebuild);
    if (outcome.rewound) return report_rewound(outcome, *change, name, inspection);
    const geom::Point p = outcome.validity.location;
    const Area before = change == nullptr ? Area{} : change->before,
               after = change == nullptr ? Area{} : change->after;
    inspection.find(rule_of(outcome.validity.reason), model::Severity::Error, name,
                    {fmt::format("多边形无效（{}，位于 {}）；已修复，面积 {:.2f} → {:.2f} m²",
                                 outcome.validity.reason, place_zh(p), before.m2(), after.m2()),
                     fmt::format("invalid polygon ({} at {}); repaired, area {:.2f} → {:.2f} m²",
                                 outcome.validity.reason, place_en(p), before.m2(), after.m2())},
                    {"在源数据中修正该多边形，核对面积变化",
                     "correct the polygon in the source and check the change of area"},
                    at(p), difference_m2(change));
}

void report_sliver(const Outcome& outcome, const model::Feature& feature, const std::string& name,
                 const Inspection& inspection) {
    if (outcome.sliver_width_m <= 0) return;
    const Area area = inspection.area.of(feature.geometry);
    inspection.find(
        "sliver", model::Severity::Warning, name,
        {fmt::format("碎面：平均宽度 {:.3f} m，面积 {:.2f} m²", outcome.sliver_width_m, area.m2()),
         fmt::format("sliver: mean width {:.3f} m, area {:.2f} m²", outcome.sliver_width_m, area.m2())},
        {"在源数据中并入相邻要素，或确认其真实存在",
         "merge it with a neighbour in the source, or confirm that it exists"},
        feature.geometry, area.m2());
}

void write_down(const Outcome& outcome, const model::FeatureTable& table, const model::Feature& feature,
                const Inspection& inspection) {
    if (outcome.vertices.duplicates + outcome.vertices.spikes == 0 && outcome.validity.valid &&
        outcome.sliver_width_m <= 0)
        return;
    const std::string name = name_of(table, feature);
    report_vertices(outcome, name, inspection);
    report_validity(outcome, name, inspection);
    report_sliver(outcome, feature, name, inspection);
    for (const Change& change : outcome.changes)
        inspection.repairs.push_back(
            {inspection.source, change.rule, name, action_of(change.repair), change.before, change.after});
}

void set_aside_empty(model::FeatureTable& table, const std::set<std::int64_t>& noted,
                     const Inspection& inspection) {
    std::erase_if(table.features, [&](const model::Feature& feature) {
        if (!is_empty(feature.geometry)) return false;
        if (noted.contains(feature.fid)) return true;
        const std::string name = name_of(table, feature);
        inspection.find("no_geometry", model::Severity::Error, name,
                        {"没有几何，已搁置", "no geometry, set aside"},
                        {"补上几何或删除该记录", "add the geometry or delete the record"});
        inspection.repairs.push_back(
            {inspection.source, "no_geometry", name, action_of(RepairName::DropEmpty), {}, {}});
        return true;
    });
}

}  // namespace

void check_geometries(model::FeatureTable& table, const Tolerances& tolerances, const Repairs& repairs,
                      const std::set<std::int64_t>& noted, const Inspection& inspection,
                      const Progress& progress) {
    constexpr std::size_t slice = 65536;  // what is found in a feature is larger than many a feature
    const PolygonCheck check(tolerances, repairs, inspection.area);
    const std::size_t count = table.kind == model::GeometryKind::Polygon ? table.features.size() : 0;
    for (std::size_t first = 0; first < count; first += slice) {
        const std::size_t last = std::min(first + slice, count);
        const auto share = [&](std::size_t at) { return static_cast<double>(at) / static_cast<double>(count); };
        std::vector<Outcome> outcomes(last - first);
        parallel_for(outcomes.size(), 256, progress.part(share(first), share(last)), [&](std::size_t i) {
            if (auto* polygons = std::get_if<geom::MultiPolygon>(&table.features[first + i].geometry))
                outcomes[i] = check.examine(*polygons);
        });
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            write_down(outcomes[i], table, table.features[first + i], inspection);
    }
    set_aside_empty(table, noted, inspection);
}

}  // namespace zonewright::intake
