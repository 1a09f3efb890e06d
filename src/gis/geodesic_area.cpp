#include "gis/geodesic_area.h"

#include <geodesic.h>

#include <cmath>

#include "base/plane_length.h"
#include "gis/crs.h"

namespace zonewright::gis {
namespace {

constexpr double longest_edge_m = 50;
constexpr int cgcs2000 = 4490;
constexpr double semi_major_m = 6378137, flattening = 1 / 298.257222101;

double ring_area_m2(const geom::Ring& ring, const Transformation& to_degrees, const geod_geodesic& ellipsoid) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const geom::Point a = ring[i], b = ring[i + 1];
        const int parts = std::max(1, static_cast<int>(std::ceil(plane_length(b.x - a.x, b.y - a.y) / longest_edge_m)));
        for (int part = 0; part < parts; ++part) {
            const double share = static_cast<double>(part) / parts;
            const geom::Point degrees = to_degrees({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
            geod_polygon_addpoint(&ellipsoid, &polygon, degrees.y, degrees.x);
        }
    }
    double area = 0, length = 0;
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, &length);
    return std::abs(area);
}

}  // namespace

double geodesic_area_m2(const geom::MultiPolygon& polygons, int epsg) {
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, semi_major_m, flattening);
    const Transformation to_degrees(epsg, cgcs2000);
    double area = 0;
    for (const geom::Polygon& part : polygons.parts)
        for (std::size_t r = 0; r < part.rings.size(); ++r)
            area += (r == 0 ? 1 : -1) * ring_area_m2(part.rings[r], to_degrees, ellipsoid);
    return area;
}

}  // namespace zonewright::gis
