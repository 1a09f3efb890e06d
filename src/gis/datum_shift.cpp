#include "gis/datum_shift.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "base/errors.h"
#include "gis/handles.h"

namespace zonewright::gis {
namespace {

constexpr const char* cgcs2000_ellipsoid = "+a=6378137 +rf=298.257222101";

ProjContext quiet_context() {
    ProjContext context(proj_context_create());
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

ProjObject known_crs(PJ_CONTEXT* context, int epsg) {
    ProjObject crs(proj_create_from_database(context, "EPSG", std::to_string(epsg).c_str(), PJ_CATEGORY_CRS,
                                             0, nullptr));
    if (!crs)
        throw InternalError(
            {.thing = "EPSG database", .value = std::to_string(epsg), .expected = "a CRS", .advice = {}});
    return crs;
}

std::string ellipsoid_of(PJ_CONTEXT* context, int epsg) {
    const ProjObject crs = known_crs(context, epsg);
    const ProjObject ellipsoid(proj_get_ellipsoid(context, crs.get()));
    double semi_major = 0, inverse_flattening = 0;
    if (!ellipsoid || proj_ellipsoid_get_parameters(context, ellipsoid.get(), &semi_major, nullptr, nullptr,
                                                    &inverse_flattening) == 0)
        throw InternalError({.thing = "EPSG database",
                             .value = std::to_string(epsg),
                             .expected = "an ellipsoid",
                             .advice = {}});
    return fmt::format("+a={} +rf={}", semi_major, inverse_flattening);
}

}  // namespace

struct DatumShift::Impl {
    ProjContext context = quiet_context();
    ProjObject pipeline;
};

DatumShift::DatumShift(int from_epsg, const SevenParameters& p) : impl_(std::make_unique<Impl>()) {
    const std::string steps = fmt::format(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart {} +step "
        "+proj=helmert "
        "+x={} +y={} +z={} +rx={} +ry={} +rz={} +s={} +convention={} +step +inv +proj=cart {} "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg",
        ellipsoid_of(impl_->context.get(), from_epsg), p.dx_m, p.dy_m, p.dz_m, p.rx_arcsec, p.ry_arcsec,
        p.rz_arcsec, p.scale_ppm, p.coordinate_frame ? "coordinate_frame" : "position_vector",
        cgcs2000_ellipsoid);
    impl_->pipeline = ProjObject(proj_create(impl_->context.get(), steps.c_str()));
    if (!impl_->pipeline)
        throw InternalError({.thing = "PROJ", .value = {}, .expected = "a pipeline", .advice = {}});
}
DatumShift::~DatumShift() = default;
DatumShift::DatumShift(DatumShift&&) noexcept = default;

geom::Point DatumShift::operator()(geom::Point degrees) const {
    const PJ_COORD shifted =
        proj_trans(impl_->pipeline.get(), PJ_FWD, proj_coord(degrees.x, degrees.y, 0, HUGE_VAL));
    return {shifted.xyz.x, shifted.xyz.y};
}

int geographic_base(int epsg) {
    const ProjContext context = quiet_context();
    const ProjObject crs = known_crs(context.get(), epsg);
    const ProjObject base(proj_crs_get_geodetic_crs(context.get(), crs.get()));
    const char* code = base ? proj_get_id_code(base.get(), 0) : nullptr;
    return code == nullptr ? 0 : std::atoi(code);
}

}  // namespace zonewright::gis
