#include "geom/statutory_area.h"

#include <cmath>
#include <numbers>

#include "base/errors.h"
#include "base/plane_length.h"

namespace zonewright::geom {
namespace {

// CGCS2000, re-derived from a and 1/f to the printed digits; see the header for the source.
constexpr double semi_minor_m = 6356752.31414036;
constexpr double e2 = 0.0066943800229;
constexpr double second_e2 = 0.00673949677548;
constexpr double polar_radius_m = 6399593.62586;
constexpr double k0 = 1.57048761144159E-07;
constexpr double k1 = 5.05250178820567E-03;
constexpr double k2 = 2.98472900956587E-05;
constexpr double k3 = 2.41626669230084E-07;
constexpr double k4 = 2.22241238938534E-09;

constexpr double e4 = e2 * e2, e6 = e4 * e2, e8 = e4 * e4;
constexpr double series_a = 1.0 + 3.0 / 6.0 * e2 + 30.0 / 80.0 * e4 + 35.0 / 112.0 * e6 + 630.0 / 2304.0 * e8;
constexpr double series_b = 1.0 / 6.0 * e2 + 15.0 / 80.0 * e4 + 21.0 / 112.0 * e6 + 420.0 / 2304.0 * e8;
constexpr double series_c = 3.0 / 80.0 * e4 + 7.0 / 112.0 * e6 + 180.0 / 2304.0 * e8;
constexpr double series_d = 1.0 / 112.0 * e6 + 45.0 / 2304.0 * e8;
constexpr double series_e = 5.0 / 2304.0 * e8;

constexpr double longest_edge_m = 70.0;
constexpr double radians_per_second = std::numbers::pi / (180.0 * 3600.0);

enum class Rounding { Prescribed, None };

double round_to(double value, double step) {
    return std::floor(value / step + 0.5) * step;
}

Geographic corner(const GaussKruger& plane, Point p, Rounding rounding) {
    Geographic g = inverse(plane, p);
    if (rounding == Rounding::Prescribed) {
        constexpr double step = 1e-6 * radians_per_second;
        g.latitude_rad = round_to(g.latitude_rad, step);
        g.longitude_rad = round_to(g.longitude_rad, step);
    }
    return g;
}

/// Signed area between the edge and the meridian `reference`, in m².
double trapezoid(Geographic from, Geographic to, double reference) {
    const double dl = (from.longitude_rad + to.longitude_rad) / 2 - reference;
    const double db = to.latitude_rad - from.latitude_rad;
    const double bm = (from.latitude_rad + to.latitude_rad) / 2;
    const double sum = series_a * std::sin(db / 2) * std::cos(bm) -
                       series_b * std::sin(3 * db / 2) * std::cos(3 * bm) +
                       series_c * std::sin(5 * db / 2) * std::cos(5 * bm) -
                       series_d * std::sin(7 * db / 2) * std::cos(7 * bm) +
                       series_e * std::sin(9 * db / 2) * std::cos(9 * bm);
    return 2 * semi_minor_m * semi_minor_m * dl * sum;
}

/// Farther from the meridian the series of the inverse gives anything; no place lies beyond the poles.
void require_on_plane(const GaussKruger& plane, Point p) {
    constexpr double reach_m = 3.5e6, quarter_m = 10002000;
    if (std::fabs(p.x - plane.false_easting_m) <= reach_m && std::fabs(p.y) <= quarter_m) return;
    throw InputError({.thing = both("坐标 ({:.3f}, {:.3f})", "coordinate ({:.3f}, {:.3f})", p.x, p.y),
                      .value = both("距中央子午线 {}° {:.0f} 千米", "{1:.0f} km from the central meridian {0}°",
                                    plane.central_meridian_deg, std::fabs(p.x - plane.false_easting_m) / 1000),
                      .expected = both("能量算椭球面积的位置：不超过 {:.0f} 千米", "a place whose area can be taken: {:.0f} km at most",
                                       reach_m / 1000),
                      .advice = both("检查坐标系、带号和坐标的小数点", "check the CRS, the zone prefix and the decimal point")});
}

double ring_area(const GaussKruger& plane, const Ring& ring, Rounding rounding) {
    if (ring.size() < 4) return 0;
    for (const Point& p : ring) require_on_plane(plane, p);
    const auto planar = [&](Point p) {
        return rounding == Rounding::None ? p : Point{round_to(p.x, 1e-4), round_to(p.y, 1e-4)};
    };
    const double central = plane.central_meridian_deg * std::numbers::pi / 180;
    Point from = planar(ring[0]);
    const Geographic first = corner(plane, from, rounding);
    Geographic last = first;
    // The notice takes L0 = 0; a meridian nearby gives the same sum over a closed ring with fewer digits
    // lost.
    const double reference = rounding == Rounding::None ? first.longitude_rad : central;
    double area = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point to = planar(ring[i]);
        const double dx = to.x - from.x, dy = to.y - from.y;
        const int inner = static_cast<int>(plane_length(dx, dy) / longest_edge_m);
        for (int k = 1; k <= inner + 1; ++k) {
            const double t = static_cast<double>(k) / (inner + 1);
            const bool end = k == inner + 1;
            const Geographic next =
                end && i + 1 == ring.size()
                    ? first
                    : corner(plane, end ? to : Point{from.x + t * dx, from.y + t * dy}, rounding);
            area += trapezoid(last, next, reference);
            last = next;
        }
        from = to;
    }
    return std::fabs(area);
}

double area_m2(const GaussKruger& plane, const MultiPolygon& polygons, Rounding rounding) {
    double area = 0;
    for (const Polygon& part : polygons.parts)
        for (std::size_t r = 0; r < part.rings.size(); ++r)
            area += (r == 0 ? 1 : -1) * ring_area(plane, part.rings[r], rounding);
    return area;
}

}  // namespace

std::optional<GaussKruger> gauss_kruger_of_epsg(int epsg) {
    // EPSG v10: 4491-4501 6° with zone prefix 13-23; 4502-4512 6° by meridian 75-135;
    // 4513-4533 3° with zone prefix 25-45; 4534-4554 3° by meridian 75-135.
    if (epsg >= 4491 && epsg <= 4501)
        return GaussKruger{75.0 + 6 * (epsg - 4491), 500000.0 + 1e6 * (epsg - 4491 + 13)};
    if (epsg >= 4502 && epsg <= 4512) return GaussKruger{75.0 + 6 * (epsg - 4502), 500000.0};
    if (epsg >= 4513 && epsg <= 4533)
        return GaussKruger{75.0 + 3 * (epsg - 4513), 500000.0 + 1e6 * (epsg - 4513 + 25)};
    if (epsg >= 4534 && epsg <= 4554) return GaussKruger{75.0 + 3 * (epsg - 4534), 500000.0};
    return std::nullopt;
}

Geographic inverse(const GaussKruger& plane, Point point) {
    const double y = point.x - plane.false_easting_m;
    const double e = k0 * point.y;
    const double sine = std::sin(e), cosine = std::cos(e), sine2 = sine * sine;
    const double bf = e + cosine * sine * (k1 - sine2 * (k2 - sine2 * (k3 - sine2 * k4)));
    const double t = std::tan(bf), t2 = t * t, cosf = std::cos(bf);
    const double eta2 = second_e2 * cosf * cosf;
    const double v2 = 1 + eta2, v = std::sqrt(v2);
    const double yn = y * v / polar_radius_m, yn2 = yn * yn;
    const double latitude = bf - v2 * t * yn2 / 2 +
                            (5 + 3 * t2 + eta2 - 9 * eta2 * t2) * v2 * t * yn2 * yn2 / 24 -
                            (61 + 90 * t2 + 45 * t2 * t2) * v2 * t * yn2 * yn2 * yn2 / 720;
    const double longitude =
        yn / cosf - (1 + 2 * t2 + eta2) * yn2 * yn / (6 * cosf) +
        (5 + 28 * t2 + 24 * t2 * t2 + 6 * eta2 + 8 * eta2 * t2) * yn2 * yn2 * yn / (120 * cosf);
    return {latitude, plane.central_meridian_deg * std::numbers::pi / 180 + longitude};
}

Area StatutoryArea::of(const Polygon& polygon) const {
    return of(MultiPolygon{{polygon}});
}
Area StatutoryArea::of(const MultiPolygon& polygons) const {
    return Area::from_m2(prescribed_m2(polygons));
}

Area StatutoryArea::of(const Geometry& geometry) const {
    const auto* polygons = std::get_if<MultiPolygon>(&geometry);
    return polygons ? of(*polygons) : Area{};
}

double StatutoryArea::prescribed_m2(const MultiPolygon& polygons) const {
    return area_m2(plane_, polygons, Rounding::Prescribed);
}
double StatutoryArea::unrounded_m2(const MultiPolygon& polygons) const {
    return area_m2(plane_, polygons, Rounding::None);
}

}  // namespace zonewright::geom
