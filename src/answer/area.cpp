#include "answer/area.h"

#include "answer/json_form.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "intake/inspection.h"
#include "intake/outline.h"
#include "intake/tolerances.h"
#include "model/printed_area.h"

namespace zonewright::answer {
namespace {

double arc_step_deg() {
    const std::filesystem::path layers = catalog::find_layers_folder();
    const std::string plan = catalog::plan_versions(layers).back();
    return intake::tolerances_of(catalog::read_catalogue(layers, plan)).arc_step_deg;
}

/// Fills in the printed figures, so that the rows add up to the total shown.
void close_printed_areas(AreaAnswer& answer) {
    std::vector<Area> areas;
    for (const ShapeArea& row : answer.features) areas.push_back(row.area);
    const model::PrintedRows closed = model::close_rows(areas);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        answer.features[i].area_ha = closed.rows[i].hectares;
        answer.features[i].area_mu = closed.rows[i].mu;
    }
    answer.area = closed.total.exact;
    answer.area_ha = closed.total.hectares;
    answer.area_mu = closed.total.mu;
}

}  // namespace

template <typename V>
void fields(V& v, ShapeArea& s) {
    v("name", s.name);
    v("area_m2", s.area, "m2", {"椭球面积", "statutory area"});
    v("planar_m2", s.planar_m2, "m2", {"平面面积", "planar area"});
    v("area_ha", s.area_ha, "ha", {"四位小数，各行之和等于合计", "four decimals; the rows add up to the total"});
    v("area_mu", s.area_mu, "mu", {"两位小数，各行之和等于合计", "two decimals; the rows add up to the total"});
}
template <typename V>
void fields(V& v, AreaAnswer& a) {
    v("features", a.features);
    v("area_m2", a.area, "m2", {"椭球面积", "statutory area"});
    v("area_ha", a.area_ha, "ha");
    v("area_mu", a.area_mu, "mu");
    v("planar_m2", a.planar_m2, "m2", {"平面面积", "planar area"});
    v("plane", a.plane, "", {"量算平面", "plane it was measured on"});
}

Declaration declared(AreaQuestion& q) {
    Declaration d{.name = "area",
                  .summary = {"计算椭球面积和平面面积", "statutory and planar area of every shape"},
                  .example = "zonewright area 地块.txt"};
    d.add("file", &q.file, {"面图层或界址点 TXT", "layer of polygons or survey text"}).path(PathOf::Land).required().position();
    d.add("layer", &q.layer, {"图层", "layer"});
    d.add("crs", &q.crs, {"文件的坐标系，如 EPSG:4526", "CRS of the file, such as EPSG:4526"});
    return d;
}

AreaAnswer answer(const AreaQuestion& question, const Progress& progress) {
    const intake::OutlineRequest request{
        .path = question.file, .layer = question.layer, .crs = question.crs, .arc_step_deg = arc_step_deg()};
    intake::Outlines outlines = intake::read_polygons(request, progress);
    model::FeatureTable& table = outlines.table;
    const int plane = intake::plane_for(table);
    intake::transform(table, plane);
    const geom::StatutoryArea statutory(*geom::gauss_kruger_of_epsg(plane));
    AreaAnswer answer;
    answer.warnings = std::move(outlines.remarks);
    answer.complete = outlines.set_aside == 0;
    double planar_m2 = 0;
    for (const model::Feature& feature : table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (polygons == nullptr) continue;
        const double on_plane_m2 = geom::planar_area(*polygons);
        planar_m2 += on_plane_m2;
        answer.features.push_back(
            {intake::name_of(table, feature), statutory.of(*polygons), round_half_up(on_plane_m2, 2)});
    }
    close_printed_areas(answer);
    answer.planar_m2 = round_half_up(planar_m2, 2);
    answer.plane = fmt::format("EPSG:{}", plane);
    return answer;
}

Json to_json(const AreaAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const AreaAnswer*) {
    return schema_form<AreaAnswer>();
}

}  // namespace zonewright::answer
