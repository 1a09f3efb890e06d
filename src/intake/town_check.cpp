#include "intake/town_check.h"

#include <cmath>
#include <map>

#include "gis/crs.h"
#include "gis/overlay.h"
#include "io/gdal_session.h"

namespace zonewright::intake {
namespace {

constexpr double metres_per_degree = 111000;
constexpr double half_point_m = 0.5;

/// The town of each place of the plan that has one, by the place's id.
std::map<std::string, const model::Feature*> towns_by_place(const model::FeatureTable& towns,
                                                            const model::Plan& plan) {
    std::map<std::string, const model::Feature*> by_place;
    for (const char* field : {"code", "name"}) {
        const auto position = towns.find_field(field);
        if (!position) continue;
        for (const model::Feature& feature : towns.features)
            if (const auto place = plan.find_place(model::text_of(feature.values[*position])))
                by_place.emplace(plan.place(*place).id, &feature);
    }
    return by_place;
}

void check_seat(const model::TownSeat& seat, const model::Feature& town, const model::FeatureTable& towns,
                double accuracy_m, const Inspection& inspection) {
    const auto* polygons = std::get_if<geom::MultiPolygon>(&town.geometry);
    if (polygons == nullptr) return;
    const geom::Point at = gis::Transformation(4326, towns.epsg)({seat.lon, seat.lat});
    const geom::MultiPolygon point{{geom::rectangle(geom::Box{at.x, at.y, at.x, at.y}.grown(half_point_m))}};
    const double outside_m = gis::distance(point, *polygons);
    if (outside_m <= accuracy_m) return;
    inspection.find("seat_outside_town", model::Severity::Warning, name_of(towns, town),
                    both("公开的镇街中心在该镇街外 {:.1f} km", "the published centre of the town lies {:.1f} km outside it",
                         outside_m / 1000),
                    {"核对坐标系、是否加偏，以及名称与图形是否对应",
                     "check the CRS, whether the coordinates are shifted, and that names and shapes belong together"},
                    geom::MultiPoint{{at}});
}

void check_area(const model::Place& place, const model::Feature& town, const model::FeatureTable& towns,
                double tolerance, const Inspection& inspection) {
    if (!place.published_area_m2 || !std::holds_alternative<geom::MultiPolygon>(town.geometry)) return;
    const double area_m2 = inspection.area.of(town.geometry).m2();
    const double off = area_m2 / *place.published_area_m2 - 1;
    if (std::abs(off) <= tolerance) return;
    inspection.find("town_area", model::Severity::Warning, name_of(towns, town),
                    both("面积 {:.2f} km²，公布 {:.2f} km²，差 {:+.0f}%",
                         "{:.2f} km², published {:.2f} km²: {:+.0f}% off", area_m2 / 1e6, *place.published_area_m2 / 1e6,
                         100 * off),
                    {"核对界线是否完整、坐标系是否正确", "check that the boundary is whole and the CRS right"}, {}, area_m2);
}

}  // namespace

void check_towns(const model::FeatureTable& towns, const model::Plan& plan, const model::TownSeats& seats,
                 const Tolerances& tolerances, const Inspection& inspection) {
    const auto by_place = towns_by_place(towns, plan);
    for (const model::TownSeat& seat : seats.seats)
        if (const auto town = by_place.find(seat.place); town != by_place.end())
            check_seat(seat, *town->second, towns, seats.accuracy_degree * metres_per_degree, inspection);
    for (const model::Place& place : plan.places)
        if (const auto town = by_place.find(place.id); town != by_place.end() && model::tiles_the_city(place))
            check_area(place, *town->second, towns, tolerances.published_area_share, inspection);
}

void ask_for_datum(const io::LayerInfo& layer, const model::SourceDefinition& definition, int epsg,
                   const Inspection& inspection) {
    if (epsg == 0 || !definition.crs.empty()) return;
    const std::string extension = io::extension_of(definition.path);
    const bool by_format = extension == ".geojson" || extension == ".json" || extension == ".kml";
    if (gis::is_projected(epsg) || (!by_format && !layer.crs_wkt.empty())) {
        inspection.find(
            "datum_uncompared", model::Severity::Notice, "",
            both("按文件所写读作 EPSG:{}。是否加偏未能核对：研究中没有镇街或土地利用可比，公开的镇街中心只精确到约 1 km，公布面积"
                 "看不出平移；GCJ-02 偏约 600 m，BD-09 偏约 1.2 km",
                 "read as EPSG:{}, as the file states. Whether the coordinates are shifted could not be compared: the study has "
                 "neither towns nor land use, published centres are good to a kilometre, and areas show no shift; GCJ-02 is "
                 "some 600 m off, BD-09 1.2 km", epsg),
            {"向提供方确认来源；导入土地利用后再运行 zonewright check，偏移会与其比较得出",
             "ask the provider where it comes from; once land use is imported zonewright check compares the two"});
        return;
    }
    inspection.find(
        "datum_unstated", model::Severity::Warning, "",
        {"坐标是经纬度，文件没有写明基准：按格式的规定读作 WGS 84；网络地图导出的常是 GCJ-02（偏约 600 m）或 "
         "BD-09（偏约 1.2 km），没有图层可比时无法发现，此后其他数据都以镇街为准",
         "the coordinates are degrees and the file does not say on which datum: read as WGS 84, as the format has it; "
         "exports of web maps are often GCJ-02 (some 600 m off) or BD-09 (1.2 km), which nothing here can tell, and all "
         "other data is measured against the towns"},
        {"向提供方确认：未加偏的加 --crs EPSG:4490（或 EPSG:4326），加偏的加 --datum gcj02 或 --datum bd09",
         "ask the provider: --crs EPSG:4490 (or EPSG:4326) when they were never shifted, --datum gcj02 or --datum bd09 "
         "when they were"});
}

}  // namespace zonewright::intake
