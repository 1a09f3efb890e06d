#include <fmt/format.h>

#include <algorithm>

#include "intake/line_polygons.h"

namespace zonewright::intake {
namespace {

Text closing_action() {
    for (const RepairTitle& title : repair_titles())
        if (title.name == RepairName::CloseLines) return title.what;
    return {};
}

void report_open(const OpenLine& line, const LineRule& rule, const Inspection& inspection) {
    const Text gap = gap_of(line);
    const geom::Geometry place = geom::MultiPoint{{line.last}};
    if (line.closed) {
        inspection.find(
            "open_line", model::Severity::Warning, line.name,
            {"线未闭合，已用首点闭合：" + gap.zh, "an open line, closed by its first point: " + gap.en},
            {"核对闭合的一段", "check the segment that closes it"}, place);
        return;
    }
    const Text advice{"在图中闭合该线（相连的多段先合并为一条）",
                      "close the line in the drawing (join pieces that meet first)"};
    inspection.find(
        "open_line", model::Severity::Error, line.name,
        {"线未闭合，不成面，已搁置：" + gap.zh, "an open line makes no polygon, set aside: " + gap.en},
        line.gap_m <= rule.gap_m ? fix_by(inspection, RepairName::CloseLines, advice) : advice, place);
}

void report_hole(const HoleLine& hole, const Inspection& inspection) {
    const Area area = inspection.area.of(geom::MultiPolygon{{hole.shape}});
    inspection.find(
        "ring_as_hole", model::Severity::Warning, hole.name,
        {fmt::format("闭合线位于 {} 之内，按嵌套成为它的洞，面积 {:.2f} m²", hole.shell_name, area.m2()),
         fmt::format("a closed line within {} became a hole of it, area {:.2f} m²", hole.shell_name,
                     area.m2())},
        {"若它自己也是地块，放入另一图层另行导入",
         "if it is land of its own, keep it in another layer and "
         "import that too"},
        geom::MultiPolygon{{hole.shape}}, area.m2());
}

}  // namespace

Text gap_of(const OpenLine& line) {
    const auto in_words = [&](const char* text) {
        return fmt::format(fmt::runtime(text), line.gap_m, line.first.y, line.first.x, line.last.y,
                           line.last.x);
    };
    return {
        in_words("两端相距 {:.3f} m，由 X(北) {:.3f} Y(东) {:.3f} 到 X(北) {:.3f} Y(东) {:.3f}"),
        in_words("the ends are {:.3f} m apart, from X(north) {:.3f} Y(east) {:.3f} to X(north) {:.3f} Y(east) "
             "{:.3f}")};
}

void report_lines(const LinePolygons& lines, const model::FeatureTable& table, const LineRule& rule,
                  const Inspection& inspection) {
    if (lines.rings > 0)
        inspection.find("lines_to_polygons", model::Severity::Notice, "",
                        {fmt::format("{} 条闭合线成为 {} 个面，其中 {} 条成为洞", lines.rings, lines.polygons,
                                     lines.holes),
                         fmt::format("{} closed lines became {} polygons, {} of them holes", lines.rings,
                                     lines.polygons, lines.holes)},
                        {"核对面的个数和洞", "check the number of polygons and the holes"});
    for (const HoleLine& hole : lines.hole_lines) report_hole(hole, inspection);
    for (const OpenLine& line : lines.open) report_open(line, rule, inspection);
    for (const std::int64_t fid : lines.narrow) {
        const auto found = std::find_if(table.features.begin(), table.features.end(),
                                        [&](const model::Feature& f) { return f.fid == fid; });
        const std::string name = found == table.features.end() ? std::to_string(fid) : name_of(table, *found);
        inspection.find(
            "collapsed_ring", model::Severity::Warning, name,
            {"闭合线不足三个不同点，已搁置", "a closed line of fewer than three points, set aside"},
            {"核对该线", "check the line"});
    }
    for (const OpenLine& line : lines.open) {
        if (!line.closed) continue;
        const auto made = std::find_if(table.features.begin(), table.features.end(),
                                       [&](const model::Feature& f) { return f.fid == line.fid; });
        inspection.repairs.push_back(
            {inspection.source, "open_line", line.name, closing_action(), Area{},
             made == table.features.end() ? Area{} : inspection.area.of(made->geometry)});
    }
}

void report_left_out(const LeftOut& left_out, const Inspection& inspection) {
    if (left_out.sum() == 0) return;
    const Text what = left_out.words();
    inspection.find(
        "drawing_left_out", model::Severity::Notice, "",
        {"图中未使用：" + what.zh, "not used of the drawing: " + what.en},
        {"需要其中内容时用 --layer 选择图层", "choose another layer with --layer where it is needed"});
}

}  // namespace zonewright::intake
