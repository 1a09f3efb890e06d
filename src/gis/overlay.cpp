#include "gis/overlay.h"

#include <functional>

#include "base/errors.h"
#include "base/language.h"
#include "gis/geos_values.h"

namespace zonewright::gis {
namespace {

constexpr double snap_grid_m = 1e-4;  // 0.1 mm: the last digit the area rules know
constexpr int quadrant_segments = 8;

/// Floating precision first, snap-rounding second; what the first attempt said is what is reported in the
/// end. GEOS reports failure by a null pointer, so nothing is caught here and a cancellation passes
/// untouched.
template <typename Floating, typename Snapping>
geom::MultiPolygon by_ladder(const char* operation, const Floating& floating, const Snapping& snapping) {
    if (GEOSGeometry* result = floating()) return polygons_of(GeosGeometry(result).get());
    const std::string first_error = take_geos_error();
    if (GEOSGeometry* result = snapping()) return polygons_of(GeosGeometry(result).get());
    throw InternalError(
        {.thing = fmt::format("GEOS {}", operation),
         .value = first_error,
         .expected = both("可叠置的有效多边形", "valid polygons"),
         .advice = both("先运行 zonewright check 检查该图层", "check the layer with zonewright check")});
}

bool answer(char code, const char* operation) {
    if (code == 2) checked(nullptr, operation);  // 2 is how a GEOS predicate says "exception"
    return code == 1;
}

geom::MultiPolygon buffered(const GeosGeometry& geometry, double distance_m) {
    return polygons_of(
        checked(GEOSBuffer_r(thread_geos(), geometry.get(), distance_m, quadrant_segments), "buffer").get());
}

}  // namespace

geom::MultiPolygon intersection(const geom::MultiPolygon& a, const geom::MultiPolygon& b) {
    if (a.empty() || b.empty() || !geom::bounds(a).meets(geom::bounds(b))) return {};
    const GeosGeometry left = to_geos(a), right = to_geos(b);
    return by_ladder(
        "intersection", [&] { return GEOSIntersection_r(thread_geos(), left.get(), right.get()); },
        [&] { return GEOSIntersectionPrec_r(thread_geos(), left.get(), right.get(), snap_grid_m); });
}

geom::MultiPolygon difference(const geom::MultiPolygon& a, const geom::MultiPolygon& b) {
    if (a.empty() || b.empty() || !geom::bounds(a).meets(geom::bounds(b))) return a;
    const GeosGeometry left = to_geos(a), right = to_geos(b);
    return by_ladder(
        "difference", [&] { return GEOSDifference_r(thread_geos(), left.get(), right.get()); },
        [&] { return GEOSDifferencePrec_r(thread_geos(), left.get(), right.get(), snap_grid_m); });
}

geom::MultiPolygon union_of(std::span<const geom::MultiPolygon> polygons) {
    const GeosGeometry all = collection_of(polygons);
    return by_ladder(
        "union", [&] { return GEOSUnaryUnion_r(thread_geos(), all.get()); },
        [&] { return GEOSUnaryUnionPrec_r(thread_geos(), all.get(), snap_grid_m); });
}

geom::MultiPolygon buffer(const geom::MultiPolygon& polygons, double distance_m) {
    if (polygons.empty()) return {};
    return buffered(to_geos(polygons), distance_m);
}

geom::MultiPolygon buffer(const geom::MultiLineString& lines, double distance_m) {
    if (lines.lines.empty()) return {};
    return buffered(to_geos(lines), distance_m);
}

bool intersects(const geom::MultiPolygon& a, const geom::MultiPolygon& b) {
    if (a.empty() || b.empty() || !geom::bounds(a).meets(geom::bounds(b))) return false;
    return answer(GEOSIntersects_r(thread_geos(), to_geos(a).get(), to_geos(b).get()), "intersects");
}

double distance(const geom::MultiPolygon& a, const geom::MultiPolygon& b) {
    const GeosGeometry left = to_geos(a), right = to_geos(b);
    double metres = 0;
    if (GEOSDistance_r(thread_geos(), left.get(), right.get(), &metres) == 0) checked(nullptr, "distance");
    return metres;
}

Validity check_validity(const geom::MultiPolygon& polygons) {
    auto* const geos = thread_geos();
    char* text = nullptr;
    GEOSGeometry* place = nullptr;
    const char valid = GEOSisValidDetail_r(geos, to_geos(polygons).get(), 0, &text, &place);
    const GeosGeometry location(place);
    const std::string reason = text == nullptr ? "" : text;
    GEOSFree_r(geos, text);
    Validity validity{.valid = answer(valid, "validity")};
    if (validity.valid) return validity;
    validity.reason = reason;
    if (location) {
        GEOSGeomGetX_r(geos, location.get(), &validity.location.x);
        GEOSGeomGetY_r(geos, location.get(), &validity.location.y);
    }
    return validity;
}

geom::MultiPolygon make_valid(const geom::MultiPolygon& polygons) {
    auto* const geos = thread_geos();
    const GeosMakeValidParameters parameters(GEOSMakeValidParams_create_r(geos));
    GEOSMakeValidParams_setMethod_r(geos, parameters.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos, parameters.get(), 0);
    return polygons_of(
        checked(GEOSMakeValidWithParams_r(geos, to_geos(polygons).get(), parameters.get()), "make valid")
            .get());
}

geom::MultiPolygon simplify(const geom::MultiPolygon& polygons, double tolerance_m) {
    if (polygons.empty()) return {};
    return polygons_of(
        checked(GEOSTopologyPreserveSimplify_r(thread_geos(), to_geos(polygons).get(), tolerance_m),
                "simplify")
            .get());
}

struct PreparedPolygons::Impl {
    GeosGeometry geometry;  // outlives `prepared`, which points into it
    GeosPrepared prepared;
};

PreparedPolygons::PreparedPolygons(const geom::MultiPolygon& polygons) : impl_(std::make_unique<Impl>()) {
    impl_->geometry = to_geos(polygons);
    impl_->prepared = GeosPrepared(GEOSPrepare_r(thread_geos(), impl_->geometry.get()));
    if (!impl_->prepared) checked(nullptr, "prepare");
}
PreparedPolygons::~PreparedPolygons() = default;
PreparedPolygons::PreparedPolygons(PreparedPolygons&&) noexcept = default;

bool PreparedPolygons::intersects(const geom::MultiPolygon& other) const {
    if (other.empty()) return false;
    return answer(GEOSPreparedIntersects_r(thread_geos(), impl_->prepared.get(), to_geos(other).get()),
                  "intersects");
}

bool PreparedPolygons::contains(const geom::MultiPolygon& other) const {
    if (other.empty()) return false;
    return answer(GEOSPreparedCovers_r(thread_geos(), impl_->prepared.get(), to_geos(other).get()), "covers");
}

}  // namespace zonewright::gis
