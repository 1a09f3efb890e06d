#include "answer/trim.h"

#include <algorithm>

#include "answer/json_form.h"
#include "answer/lonlat_json.h"
#include "answer/shape_rules.h"
#include "base/errors.h"
#include "compliance/check_outline.h"
#include "compliance/overlap.h"
#include "compliance/trim.h"
#include "geom/planar_area.h"
#include "gis/crs.h"
#include "intake/inspection.h"
#include "intake/outline.h"
#include "io/vector_io.h"
#include "model/printed_area.h"
#include "study/study.h"
#include "study/study_year.h"

namespace zonewright::answer {
namespace {

constexpr int degrees_of_trim = 4490;

class Trimmer {
public:
    Trimmer(const study::Study& study, const TrimQuestion& question)
        : study_(study), question_(question),
          check_(study.catalogue().checks, study.sources(), study.constraints().layers, study::study_year(study.definition()), &study.city()),
          to_degrees_(study.definition().epsg, degrees_of_trim),
          corners_{study.catalogue().rules_of("site_report").number("corner_step_m"),
                   study.catalogue().rules_of("site_report").number("least_edge_m")} {}

    TrimmedShape shape(const std::string& name, const geom::MultiPolygon& given, geom::MultiPolygon& left) const {
        const geom::MultiPolygon outline = compliance::surveyed(given, corners_);
        const model::SiteCheck before = checked(outline);
        compliance::Trimmed trimmed = compliance::trim(outline, before, question_.rules, corners_, study_.area());
        TrimmedShape shape{.name = name, .before = before.area, .planar_before_m2 = round_half_up(before.planar_m2, 2),
                           .verdict_before = before.verdict, .headline_before = before.headline};
        for (const compliance::Cut& cut : trimmed.cuts) {
            const model::CheckRule& rule = before.results[cut.result].rule;
            shape.cuts.push_back({rule.id, rule.title, cut.area, in_degrees(cut.land)});
        }
        left = std::move(trimmed.land);
        state_parts(left, shape);
        shape.after = study_.area().of(left);
        shape.planar_after_m2 = round_half_up(geom::planar_area(left), 2);
        shape.geometry = left.empty() ? Json(nullptr) : in_degrees(left);
        if (left.empty()) return shape;
        const model::SiteCheck after = checked(left);
        shape.verdict_after = after.verdict, shape.headline_after = after.headline;
        return shape;
    }

private:
    model::SiteCheck checked(const geom::MultiPolygon& outline) const { return check_.of(outline, {}, study_.area(), {}); }

    Json in_degrees(const geom::MultiPolygon& land) const {
        geom::Geometry degrees = land;
        to_degrees_.apply(degrees);
        return lonlat_json(degrees);
    }

    /// Greatest part first; the others go where only the largest is wanted.
    void state_parts(geom::MultiPolygon& left, TrimmedShape& shape) const {
        const auto planar_m2 = [](const geom::Polygon& part) { return geom::planar_area(geom::MultiPolygon{{part}}); };
        std::ranges::stable_sort(left.parts, std::greater{}, planar_m2);
        if (question_.largest && left.parts.size() > 1) {
            const Area all = study_.area().of(left);
            left.parts.resize(1);
            shape.left_out = all - study_.area().of(left);
        }
        for (const geom::Polygon& part : left.parts) {
            const geom::MultiPolygon alone{{part}};
            shape.parts.push_back({study_.area().of(alone), compliance::widest_m(alone)});
        }
    }

    const study::Study& study_;
    const TrimQuestion& question_;
    compliance::OutlineCheck check_;
    gis::Transformation to_degrees_;
    compliance::CornerRule corners_;
};

model::FeatureTable empty_table(const study::Study& study) {
    return {"outline", {"用地范围", "outline"}, model::GeometryKind::Polygon, study.definition().epsg,
            {{"name", model::FieldType::Text, {"名称", "name"}, ""}, {"area_m2", model::FieldType::Real, {"椭球面积", "statutory area"}, "m2"}}, {}};
}

void warn_of(const TrimmedShape& shape, TrimAnswer& answer) {
    if (shape.parts.empty()) {
        answer.complete = false;
        return answer.warn(both("{}：去掉涉线部分后没有剩余用地", "{}: nothing is left without the land that conflicts", shape.name));
    }
    if (shape.verdict_after == model::Verdict::Conflicts) {
        answer.complete = false;
        answer.warn(both("{}：剩余用地仍不符合：{}", "{}: what is left still conflicts: {}", shape.name, shape.headline_after));
    }
    if (shape.parts.size() > 1)
        answer.warn(both("{}：剩余用地分为 {} 块，最小一块 {:.2f} m²（最宽 {:.2f} 米）", "{}: what is left lies in {} parts, the smallest {:.2f} m² ({:.2f} m wide)",
                         shape.name, shape.parts.size(), shape.parts.back().area.m2(), shape.parts.back().width_m));
    if (shape.left_out > Area{})
        answer.warn(both("{}：只保留最大的一块，另有 {:.2f} m² 未保留", "{}: only the largest part is kept; {:.2f} m² are given up", shape.name, shape.left_out.m2()));
}

/// Fills in the printed figures, so that the rows add up to the total shown.
void close_printed(TrimAnswer& answer) {
    std::vector<Area> areas;
    for (const TrimmedShape& shape : answer.features) areas.push_back(shape.after), answer.before += shape.before, answer.after += shape.after;
    const model::PrintedRows closed = model::close_rows(areas);
    for (std::size_t i = 0; i < areas.size(); ++i)
        answer.features[i].area_ha = closed.rows[i].hectares, answer.features[i].area_mu = closed.rows[i].mu;
}

}  // namespace

template <typename V>
void fields(V& v, TrimCut& c) {
    v("rule", c.rule);
    v("title", c.title);
    v("area_m2", c.area, "m2", {"此项去掉的椭球面积，前面各项已去掉的不重复计", "statutory area that this rule took and none before it"});
    v("geometry", c.geometry, "", {"GeoJSON，经纬度", "GeoJSON, longitude and latitude"});
}
template <typename V>
void fields(V& v, TrimPart& p) {
    v("area_m2", p.area, "m2");
    v("width_m", p.width_m, "m", {"最大内切圆直径", "diameter of the largest circle inside"});
}
template <typename V>
void fields(V& v, TrimmedShape& s) {
    v("name", s.name);
    v("before_m2", s.before, "m2", {"原椭球面积", "statutory area before"});
    v("after_m2", s.after, "m2", {"剩余椭球面积", "statutory area left"});
    v("planar_before_m2", s.planar_before_m2, "m2");
    v("planar_after_m2", s.planar_after_m2, "m2");
    v("area_ha", s.area_ha, "ha");
    v("area_mu", s.area_mu, "mu");
    v("verdict_before", s.verdict_before);
    v("verdict_after", s.verdict_after);
    v("headline_before", s.headline_before);
    v("headline_after", s.headline_after);
    v("cuts", s.cuts);
    v("parts", s.parts, "", {"剩余的各块，大的在前", "the parts that are left, greatest first"});
    v("left_out_m2", s.left_out, "m2", {"未保留的小块", "smaller parts that were given up"});
    v("geometry", s.geometry, "", {"GeoJSON，经纬度；没有剩余时为 null", "GeoJSON, longitude and latitude; null where nothing is left"});
}
template <typename V>
void fields(V& v, TrimAnswer& a) {
    v("features", a.features);
    v("before_m2", a.before, "m2");
    v("after_m2", a.after, "m2");
}

Declaration declared(TrimQuestion& q) {
    Declaration d{.name = "trim",
                  .summary = {"去掉涉线部分：从用地范围中去掉不符合的部分，再核查", "cuts the land that conflicts out of an outline, and checks again"},
                  .example = "zonewright trim demo-city 地块红线.txt -o 调整后.gpkg"};
    add_study(d, q.study);
    d.add("file", &q.file, {"面图层或界址点 TXT", "layer of polygons or survey text"}).path(PathOf::Land).required().position();
    d.add("layer", &q.layer, {"图层", "layer"});
    d.add("crs", &q.crs, {"文件的坐标系，如 EPSG:4526", "CRS of the file, such as EPSG:4526"});
    d.add("rule", &q.rules, {"只去掉涉及这些规则的部分（规则编号，可多个）；默认所有不符合的", "cut only what these rules (ids) look at; default: all that conflict"});
    d.add("largest", &q.largest, {"只保留最大的一块", "keep only the largest part"});
    d.add("output", &q.output, {"剩余用地写入这个 GeoPackage", "write what is left into this GeoPackage"}).path(PathOf::NewFile).required().option('o');
    return d;
}

TrimAnswer answer(study::Study& study, const TrimQuestion& question, const Progress& progress) {
    if (question.output.extension() != ".gpkg")
        throw InputError({.thing = "output", .value = question.output.string(), .expected = "*.gpkg", .advice = both("改用 .gpkg", "name it .gpkg")});
    study.constraints(progress.part(0, 0.6));
    const intake::Tolerances rules = shape_rules();
    intake::Outlines outlines = intake::read_polygons(
        {.path = question.file, .layer = question.layer, .crs = question.crs, .tolerances = rules, .arc_step_deg = rules.arc_step_deg}, progress);
    TrimAnswer answer;
    answer.warnings = std::move(outlines.remarks);
    answer.complete = outlines.set_aside == 0;
    intake::transform(outlines.table, study.definition().epsg);
    const Trimmer trimmer(study, question);
    model::FeatureTable table = empty_table(study);
    for (const model::Feature& feature : outlines.table.features) {
        const auto* outline = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (outline == nullptr || outline->empty()) continue;
        geom::MultiPolygon left;
        answer.features.push_back(trimmer.shape(intake::name_of(outlines.table, feature), *outline, left));
        const TrimmedShape& shape = answer.features.back();
        warn_of(shape, answer);
        const auto number = static_cast<std::int64_t>(table.features.size()) + 1;
        if (!left.empty()) table.features.push_back({number, std::move(left), {shape.name, shape.after.m2()}});
    }
    close_printed(answer);
    if (table.features.empty()) return answer;
    for (Text& loss : io::write_layers(question.output, io::VectorFormat::GeoPackage, {&table}, progress.part(0.9, 1))) answer.warn(std::move(loss));
    answer.made(question.output, both("去掉涉线部分后的用地", "the land without what conflicts"));
    return answer;
}

Json to_json(const TrimAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const TrimAnswer*) {
    return schema_form<TrimAnswer>();
}

}  // namespace zonewright::answer
