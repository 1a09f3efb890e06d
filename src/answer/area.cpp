#include "answer/area.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>

#include "answer/json_form.h"
#include "answer/shape_rules.h"
#include "base/spelling.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "intake/inspection.h"
#include "intake/outline.h"
#include "intake/same_shapes.h"
#include "model/printed_area.h"

namespace zonewright::answer {
namespace {

/// Measures features on planes of their own zones, each of which is opened once.
class ZoneRuler {
public:
    explicit ZoneRuler(const model::FeatureTable& table) : table_(table), zones_(table) {}

    ShapeArea row(const model::Feature& feature) {
        const int plane = zones_.of(geom::bounds(feature.geometry));
        auto [found, first] = transformations_.try_emplace(plane, nullptr);
        if (first) {
            found->second = std::make_unique<gis::Transformation>(table_.epsg, plane);
            planes_.push_back(fmt::format("EPSG:{}", plane));
        }
        geom::Geometry shape = feature.geometry;
        found->second->apply(shape);
        const auto& polygons = std::get<geom::MultiPolygon>(shape);
        return {.name = intake::name_of(table_, feature),
                .area = geom::StatutoryArea(*geom::gauss_kruger_of_epsg(plane)).of(polygons),
                .planar_m2 = geom::planar_area(polygons),
                .plane = fmt::format("EPSG:{}", plane)};
    }
    const std::vector<std::string>& planes() const { return planes_; }

private:
    const model::FeatureTable& table_;
    intake::ZonePlanes zones_;
    std::map<int, std::unique_ptr<gis::Transformation>> transformations_;
    std::vector<std::string> planes_;
};

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
    v("plane", s.plane, "", {"量算平面", "plane it was measured on"});
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
    d.add("degrees", &q.degrees, {"经纬度的写法：decimal 十进制度，packed 度.分秒（113.4530 即 113°45′30″）", "how degrees are written: decimal, or packed as degrees.minutes-seconds (113.4530 for 113°45′30″)"}).choices({"decimal", "packed"});
    return d;
}

AreaAnswer answer(const AreaQuestion& question, const Progress& progress) {
    const intake::Tolerances rules = shape_rules();
    const intake::OutlineRequest request{.path = question.file,
                                         .layer = question.layer,
                                         .crs = question.crs,
                                         .degrees = question.degrees,
                                         .tolerances = rules,
                                         .arc_step_deg = rules.arc_step_deg};
    intake::Outlines outlines = intake::read_polygons(request, progress);
    AreaAnswer answer;
    answer.warnings = std::move(outlines.remarks);
    answer.complete = outlines.set_aside == 0;
    std::ranges::move(intake::remarks_on_same_shapes(outlines.table), std::back_inserter(answer.warnings));
    ZoneRuler ruler(outlines.table);
    double planar_m2 = 0;
    for (const model::Feature& feature : outlines.table.features) {
        if (!std::holds_alternative<geom::MultiPolygon>(feature.geometry)) continue;
        answer.features.push_back(ruler.row(feature));
        ShapeArea& row = answer.features.back();
        planar_m2 += row.planar_m2;
        row.planar_m2 = round_half_up(row.planar_m2, 2);
    }
    close_printed_areas(answer);
    answer.planar_m2 = round_half_up(planar_m2, 2);
    answer.plane = joined(ruler.planes());
    if (ruler.planes().size() > 1)
        answer.warn(both("要素分布在 {} 个带：各在本带平面上量算（{}）",
                         "the features lie in {} zones: each is measured on the plane of its own ({})",
                         ruler.planes().size(), answer.plane));
    return answer;
}

Json to_json(const AreaAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const AreaAnswer*) {
    return schema_form<AreaAnswer>();
}

}  // namespace zonewright::answer
