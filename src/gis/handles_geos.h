// GEOS objects with one context per thread: a geometry is released on the thread that made it. Keep them
// inside one function or one worker and pass plain geom values between threads.
#pragma once

#include <geos_c.h>

#include <memory>
#include <string>

namespace zonewright::gis {

/// This thread's context, created on first use and released when the thread ends.
GEOSContextHandle_t thread_geos();
/// What GEOS said last on this thread ("TopologyException: …"); empties the memory of it.
std::string take_geos_error();

struct GeosGeometryRelease {
    void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(thread_geos(), geometry); }
};
struct GeosPreparedRelease {
    void operator()(const GEOSPreparedGeometry* prepared) const noexcept {
        GEOSPreparedGeom_destroy_r(thread_geos(), prepared);
    }
};
struct GeosParametersRelease {
    void operator()(GEOSMakeValidParams* parameters) const noexcept {
        GEOSMakeValidParams_destroy_r(thread_geos(), parameters);
    }
};
using GeosGeometry = std::unique_ptr<GEOSGeometry, GeosGeometryRelease>;
using GeosPrepared = std::unique_ptr<const GEOSPreparedGeometry, GeosPreparedRelease>;
using GeosMakeValidParameters = std::unique_ptr<GEOSMakeValidParams, GeosParametersRelease>;

static_assert(sizeof(GeosGeometry) == sizeof(void*));

}  // namespace zonewright::gis
