// From an older geodetic datum to CGCS2000 by seven parameters (Bursa-Wolf): geographic to geocentric,
// Helmert, and back, on height 0. The linear form for small rotations that Chinese practice uses. The
// parameters are secret in practice: no error text shows one.
// Errors: InternalError when PROJ does not make the operation; no text shows a parameter.
#pragma once

#include <memory>

#include "geom/geometry.h"

namespace zonewright::gis {

struct SevenParameters {
    double dx_m = 0, dy_m = 0, dz_m = 0;
    double rx_arcsec = 0, ry_arcsec = 0, rz_arcsec = 0;
    double scale_ppm = 0;
    bool coordinate_frame = false;  ///< the sign of the rotations; false: position vector
};

/// Longitude x and latitude y in degrees on both sides.
class DatumShift {
public:
    /// `from_epsg` is any CRS of the older datum; its ellipsoid is what counts.
    DatumShift(int from_epsg, const SevenParameters& parameters);
    ~DatumShift();
    DatumShift(DatumShift&&) noexcept;

    geom::Point operator()(geom::Point degrees) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The geographic CRS that a CRS is built on, as an EPSG code; 0 when it has none.
int geographic_base(int epsg);

}  // namespace zonewright::gis
