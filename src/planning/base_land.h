// What lies inside a base (or another place) today, against what was published of it?
//
// Parcels are cut at the boundary: gross is the part of a parcel inside, net what of its net land lies inside; blocked is
// the difference. By supply class and, for the classes on offer, by size class of the whole parcel. Land inside that belongs
// to no parcel (roads, water, other use) is what remains to the area of the place. Areas are statutory, coordinates metres on
// the study's plane. O(parcels near the place) overlays.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "base/units.h"
#include "geom/statutory_area.h"
#include "model/parcel.h"
#include "model/supply.h"
#include "model/territory.h"

namespace zonewright::planning {

struct LandInside {
    std::string id;  ///< supply class, or size class
    int parcels = 0;
    Area gross, net;
};

struct BaseLand {
    Area parcels_gross, net, blocked, on_offer;
    std::vector<LandInside> by_class;  ///< only those that occur, in the order of their ids
    std::vector<LandInside> by_size;   ///< of the classes on offer
};

struct BaseLandInput {
    const std::vector<model::Parcel>& parcels;
    const model::SupplyStatement& statement;  ///< with its net land
    const geom::StatutoryArea& area;
};

BaseLand land_inside(const BaseLandInput& input, const geom::MultiPolygon& place, const Progress& progress);

}  // namespace zonewright::planning
