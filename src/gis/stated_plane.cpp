#include "gis/stated_plane.h"

#include <ogr_srs_api.h>

#include <array>
#include <cmath>

#include "gis/crs_identify.h"
#include "gis/handles.h"

namespace zonewright::gis {
namespace {

std::optional<OGRSpatialReference> reference_from(const std::string& wkt) {
    OGRSpatialReference reference;
    if (wkt.empty() || reference.importFromWkt(wkt.c_str()) != OGRERR_NONE) return std::nullopt;
    return reference;
}

/// A name that contradicts the datum is believed: it says that the text was put together by hand.
bool has_datum_of_today(const OGRSpatialReference& reference) {
    const char* stated = reference.GetAttrValue("DATUM");
    const std::string name = stated == nullptr ? "" : stated;
    return name.find("2000") != std::string::npos || name.find("WGS") != std::string::npos;
}

ProjContext offline_context() {
    ProjContext context(proj_context_create());
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

}  // namespace

struct StatedPlane::Impl {
    ProjContext context = offline_context();
    ProjObject to_degrees;
    Text title;
};

StatedPlane::StatedPlane(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StatedPlane::~StatedPlane() = default;
StatedPlane::StatedPlane(StatedPlane&&) noexcept = default;

std::optional<StatedPlane> StatedPlane::from_wkt(const std::string& wkt) {
    const auto reference = reference_from(wkt);
    if (!reference || !reference->IsProjected() || identify_epsg(*reference) != 0) return std::nullopt;
    const int datum = geographic_code(*reference);
    if ((datum != 4490 && datum != 4326) || !has_datum_of_today(*reference)) return std::nullopt;
    auto impl = std::make_unique<Impl>();
    const ProjObject plane(proj_create(impl->context.get(), wkt.c_str()));
    if (!plane) return std::nullopt;
    const ProjObject base(proj_crs_get_geodetic_crs(impl->context.get(), plane.get()));
    if (!base) return std::nullopt;
    static constexpr std::array<const char*, 2> options{"ALLOW_BALLPARK=NO", nullptr};
    const ProjObject raw(proj_create_crs_to_crs_from_pj(impl->context.get(), plane.get(), base.get(), nullptr, options.data()));
    if (!raw) return std::nullopt;
    impl->to_degrees.reset(proj_normalize_for_visualization(impl->context.get(), raw.get()));
    if (!impl->to_degrees) return std::nullopt;
    const std::string name = name_in_wkt(wkt);
    impl->title = both("{}（中央经线 {}°）", "{} (central meridian {}°)", name,
                       reference->GetProjParm(SRS_PP_CENTRAL_MERIDIAN, 0.0));
    return StatedPlane(std::move(impl));
}

Text StatedPlane::title() const {
    return impl_->title;
}

std::optional<geom::Point> StatedPlane::degrees(geom::Point p) const {
    proj_errno_reset(impl_->to_degrees.get());
    const PJ_COORD found = proj_trans(impl_->to_degrees.get(), PJ_FWD, proj_coord(p.x, p.y, 0, 0));
    if (!std::isfinite(found.xy.x) || !std::isfinite(found.xy.y)) return std::nullopt;
    return geom::Point{found.xy.x, found.xy.y};
}

std::string name_in_wkt(const std::string& wkt) {
    const auto reference = reference_from(wkt);
    const char* name = reference ? reference->GetName() : nullptr;
    return name == nullptr ? "" : name;
}

}  // namespace zonewright::gis
