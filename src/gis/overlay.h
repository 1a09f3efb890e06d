// Overlay of polygons by GEOS OverlayNG, values in and values out. Thread-safe: one GEOS context per thread.
// Robustness ladder: floating precision first, then snap-rounding at 0.1 mm, then the original error.
// Non-finite coordinates are refused before GEOS sees them.
// Errors: InternalError with the first error of GEOS when every step of the ladder fails.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geom/geometry.h"

namespace zonewright::gis {

geom::MultiPolygon intersection(const geom::MultiPolygon& a, const geom::MultiPolygon& b);
geom::MultiPolygon difference(const geom::MultiPolygon& a, const geom::MultiPolygon& b);
geom::MultiPolygon union_of(std::span<const geom::MultiPolygon> polygons);
/// Round caps and joins, 8 segments a quarter circle; negative widths shrink.
geom::MultiPolygon buffer(const geom::MultiPolygon& polygons, double distance_m);
geom::MultiPolygon buffer(const geom::MultiLineString& lines, double distance_m);
bool intersects(const geom::MultiPolygon& a, const geom::MultiPolygon& b);
/// Shortest distance in metres on the plane; 0 when they meet.
double distance(const geom::MultiPolygon& a, const geom::MultiPolygon& b);

struct Validity {
    bool valid = true;
    std::string reason;  ///< GEOS's word for it, "Self-intersection"
    geom::Point location;
};
Validity check_validity(const geom::MultiPolygon& polygons);
/// The structure method: keeps area, drops nothing silently but collapsed parts.
geom::MultiPolygon make_valid(const geom::MultiPolygon& polygons);
geom::MultiPolygon simplify(const geom::MultiPolygon& polygons, double tolerance_m);

/// Tests one polygon against many quickly. Keep it within one thread.
class PreparedPolygons {
public:
    explicit PreparedPolygons(const geom::MultiPolygon& polygons);
    ~PreparedPolygons();
    PreparedPolygons(PreparedPolygons&&) noexcept;
    bool intersects(const geom::MultiPolygon& other) const;
    bool contains(const geom::MultiPolygon& other) const;  ///< covers: boundaries may touch

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace zonewright::gis
