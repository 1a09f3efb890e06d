#include "intake/geometry_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

#include "base/errors.h"
#include "base/parallel.h"
#include "gis/overlay.h"

namespace zonewright::intake {
namespace {

struct NoteWording {
    const char* rule;
    model::Severity severity;
    Text message;
    Text fix;
};

const NoteWording& wording_of(gis::ReadNoteKind kind) {
    using enum model::Severity;
    static const Text export_again{"在源软件中修正后重新导出",
                                   "correct it in the software it came from and export again"};
    static const std::map<gis::ReadNoteKind, NoteWording> table{
        {gis::ReadNoteKind::Curve,
         {"curve",
          Error,
          {"含圆弧的几何，已搁置", "geometry with arcs, set aside"},
          {"导出前转为折线", "convert arcs to line segments before export"}}},
        {gis::ReadNoteKind::NotFinite,
         {"not_finite",
          Error,
          {"坐标不是有限数，已搁置", "a coordinate is no finite number, set aside"},
          export_again}},
        {gis::ReadNoteKind::Absurd,
         {"absurd_coordinate",
          Error,
          {"坐标大得不合理，已搁置", "a coordinate of impossible size, set aside"},
          export_again}},
        {gis::ReadNoteKind::Unsupported,
         {"unsupported_geometry",
          Error,
          {"不支持的几何类型，已搁置", "a kind of geometry that is not supported, set aside"},
          export_again}},
        {gis::ReadNoteKind::OtherKind,
         {"other_kind",
          Error,
          {"几何类型与图层不同，已搁置", "another kind of geometry than the layer's, set aside"},
          {"分图层存放", "keep it in a layer of its own"}}},
        {gis::ReadNoteKind::DroppedZ,
         {"has_z", Notice, {"高程值未使用", "heights are not used"}, {"无需处理", "nothing to do"}}},
        {gis::ReadNoteKind::DroppedM,
         {"has_m", Notice, {"M 值未使用", "M values are not used"}, {"无需处理", "nothing to do"}}},
        {gis::ReadNoteKind::ClosedRing,
         {"unclosed_ring",
          Warning,
          {"环未闭合，已用首点闭合", "a ring was not closed; closed by its first point"},
          {"核对最后一条边", "check the last edge"}}},
        {gis::ReadNoteKind::DroppedRing,
         {"collapsed_ring",
          Warning,
          {"环不足三个不同点，已去掉", "a ring of fewer than three points was left out"},
          {"核对该环", "check the ring"}}},
    };
    return table.at(kind);
}

bool whole_layer(gis::ReadNoteKind kind) {
    return kind == gis::ReadNoteKind::DroppedZ || kind == gis::ReadNoteKind::DroppedM;
}

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

/// "Self-intersection" → "self_intersection".
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

/// What became of one feature; filled in parallel, written down in order.
struct Outcome {
    gis::Validity validity;
    bool repaired = false;
    Area before, after;
};

Outcome mend(geom::MultiPolygon& polygons, const geom::StatutoryArea& area) {
    Outcome outcome{.validity = gis::check_validity(polygons)};
    if (outcome.validity.valid) return outcome;
    outcome.before = area.of(polygons);
    polygons = gis::make_valid(polygons);
    outcome.after = area.of(polygons);
    outcome.repaired = true;
    return outcome;
}

void write_down(const Outcome& outcome, const model::FeatureTable& table, const model::Feature& feature,
                const Inspection& inspection) {
    const std::string name = name_of(table, feature), rule = rule_of(outcome.validity.reason);
    const geom::Point p = outcome.validity.location;
    inspection.find(
        rule, model::Severity::Error, name,
        {fmt::format("多边形无效（{}，位于 X(北) {:.3f} Y(东) {:.3f}）；已修复，面积 {:.2f} → {:.2f} m²",
                     outcome.validity.reason, p.y, p.x, outcome.before.m2(), outcome.after.m2()),
         fmt::format(
             "invalid polygon ({} at X(north) {:.3f} Y(east) {:.3f}); repaired, area {:.2f} → {:.2f} m²",
             outcome.validity.reason, p.y, p.x, outcome.before.m2(), outcome.after.m2())},
        {"在源数据中修正该多边形，核对面积变化",
         "correct the polygon in the source and check the change of area"},
        at(p), std::abs((outcome.after - outcome.before).m2()));
    inspection.repairs.push_back({inspection.source,
                                  rule,
                                  name,
                                  {"按结构法重建多边形", "polygon rebuilt by the structure method"},
                                  outcome.before,
                                  outcome.after});
}

void set_aside_empty(model::FeatureTable& table, const Inspection& inspection) {
    std::vector<model::Feature> kept;
    kept.reserve(table.features.size());
    for (model::Feature& feature : table.features) {
        if (!is_empty(feature.geometry)) {
            kept.push_back(std::move(feature));
            continue;
        }
        inspection.find("no_geometry", model::Severity::Error, name_of(table, feature),
                        {"没有几何，已搁置", "no geometry, set aside"},
                        {"补上几何或删除该记录", "add the geometry or delete the record"});
    }
    table.features = std::move(kept);
}

}  // namespace

void report_notes(const std::vector<gis::ReadNote>& notes, const model::FeatureTable& table,
                  const Inspection& inspection) {
    std::map<std::int64_t, const model::Feature*> by_fid;
    for (const model::Feature& feature : table.features) by_fid.emplace(feature.fid, &feature);
    std::map<gis::ReadNoteKind, std::size_t> counts;
    for (const gis::ReadNote& note : notes) {
        if (whole_layer(note.kind)) {
            ++counts[note.kind];
            continue;
        }
        const NoteWording& wording = wording_of(note.kind);
        const auto feature = by_fid.find(note.fid);
        const std::string detail = note.detail.empty() ? "" : " (" + note.detail + ")";
        inspection.find(wording.rule, wording.severity,
                        feature == by_fid.end() ? std::to_string(note.fid) : name_of(table, *feature->second),
                        {wording.message.zh + detail, wording.message.en + detail}, wording.fix);
    }
    for (const auto& [kind, count] : counts) {
        const NoteWording& wording = wording_of(kind);
        inspection.find(wording.rule, wording.severity, "",
                        {fmt::format("{} 个要素：{}", count, wording.message.zh),
                         fmt::format("{} features: {}", count, wording.message.en)},
                        wording.fix);
    }
}

void check_geometries(model::FeatureTable& table, const Inspection& inspection, const Progress& progress) {
    std::vector<Outcome> outcomes(table.features.size());
    if (table.kind == model::GeometryKind::Polygon)
        parallel_for(table.features.size(), 256, progress, [&](std::size_t i) {
            if (auto* polygons = std::get_if<geom::MultiPolygon>(&table.features[i].geometry))
                outcomes[i] = mend(*polygons, inspection.area);
        });
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].repaired) write_down(outcomes[i], table, table.features[i], inspection);
    set_aside_empty(table, inspection);
}

void check_duplicates(const model::FeatureTable& table, const Inspection& inspection) {
    const auto key = [](const model::Feature& feature) {
        const geom::Box box = geom::bounds(feature.geometry);
        return std::array<double, 4>{box.min_x, box.min_y, box.max_x, box.max_y};
    };
    std::vector<std::uint32_t> order(table.features.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    std::vector<std::array<double, 4>> keys;
    keys.reserve(order.size());
    for (const model::Feature& feature : table.features) keys.push_back(key(feature));
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::tie(keys[a], a) < std::tie(keys[b], b); });
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        const model::Feature& first = table.features[order[i]];
        for (std::size_t j = i + 1; j < order.size() && keys[order[j]] == keys[order[i]]; ++j) {
            const model::Feature& second = table.features[order[j]];
            if (!(first.geometry == second.geometry)) continue;
            inspection.find("duplicate_feature", model::Severity::Error,
                            name_of(table, first) + ", " + name_of(table, second),
                            {"几何完全相同的两个要素", "two features with the same geometry"},
                            {"删除其中一个", "delete one of them"}, second.geometry,
                            inspection.area.of(second.geometry).m2());
            break;
        }
    }
}

}  // namespace zonewright::intake
