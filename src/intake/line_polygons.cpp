#include "intake/line_polygons.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "intake/ring_nesting.h"

namespace zonewright::intake {
namespace {

using model::GeometryKind;

GeometryKind kind_of(const geom::Geometry& geometry) {
    if (std::holds_alternative<geom::MultiPoint>(geometry)) return GeometryKind::Point;
    if (std::holds_alternative<geom::MultiLineString>(geometry)) return GeometryKind::Line;
    if (std::holds_alternative<geom::MultiPolygon>(geometry)) return GeometryKind::Polygon;
    return GeometryKind::None;
}

/// The same but for the noise of arithmetic: a hundredth of a millimetre.
bool is_same_place(geom::Point a, geom::Point b) {
    constexpr double noise = 1e-12;
    const auto near = [](double x, double y) { return std::abs(x - y) <= noise * std::max({1.0, std::abs(x), std::abs(y)}); };
    return near(a.x, b.x) && near(a.y, b.y);
}

bool meets_itself(const geom::LineString& line) {
    return line.size() > 1 && is_same_place(line.front(), line.back());
}

bool has_closed_line(const model::Feature& feature) {
    const auto* lines = std::get_if<geom::MultiLineString>(&feature.geometry);
    return lines != nullptr && std::any_of(lines->lines.begin(), lines->lines.end(), meets_itself);
}

std::size_t count_of(const model::FeatureTable& table, GeometryKind kind) {
    return static_cast<std::size_t>(
        std::count_if(table.features.begin(), table.features.end(),
                      [&](const model::Feature& f) { return kind_of(f.geometry) == kind; }));
}

/// The kind to keep for what is wanted; the table's own when it has none of that.
GeometryKind best_kind(const model::FeatureTable& table, GeometryKind wanted, bool drawing) {
    if (wanted == GeometryKind::None) return table.kind;
    if (wanted == GeometryKind::Polygon && drawing &&
        std::any_of(table.features.begin(), table.features.end(), has_closed_line))
        return GeometryKind::Line;
    if (count_of(table, wanted) > 0) return wanted;
    if (wanted == GeometryKind::Polygon && count_of(table, GeometryKind::Line) > 0) return GeometryKind::Line;
    return table.kind;
}

bool has_text(const model::FeatureTable& table, const model::Feature& feature) {
    const auto position = table.find_field("Text");
    return position && !model::is_null(feature.values[*position]);
}

void count(const model::FeatureTable& table, const model::Feature& feature, LeftOut& left_out) {
    switch (kind_of(feature.geometry)) {
        case GeometryKind::Point:
            ++(has_text(table, feature) ? left_out.texts : left_out.points);
            return;
        case GeometryKind::Line:
            ++left_out.lines;
            return;
        case GeometryKind::Polygon:
            ++left_out.polygons;
            return;
        case GeometryKind::None:
            ++left_out.others;
    }
}

/// Blocks, which are symbols as a rule, are left out with the rest; arcs of other entities and coordinates
/// that are none stay findings.
void drop_notes_of_blocks(io::LayerReading& reading, std::set<std::int64_t>& blocks) {
    std::erase_if(reading.notes, [&](const io::ReadNote& note) {
        const bool symbol = note.kind == io::ReadNoteKind::Curve && note.detail == "AcDbBlockReference";
        if (note.kind != io::ReadNoteKind::Unsupported && !symbol) return false;
        blocks.insert(note.fid);
        return true;
    });
}

/// Rings of all lines with the feature each belongs to.
struct Rings {
    std::vector<geom::Ring> points;
    std::vector<std::size_t> feature;
};

std::string name_at(const model::FeatureTable& table, std::size_t feature) {
    return name_of(table, table.features[feature]);
}

std::size_t different_points(const geom::LineString& line) {
    geom::LineString points = line;
    std::sort(points.begin(), points.end(),
              [](geom::Point a, geom::Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    return static_cast<std::size_t>(std::unique(points.begin(), points.end()) - points.begin());
}

class RingCollector {
public:
    RingCollector(const model::FeatureTable& table, const LineRule& rule, LinePolygons& result)
        : table_(table), rule_(rule), result_(result) {}

    Rings collect() {
        for (std::size_t i = 0; i < table_.features.size(); ++i)
            if (const auto* lines = std::get_if<geom::MultiLineString>(&table_.features[i].geometry))
                for (const geom::LineString& line : lines->lines) take(i, line);
        return std::move(rings_);
    }

private:
    void take(std::size_t feature, const geom::LineString& line) {
        const std::int64_t fid = table_.features[feature].fid;
        if (different_points(line) < 3) {
            if (!meets_itself(line)) return open(feature, line);
            result_.narrow.push_back(fid);
            result_.explained.insert(fid);
            return;
        }
        if (!meets_itself(line)) return open(feature, line);
        rings_.points.push_back(line);
        rings_.points.back().back() = line.front();
        rings_.feature.push_back(feature);
    }

    void open(std::size_t feature, const geom::LineString& line) {
        OpenLine open{.fid = table_.features[feature].fid,
                      .name = name_at(table_, feature),
                      .first = line.front(),
                      .last = line.back(),
                      .gap_m = rule_.distance_m(line.front(), line.back())};
        open.closed = rule_.close && open.gap_m <= rule_.gap_m && different_points(line) >= 3;
        if (open.closed) {
            rings_.points.push_back(line);
            rings_.points.back().push_back(line.front());
            rings_.feature.push_back(feature);
        } else {
            result_.explained.insert(open.fid);
        }
        result_.open.push_back(std::move(open));
    }

    const model::FeatureTable& table_;
    const LineRule& rule_;
    LinePolygons& result_;
    Rings rings_;
};

/// Each group of rings nests on its own.
std::vector<Nested> nesting_in_groups(const model::FeatureTable& table, const Rings& rings,
                                      std::optional<std::size_t> field) {
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < rings.points.size(); ++i)
        groups[field ? model::text_of(table.features[rings.feature[i]].values[*field]) : ""].push_back(i);
    std::vector<Nested> nesting(rings.points.size());
    for (const auto& [name, members] : groups) {
        std::vector<const geom::Ring*> points;
        for (const std::size_t i : members) points.push_back(&rings.points[i]);
        const std::vector<Nested> inside = nesting_of(points);
        for (std::size_t k = 0; k < members.size(); ++k) {
            nesting[members[k]].depth = inside[k].depth;
            if (inside[k].around) nesting[members[k]].around = members[*inside[k].around];
        }
    }
    return nesting;
}

/// Shells to their own features, holes to those of their shells.
void place_rings(model::FeatureTable& table, Rings&& rings, std::optional<std::size_t> apart_by,
                 LinePolygons& result) {
    const std::vector<Nested> nesting = nesting_in_groups(table, rings, apart_by);
    std::vector<geom::MultiPolygon> shapes(table.features.size());
    std::vector<std::size_t> part_of(rings.points.size());
    for (std::size_t i = 0; i < nesting.size(); ++i) {
        if (nesting[i].hole()) continue;
        auto& parts = shapes[rings.feature[i]].parts;
        part_of[i] = parts.size();
        parts.push_back({{rings.points[i]}});
    }
    for (std::size_t i = 0; i < nesting.size(); ++i) {
        if (!nesting[i].hole()) continue;
        ++result.holes;
        const std::size_t own = rings.feature[i], shell = rings.feature[*nesting[i].around];
        shapes[shell].parts[part_of[*nesting[i].around]].rings.push_back(rings.points[i]);
        if (own == shell) continue;
        result.hole_lines.push_back({table.features[own].fid, table.features[shell].fid, name_at(table, own),
                                     name_at(table, shell), geom::Polygon{{rings.points[i]}}});
        result.explained.insert(table.features[own].fid);
    }
    result.rings = rings.points.size();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        table.features[i].geometry = {};
        if (shapes[i].empty()) continue;
        ++result.polygons;
        table.features[i].geometry = std::move(shapes[i]);
    }
}

}  // namespace

Text LeftOut::words() const {
    Text text;
    const auto add = [&](std::size_t number, const char* zh, const char* en) {
        if (number == 0) return;
        text.zh += (text.zh.empty() ? "" : "、") + fmt::format("{} {}", number, zh);
        text.en += (text.en.empty() ? "" : ", ") + fmt::format("{} {}", number, en);
    };
    add(texts, "个文字", "texts");
    add(points, "个点", "points");
    add(lines, "条线", "lines");
    add(polygons, "个填充面", "hatches and solids");
    add(others, "个块等其他图元", "blocks and other entities");
    add(other_layers, "个其他图层的图元", "entities of other layers");
    add(paper_space, "个图纸空间图元", "entities of paper space");
    return text;
}

LeftOut keep_kind(io::LayerReading& reading, GeometryKind wanted) {
    model::FeatureTable& table = reading.table;
    LeftOut left_out{.paper_space = reading.left_in_paper_space,
                     .other_layers = reading.left_in_other_layers};
    // Where notes explain why no feature has a shape, the shapes are what was wanted.
    if (table.kind == GeometryKind::None && !reading.notes.empty()) table.kind = wanted;
    if (table.kind == GeometryKind::None && !reading.drawing) return left_out;
    table.kind = reading.info.kind = best_kind(table, wanted, reading.drawing);
    std::set<std::int64_t> blocks;
    if (reading.drawing) drop_notes_of_blocks(reading, blocks);
    const auto other = [&](const model::Feature& feature) {
        const GeometryKind kind = kind_of(feature.geometry);
        return kind == GeometryKind::None ? blocks.contains(feature.fid) : kind != table.kind;
    };
    for (model::Feature& feature : table.features) {
        if (!other(feature)) continue;
        if (reading.drawing) {
            count(table, feature, left_out);
        } else {
            reading.notes.push_back({io::ReadNoteKind::OtherKind, feature.fid, {}, {}});
            feature.geometry = {};
        }
    }
    if (reading.drawing) {
        std::erase_if(table.features, other);
        std::set<std::int64_t> kept;
        for (const model::Feature& feature : table.features) kept.insert(feature.fid);
        std::erase_if(reading.notes, [&](const io::ReadNote& note) { return !kept.contains(note.fid); });
    }
    return left_out;
}

LinePolygons polygons_from_lines(model::FeatureTable& table, const LineRule& rule) {
    LinePolygons result;
    place_rings(table, RingCollector(table, rule, result).collect(), rule.apart_by, result);
    table.kind = GeometryKind::Polygon;
    return result;
}

}  // namespace zonewright::intake
