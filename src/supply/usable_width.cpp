#include "supply/usable_width.h"

#include "geom/overlay_area.h"
#include "gis/overlay.h"

namespace zonewright::supply {
namespace {

/// The parts of a land are judged one by one: two strips side by side do not make a site.
void add_usable(const geom::Polygon& part, double width_m, geom::MultiPolygon& usable) {
    const geom::MultiPolygon land{{part}};
    const geom::MultiPolygon core = gis::buffer(land, -width_m / 2);
    if (core.empty()) return;
    const geom::MultiPolygon reach = gis::buffer(core, width_m);
    constexpr double rounding_m2 = 1e-6;
    if (geom::coverage_of(geom::OverlayShape(land), geom::OverlayShape(reach), rounding_m2) ==
        geom::Coverage::Whole) {
        usable.parts.push_back(part);
        return;
    }
    for (geom::Polygon& piece : gis::intersection(land, reach).parts)
        usable.parts.push_back(std::move(piece));
}

}  // namespace

geom::MultiPolygon usable_land(const geom::MultiPolygon& land, double width_m) {
    geom::MultiPolygon usable;
    for (const geom::Polygon& part : land.parts) add_usable(part, width_m, usable);
    return usable;
}

}  // namespace zonewright::supply
