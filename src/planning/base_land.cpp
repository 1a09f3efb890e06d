#include "planning/base_land.h"

#include <algorithm>
#include <map>

#include "base/parallel.h"
#include "gis/overlay.h"

namespace zonewright::planning {
namespace {

struct PartInside {
    std::size_t parcel = 0;
    Area gross, net;
};

/// The parcel's own figures where it lies inside as a whole; those of its parts inside where the boundary cuts it.
PartInside part_inside(const BaseLandInput& input, const geom::MultiPolygon& place, std::size_t parcel) {
    const geom::MultiPolygon inside = gis::intersection(input.parcels[parcel].geometry, place);
    PartInside part{.parcel = parcel, .gross = input.area.of(inside), .net = {}};
    const Area whole = input.area.of(input.parcels[parcel].geometry);
    if (part.gross == whole) return {parcel, input.statement.parcels[parcel].gross, input.statement.parcels[parcel].net};
    if (!input.statement.net_land.empty())
        part.net = std::min(part.gross, input.area.of(gis::intersection(input.statement.net_land[parcel], place)));
    return part;
}

void add(std::map<std::string, LandInside>& groups, const std::string& id, const PartInside& part) {
    LandInside& group = groups[id];
    group.id = id;
    ++group.parcels;
    group.gross += part.gross, group.net += part.net;
}

std::vector<LandInside> listed(std::map<std::string, LandInside>& groups) {
    std::vector<LandInside> list;
    list.reserve(groups.size());
    for (auto& [id, group] : groups) list.push_back(std::move(group));
    return list;
}

}  // namespace

BaseLand land_inside(const BaseLandInput& input, const geom::MultiPolygon& place, const Progress& progress) {
    const geom::Box box = geom::bounds(place);
    std::vector<std::size_t> near;
    for (std::size_t p = 0; p < input.parcels.size(); ++p)
        if (geom::bounds(input.parcels[p].geometry).meets(box)) near.push_back(p);
    std::vector<PartInside> parts(near.size());
    parallel_for(near.size(), 16, progress, [&](std::size_t i) { parts[i] = part_inside(input, place, near[i]); });
    BaseLand land;
    std::map<std::string, LandInside> classes, sizes;
    for (const PartInside& part : parts) {
        if (part.gross == Area{}) continue;
        const model::ParcelSupply& supply = input.statement.parcels[part.parcel];
        land.parcels_gross += part.gross, land.net += part.net;
        add(classes, supply.supply_class, part);
        if (!model::is_offered(supply, input.statement.offered_classes) || part.net == Area{}) continue;
        land.on_offer += part.net;
        add(sizes, supply.size_class, part);
    }
    land.blocked = land.parcels_gross - land.net;
    land.by_class = listed(classes), land.by_size = listed(sizes);
    return land;
}

}  // namespace zonewright::planning
