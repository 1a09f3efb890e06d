#include "answer/locate.h"

#include <algorithm>

#include "answer/json_form.h"
#include "answer/lonlat_json.h"
#include "answer/shape_rules.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "gis/overlay.h"
#include "intake/inspection.h"
#include "intake/outline.h"
#include "intake/source_layer.h"
#include "model/printed_area.h"
#include "model/town.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

constexpr int degrees_epsg = 4490;
/// Less than a metre wide along a border of some kilometres: how towns are drawn, not where land lies.
constexpr double share_worth_telling = 1e-4;

Text reason_of_crs(const LocateQuestion& question) {
    if (!question.crs.empty())
        return {"提交时指定；坐标落在该坐标系和本市范围内", "stated with the file; the coordinates lie inside that CRS and the city"};
    if (intake::is_survey_text(question.file))
        return {"界址点文件的文件头写明；坐标与之相符", "stated in the head of the survey text; the coordinates agree"};
    return {"文件自带坐标系；坐标与之相符", "stated by the file; the coordinates agree"};
}

void add_shapes(const intake::Outlines& outlines, const study::Study& study, LocateAnswer& answer) {
    const gis::Transformation to_degrees(study.definition().epsg, degrees_epsg);
    geom::Box box;
    std::vector<Area> areas;
    for (const model::Feature& feature : outlines.table.features) {
        const auto& polygons = std::get<geom::MultiPolygon>(feature.geometry);
        geom::Geometry degrees = polygons;
        to_degrees.apply(degrees);
        box.include(geom::bounds(degrees));
        std::size_t corners = 0;
        for (const geom::Polygon& part : polygons.parts)
            for (const geom::Ring& ring : part.rings) corners += ring.empty() ? 0 : ring.size() - 1;
        const double planar_m2 = geom::planar_area(polygons);
        answer.planar_m2 += planar_m2;
        areas.push_back(study.area().of(polygons));
        answer.features.push_back({.name = intake::name_of(outlines.table, feature),
                                   .area = areas.back(),
                                   .planar_m2 = round_half_up(planar_m2, 2),
                                   .corners = corners,
                                   .geometry = lonlat_json(degrees)});
    }
    const model::PrintedRows closed = model::close_rows(areas);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        answer.features[i].area_ha = closed.rows[i].hectares;
        answer.features[i].area_mu = closed.rows[i].mu;
    }
    answer.area = closed.total.exact;
    answer.area_ha = closed.total.hectares;
    answer.area_mu = closed.total.mu;
    answer.planar_m2 = round_half_up(answer.planar_m2, 2);
    answer.box = {box.min_x, box.min_y, box.max_x, box.max_y};
}

void add_towns(const model::FeatureTable& table, const study::Study& study, const Progress& progress, LocateAnswer& answer) {
    std::vector<geom::MultiPolygon> parts;
    for (const model::Feature& feature : table.features) parts.push_back(std::get<geom::MultiPolygon>(feature.geometry));
    const geom::MultiPolygon whole = parts.size() == 1 ? parts.front() : gis::union_of(parts);
    const double all_m2 = geom::planar_area(whole);
    double in_towns_m2 = 0;
    for (const model::Town& town : study.intake(progress).towns) {
        if (!geom::bounds(town.geometry).meets(geom::bounds(whole))) continue;
        const double inside_m2 = geom::planar_area(gis::intersection(town.geometry, whole));
        in_towns_m2 += inside_m2;
        if (inside_m2 > share_worth_telling * all_m2)
            answer.towns.push_back({town.code, model::name_of(town, study.plan()), inside_m2 / all_m2});
    }
    std::ranges::stable_sort(answer.towns, std::greater{}, &LocatedTown::share);
    answer.share_in_no_town = std::clamp(1 - in_towns_m2 / all_m2, 0.0, 1.0);
    if (answer.share_in_no_town < share_worth_telling) return;
    answer.complete = false;
    answer.warn(both("{:.1f} % 的用地不在任何镇街内：不在数据范围内的部分无法核查",
                     "{:.1f} % of the land lies in no town: what the data do not cover cannot be checked",
                     100 * answer.share_in_no_town));
}

void warn_of_overlaps(const model::FeatureTable& table, LocateAnswer& answer) {
    for (std::size_t i = 0; i < table.features.size(); ++i)
        for (std::size_t k = i + 1; k < table.features.size(); ++k) {
            const auto& a = std::get<geom::MultiPolygon>(table.features[i].geometry);
            const auto& b = std::get<geom::MultiPolygon>(table.features[k].geometry);
            if (!geom::bounds(a).meets(geom::bounds(b))) continue;
            const double shared_m2 = geom::planar_area(gis::intersection(a, b));
            if (shared_m2 < 1) continue;
            answer.warn(both("{} 与 {} 重叠 {:.0f} m²，合计面积重复计算了这一部分", "{} and {} overlap by {:.0f} m², which the total counts twice",
                             answer.features[i].name, answer.features[k].name, shared_m2));
        }
}

}  // namespace

template <typename V>
void fields(V& v, LocatedShape& s) {
    v("name", s.name);
    v("area_m2", s.area, "m2", {"椭球面积", "statutory area"});
    v("planar_m2", s.planar_m2, "m2", {"平面面积", "planar area"});
    v("area_ha", s.area_ha, "ha", {"四位小数，各行之和等于合计", "four decimals; the rows add up to the total"});
    v("area_mu", s.area_mu, "mu", {"两位小数，各行之和等于合计", "two decimals; the rows add up to the total"});
    v("corners", s.corners);
    v("geometry", s.geometry, "", {"GeoJSON，经纬度", "GeoJSON, longitude and latitude"});
}
template <typename V>
void fields(V& v, LocatedTown& t) {
    v("code", t.code);
    v("name", t.name);
    v("share", t.share, "1", {"占范围面积的比例", "share of the outline"});
}
template <typename V>
void fields(V& v, LocateAnswer& a) {
    v("crs", a.crs, "", {"按此坐标系读取", "the CRS it was read in"});
    v("crs_name", a.crs_name);
    v("crs_why", a.crs_why, "", {"依据", "what that rests on"});
    v("plane", a.plane, "", {"量算平面", "plane it was measured on"});
    v("features", a.features);
    v("area_m2", a.area, "m2", {"椭球面积", "statutory area"});
    v("area_ha", a.area_ha, "ha");
    v("area_mu", a.area_mu, "mu");
    v("planar_m2", a.planar_m2, "m2", {"平面面积", "planar area"});
    v("towns", a.towns);
    v("share_in_no_town", a.share_in_no_town, "1");
    v("box", a.box, "", {"西、南、东、北，度", "west, south, east, north in degrees"});
}

Declaration declared(LocateQuestion& q) {
    Declaration d{.name = "locate",
                  .summary = {"用地范围在哪里、什么坐标系、多大", "where an outline lies, in which CRS, and how large it is"},
                  .example = "zonewright locate demo-city 地块红线.txt"};
    add_study(d, q.study);
    d.add("file", &q.file, {"面图层或界址点 TXT", "layer of polygons or survey text"}).path(PathOf::Land).required().position();
    d.add("layer", &q.layer, {"图层", "layer"});
    d.add("crs", &q.crs, {"文件的坐标系，如 EPSG:4526", "CRS of the file, such as EPSG:4526"});
    return d;
}

LocateAnswer answer(study::Study& study, const LocateQuestion& question, const Progress& progress) {
    const intake::Tolerances rules = shape_rules();
    intake::Outlines outlines = intake::read_polygons({.path = question.file,
                                                       .layer = question.layer,
                                                       .crs = question.crs,
                                                       .tolerances = rules,
                                                       .arc_step_deg = rules.arc_step_deg},
                                                      progress);
    LocateAnswer answer;
    answer.warnings = std::move(outlines.remarks);
    answer.complete = outlines.set_aside == 0;
    answer.crs = fmt::format("EPSG:{}", outlines.table.epsg);
    answer.crs_name = same(gis::crs_name(outlines.table.epsg));
    answer.crs_why = reason_of_crs(question);
    answer.plane = fmt::format("EPSG:{}", study.definition().epsg);
    std::erase_if(outlines.table.features, [](const model::Feature& feature) {
        return !std::holds_alternative<geom::MultiPolygon>(feature.geometry);
    });
    intake::transform(outlines.table, study.definition().epsg);
    add_shapes(outlines, study, answer);
    add_towns(outlines.table, study, progress, answer);
    warn_of_overlaps(outlines.table, answer);
    return answer;
}

Json to_json(const LocateAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const LocateAnswer*) {
    return schema_form<LocateAnswer>();
}

}  // namespace zonewright::answer
