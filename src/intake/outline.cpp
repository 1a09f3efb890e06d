#include "intake/outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "base/errors.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "intake/coordinate_columns.h"
#include "intake/inspection.h"
#include "intake/line_polygons.h"
#include "intake/packed_degrees.h"
#include "intake/polygon_faults.h"
#include "intake/source_archive.h"
#include "intake/source_crs.h"
#include "intake/source_layer.h"
#include "intake/survey_features.h"
#include "intake/vertex_gate.h"

namespace zonewright::intake {
namespace {

constexpr std::size_t lines_told = 5;

model::SourceDefinition definition_of(const OutlineRequest& request) {
    return {.path = request.path, .layer = request.layer, .crs = request.crs, .degrees = request.degrees, .encoding = request.encoding};
}

/// The opened file in its own CRS, shaped from columns where it is a table; the CRS that the request states
/// counts. With `mixed`, a drawing keeps what can be polygons.
io::LayerReading read_opened(const OpenedSource& opened, const OutlineRequest& request, bool mixed,
                             const Progress& progress) {
    const std::filesystem::path& path = opened.definition.path;
    const bool survey = is_survey_text(path);
    io::LayerReading reading =
        survey ? read_survey(path)
               : io::read_layer_with_notes({.path = path,
                                            .layer = opened.definition.layer,
                                            .encoding = request.encoding,
                                            .arc_step_deg = mixed ? request.arc_step_deg : 0,
                                            .mixed = mixed},
                                           progress);
    if (const auto columns = shapes_from_columns(reading.table, model::GeometryKind::None)) {
        refuse_columns(*columns, path.filename().string());
        for (const MixedParcel& parcel : columns->mixed) reading.warnings.push_back(words_of(parcel));
    }
    return reading;
}

[[noreturn]] void refuse_outside(const io::LayerReading& reading, const OutlineRequest& request, int epsg) {
    const geom::Box box = bounds_of(reading.table);
    throw InputError({.thing = both("{}，图层 {}", "{}, layer {}", request.path.string(), reading.info.name),
                      .value = fmt::format("x {:.3f} … {:.3f}, y {:.3f} … {:.3f}", box.min_x, box.max_x,
                                           box.min_y, box.max_y),
                      .expected = both("EPSG:{} 适用范围内的坐标", "coordinates inside EPSG:{}", epsg),
                      .advice = both("检查坐标系是否写错、X/Y 是否颠倒，用 --crs 指定",
                                     "check the stated CRS and whether X and Y are swapped; state --crs")});
}

/// By name or id; where no field is known to hold one, by the first text: DKBH, TBBH …
std::string known_as(const model::FeatureTable& table, const model::Feature& feature) {
    std::string name = name_of(table, feature);
    if (name != fmt::format("{}", feature.fid)) return name;
    for (const model::Value& value : feature.values)
        if (const auto* text = std::get_if<std::string>(&value); text != nullptr && !text->empty())
            return *text;
    return name;
}

Text place_in(const OutlineRequest& request, const model::FeatureTable& table, std::int64_t fid) {
    const auto found = std::ranges::find(table.features, fid, &model::Feature::fid);
    const std::string number = fmt::format("{}", fid);
    const std::string name = found == table.features.end() ? number : known_as(table, *found);
    return both("{}，图层 {}，要素 {}", "{}, layer {}, feature {}", request.path.filename().string(),
                table.name, name == number ? number : name + " (" + number + ")");
}

void report_set_aside(Outlines& outlines, Text why) {
    if (outlines.set_aside++ == 0) outlines.first_set_aside = why;
    outlines.remarks.push_back(std::move(why));
}

/// Coordinates the reader has taken out: the feature is gone, its file is not.
std::set<std::int64_t> take_unreadable(io::LayerReading& reading, const OutlineRequest& request,
                                       Outlines& outlines) {
    std::set<std::int64_t> fids;
    std::erase_if(reading.notes, [&](const io::ReadNote& note) {
        if (note.kind == io::ReadNoteKind::Unreadable) {
            if (fids.insert(note.fid).second)
                report_set_aside(outlines, place_in(request, reading.table, note.fid) +
                                               both("：几何无法读取（{}），该要素已搁置，面积未计",
                                                    ": its geometry cannot be read ({}); the feature is set aside, "
                                                    "its area not counted", note.detail));
            return true;
        }
        if (note.kind != io::ReadNoteKind::NotFinite && note.kind != io::ReadNoteKind::Absurd) return false;
        if (fids.insert(note.fid).second)
            report_set_aside(outlines, both("{}：坐标 {} 不是可能的位置，该要素已搁置，面积未计",
                                          "{}: the coordinate {} is no place; the feature is set aside, its "
                                          "area not counted",
                                          place_in(request, reading.table, note.fid), note.detail));
        return true;
    });
    return fids;
}

/// What the reader changed or found missing, beside what it refuses.
void remark_on_reading(const io::LayerReading& reading, const OutlineRequest& request, Outlines& outlines) {
    outlines.remarks.insert(outlines.remarks.end(), reading.warnings.begin(), reading.warnings.end());
    const auto remark = [&](const io::ReadNote& note, const Text& what) {
        outlines.remarks.push_back(place_in(request, reading.table, note.fid) + Text{"：", ": "} + what);
    };
    for (const Text& unread : reading.unread)
        report_set_aside(outlines, both("{}：{}", "{}: {}", request.path.filename().string(), unread));
    if (reading.text.contradicted)
        outlines.remarks.push_back(both("注明的编码 {} 与内容不符，按 {} 读取", "the stated encoding {} contradicts the bytes; read as {}",
                                        reading.text.stated_by, reading.text.chosen));
    if (reading.text.undecodable > 0)
        outlines.remarks.push_back(both("{} 处文字不是有效的 {}", "{} texts are not valid {}", reading.text.undecodable, reading.text.chosen));
    for (const io::ReadNote& note : reading.notes) {
        if (note.kind == io::ReadNoteKind::DroppedZ) ++outlines.with_z;
        if (note.kind == io::ReadNoteKind::DroppedM) ++outlines.with_m;
        if (note.kind == io::ReadNoteKind::LeftParts)
            remark(note, both("集合中的点、线未计入（{}），面已读取",
                              "points and lines beside the polygons of a collection are left out ({})", note.detail));
        if (note.kind == io::ReadNoteKind::DroppedRing)
            remark(note, {"一个环不足三个不同点，未计入", "a ring of fewer than three points is left out"});
        if (note.kind == io::ReadNoteKind::ClosedRing)
            remark(note, {"一个环未闭合，已用首点闭合", "a ring was not closed; closed by its first point"});
    }
}

/// A surface was asked for and the record has none.
void drop_without_shape(const OutlineRequest& request, Outlines& outlines) {
    if (outlines.table.kind == model::GeometryKind::None) return;  // a table: there is no shape to miss
    const auto shapeless = [](const model::Feature& feature) {
        return std::holds_alternative<std::monostate>(feature.geometry);
    };
    for (const model::Feature& feature : outlines.table.features) {
        if (!shapeless(feature)) continue;
        report_set_aside(outlines, both("{}：没有几何，已搁置", "{}: no geometry; set aside",
                                      place_in(request, outlines.table, feature.fid)));
    }
    std::erase_if(outlines.table.features, shapeless);
}

/// The checks of import: what has one area keeps it, the rest is set aside.
void settle_faults(const OutlineRequest& request, Outlines& outlines) {
    std::set<std::int64_t> doomed;
    for (const FaultyFeature& faulty : find_and_rewind(outlines.table)) {
        const Text place = place_in(request, outlines.table, faulty.fid);
        if (faulty.fault.rewound) {
            outlines.remarks.push_back(
                both("{}：外环与洞写反，已按嵌套关系归位",
                     "{}: shell and holes were written the wrong way round; put in their "
                     "places by nesting",
                     place));
            continue;
        }
        doomed.insert(faulty.fid);
        report_set_aside(outlines,
                       both("{}：多边形无效（{}），该要素已搁置，面积未计",
                            "{}: invalid polygon ({}); the feature is set aside, its area not counted", place,
                            words_of(faulty.fault.validity)));
    }
    std::erase_if(outlines.table.features,
                  [&](const model::Feature& feature) { return doomed.contains(feature.fid); });
}

/// Degrees of a text or table that may be degrees.minutes-seconds, unless the request says which they are.
void remark_on_packed(const model::FeatureTable& table, const std::filesystem::path& file, const OutlineRequest& request,
                      Outlines& outlines) {
    if (!request.degrees.empty()) return;
    const PackedDoubt doubt = packed_doubt(file, table, request.tolerances.region);
    if (doubt.reading == DegreeReading::Decimal) return;
    outlines.remarks.push_back(words_of(doubt) + both("；用 --degrees packed 或 --degrees decimal 指定（没有此选项的命令先用 zonewright convert 转换）",
                                                      "; state --degrees packed or --degrees decimal (commands without it: "
                                                      "zonewright convert first)"));
}

/// The table in its CRS, without the features that have a coordinate that is no place.
void settle(io::LayerReading& reading, const OpenedSource& opened, const OutlineRequest& request,
            Outlines& outlines) {
    std::set<std::int64_t> doomed = take_unreadable(reading, request, outlines);
    io::refuse_notes(reading, request.path);
    remark_on_reading(reading, request, outlines);
    if (reading.table.kind != model::GeometryKind::None) {
        settle_degrees(request.degrees, request.path.filename().string(), reading.table);
        remark_on_packed(reading.table, opened.definition.path, request, outlines);
        if (auto own_plane = take_stated_plane(opened.definition, reading))
            outlines.remarks.push_back(std::move(*own_plane));
        const VertexGate gate =
            set_aside_bad_vertices(reading.table, stated_code(opened.definition, reading.info), request.tolerances);
        for (const BadVertex& vertex : gate.bad)
            report_set_aside(outlines, place_in(request, reading.table, vertex.fid) + Text{"：", ": "} +
                                         words_of(vertex, gate.epsg) +
                                         Text{"，面积未计", ", its area not counted"});
        doomed.merge(gate.fids());
        reading.table.epsg = 
            settle_crs(opened.definition, reading.info, bounds_of(reading.table), request.tolerances.region);
        if (gate.all_outside) refuse_outside(reading, request, gate.epsg);
    }
    std::erase_if(reading.table.features,
                  [&](const model::Feature& feature) { return doomed.contains(feature.fid); });
    outlines.dates = reading.info.dates;
    outlines.moments = reading.info.moments;
    outlines.table = std::move(reading.table);
}

/// Metres between points of a table in any CRS.
std::function<double(geom::Point, geom::Point)> metric_of(const model::FeatureTable& table) {
    const auto to_plane = std::make_shared<gis::Transformation>(table.epsg, plane_for(table));
    return
        [to_plane](geom::Point a, geom::Point b) { return geom::distance((*to_plane)(a), (*to_plane)(b)); };
}

[[noreturn]] void refuse_without_polygons(const OutlineRequest& request, const std::vector<OpenLine>& open,
                                          const Outlines& outlines) {
    const std::string thing = request.path.string() + (request.layer.empty() ? "" : "/" + request.layer);
    if (outlines.set_aside > 0)
        throw InputError({.thing = thing,
                          .value = outlines.first_set_aside,
                          .expected = both("至少一个完好的面", "one sound polygon at least"),
                          .advice = both("在源数据中改正后重试", "correct it in the source and try again")});
    throw InputError({.thing = thing,
                      .value = open.empty() ? both("没有面", "no polygon")
                                            : both("{} 条线都未闭合；线 {} {}",
                                                   "{} lines, none of them closed; line {}: {}", open.size(),
                                                   open.front().name, gap_of(open.front())),
                      .expected = both("面，或闭合的线", "polygons, or closed lines"),
                      .advice = open.empty() ? both("用 --layer 选择图层", "choose a layer with --layer")
                                             : both("在图中闭合这些线", "close the lines in the drawing")});
}

void remark_on_lines(const LinePolygons& lines, std::vector<Text>& remarks) {
    remarks.emplace_back(fmt::format("{} 条闭合线成为 {} 个面，其中 {} 条成为洞", lines.rings, lines.polygons, lines.holes),
                         fmt::format("{} closed lines became {} polygons, {} of them holes", lines.rings, lines.polygons,
                                     lines.holes));
    for (std::size_t i = 0; i < lines.open.size() && i < lines_told; ++i) {
        const Text gap = gap_of(lines.open[i]);
        remarks.emplace_back(fmt::format("线 {} 未闭合，未计入：{}", lines.open[i].name, gap.zh),
                             fmt::format("line {} is not closed and left out: {}", lines.open[i].name, gap.en));
    }
    if (!lines.narrow.empty())
        remarks.push_back(both("{} 条闭合线不足三个不同点，未计入",
                               "{} closed lines have fewer than three points and are left out",
                               lines.narrow.size()));
    if (lines.open.size() > lines_told)
        remarks.emplace_back(fmt::format("另有 {} 条线未闭合", lines.open.size() - lines_told),
                             fmt::format("{} more lines are not closed", lines.open.size() - lines_told));
}

void remark_on_arcs(const io::LayerReading& reading, double step_deg, std::vector<Text>& remarks) {
    const auto arcs = std::count_if(reading.notes.begin(), reading.notes.end(), [](const io::ReadNote& note) {
        return note.kind == io::ReadNoteKind::Linearized;
    });
    if (arcs > 0)
        remarks.emplace_back(fmt::format("{} 个图形含圆弧，按 {}° 转为折线，面积略小", arcs, step_deg),
                             fmt::format("{} shapes have arcs, taken as chords of {}°: areas are a little small", arcs, step_deg));
}

Outlines polygons_of(const OpenedSource& opened, const OutlineRequest& request, const Progress& progress) {
    Outlines outlines;
    io::LayerReading reading = read_opened(opened, request, true, progress);
    const LeftOut left_out = keep_kind(reading, model::GeometryKind::Polygon);
    settle(reading, opened, request, outlines);
    remark_on_arcs(reading, request.arc_step_deg, outlines.remarks);
    LinePolygons lines;
    drop_without_shape(request, outlines);
    if (outlines.table.kind == model::GeometryKind::Line) {
        const auto layer = reading.drawing ? outlines.table.find_field("Layer") : std::nullopt;
        lines =
            polygons_from_lines(outlines.table, {.distance_m = metric_of(outlines.table), .apart_by = layer});
        std::erase_if(outlines.table.features, [](const model::Feature& feature) {
            return std::holds_alternative<std::monostate>(feature.geometry);
        });
        if (!outlines.table.features.empty()) remark_on_lines(lines, outlines.remarks);
    }
    settle_faults(request, outlines);
    if (outlines.table.kind != model::GeometryKind::Polygon || outlines.table.features.empty())
        refuse_without_polygons(request, lines.open, outlines);
    if (left_out.sum() > 0) {
        const Text what = left_out.words();
        outlines.remarks.emplace_back("图中未使用：" + what.zh, "not used of the drawing: " + what.en);
    }
    return outlines;
}

/// What no zone of three degrees holds: of a whole shape, or its formulas would be used where they have no sense.
void refuse_beyond_zones(const std::string& name, double longitude) {
    const long zone = std::lround(longitude / 3);
    if (zone < 25 || zone > 45)
        throw InputError({.thing = name,
                          .value = fmt::format("{:.3f}°", longitude),
                          .expected = both("东经 73.5°–136.5°", "73.5°–136.5° east"),
                          .advice = both("检查坐标系", "check the CRS")});
}

}  // namespace

geom::Box bounds_of(const model::FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features) box.include(geom::bounds(feature.geometry));
    return box;
}

void transform(model::FeatureTable& table, int epsg) {
    const gis::Transformation transformation(table.epsg, epsg);
    for (model::Feature& feature : table.features) {
        try {
            transformation.apply(feature.geometry);
        } catch (const InputError& error) {
            Problem problem = error.problem();
            problem.thing = both("{}，要素 {}，{}", "{}, feature {}, {}", table.name, name_of(table, feature),
                                 problem.thing);
            throw InputError(std::move(problem));
        }
    }
    table.epsg = epsg;
}

Outlines read_shapes(const OutlineRequest& request, const Progress& progress) {
    const OpenedSource opened = open_source(definition_of(request), nullptr);
    try {
        io::LayerReading reading = read_opened(opened, request, false, progress);
        Outlines outlines;
        settle(reading, opened, request, outlines);
        settle_faults(request, outlines);
        return outlines;
    } catch (const InputError& error) {
        throw named_as(error, opened, request.path);
    }
}

model::FeatureTable read_outlines(const OutlineRequest& request, const Progress& progress) {
    Outlines outlines = read_shapes(request, progress);
    if (outlines.set_aside > 0)
        throw InputError({.thing = request.path.string(),
                          .value = outlines.first_set_aside,
                          .expected = both("每个要素都完好", "every feature sound"),
                          .advice = both("在源数据中改正后重试", "correct it in the source and try again")});
    return std::move(outlines.table);
}

Outlines read_polygons(const OutlineRequest& request, const Progress& progress) {
    const OpenedSource opened = open_source(definition_of(request), nullptr);
    try {
        return polygons_of(opened, request, progress);
    } catch (const InputError& error) {
        throw named_as(error, opened, request.path);
    }
}

model::FeatureTable read_outlines(const OutlineRequest& request, int epsg, const Progress& progress) {
    model::FeatureTable table = read_outlines(request, progress);
    transform(table, epsg);
    return table;
}

ZonePlanes::ZonePlanes(const model::FeatureTable& table) : name_(table.name), epsg_(table.epsg), to_degrees_(table.epsg, 4490) {
    if (const auto own = geom::gauss_kruger_of_epsg(table.epsg)) meridian_deg_ = own->central_meridian_deg;
}

int ZonePlanes::of(const geom::Box& box) const {
    // Beyond this the series of the inverse loses its accuracy.
    constexpr double reach_deg = 3.5;
    const geom::Point middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    const double longitude = to_degrees_(middle).x;
    refuse_beyond_zones(name_, to_degrees_({box.min_x, middle.y}).x);
    refuse_beyond_zones(name_, to_degrees_({box.max_x, middle.y}).x);
    if (meridian_deg_ && std::abs(longitude - *meridian_deg_) <= reach_deg) return epsg_;
    return 4509 + static_cast<int>(std::lround(longitude / 3));
}

int plane_for(const model::FeatureTable& table) {
    if (geom::gauss_kruger_of_epsg(table.epsg)) return table.epsg;
    return ZonePlanes(table).of(bounds_of(table));
}

}  // namespace zonewright::intake
