// What is the legal area of this polygon? 椭球面积 as prescribed for land surveys.
//
// Source: 国土调查办发〔2008〕32号 (trapezoids between an edge and a reference meridian, Gauss inverse by
// series), constants of CGCS2000 (a = 6378137, 1/f = 298.257222101) as TD/T 1055-2019 carries them on.
// Rounding as survey software applies it: plane coordinates to 0.1 mm, edges split into equal parts of at
// most 70 m, B and L to 1e-6 seconds, trapezoids summed without rounding, the result to 0.01 m², halves up.
// Agreement: ±0.01 m² up to 1 km², ±0.05 m² at 100 km² against independent implementations (the rounding of
// B and L makes noise of that size); `unrounded` is the same integral without any rounding, for cross-checks.
// Errors: InputError for a vertex so far from the central meridian that the series has no sense (3,500 km), or beyond a pole.
// Cost: O(length / 70 m + vertices), about 0.2 µs a point, no allocation.
#pragma once

#include <optional>

#include "base/units.h"
#include "geom/geometry.h"

namespace zonewright::geom {

/// A Gauss-Krüger plane on the CGCS2000 ellipsoid: central meridian in degrees, false easting in metres
/// (500 000, or 38 500 000 with the zone prefix). Scale 1, false northing 0.
struct GaussKruger {
    double central_meridian_deg = 114.0;
    double false_easting_m = 500000.0;
    bool operator==(const GaussKruger&) const = default;
};

/// The plane of an EPSG code of CGCS2000 3° or 6° Gauss-Krüger (4491-4554), with or without zone prefix;
/// nothing for any other code. Arithmetic on the code, no database.
std::optional<GaussKruger> gauss_kruger_of_epsg(int epsg);

struct Geographic {
    double latitude_rad = 0;
    double longitude_rad = 0;  ///< relative to Greenwich
};

/// Gauss inverse by the series of the notice. Within 0.08 mm of PROJ inside a 3° zone.
Geographic inverse(const GaussKruger& plane, Point point);

class StatutoryArea {
public:
    explicit StatutoryArea(GaussKruger plane) : plane_(plane) {}

    /// Rounded to 0.01 m²; shells minus holes; rings may have any orientation.
    Area of(const Polygon& polygon) const;
    Area of(const MultiPolygon& polygons) const;
    Area of(const Geometry& geometry) const;  ///< zero for points and lines

    /// Without the final rounding to 0.01 m² (coordinates and B, L are rounded as prescribed), in m².
    double prescribed_m2(const MultiPolygon& polygons) const;
    /// Without any rounding, in m².
    double unrounded_m2(const MultiPolygon& polygons) const;

    const GaussKruger& plane() const { return plane_; }

private:
    GaussKruger plane_;
};

}  // namespace zonewright::geom
