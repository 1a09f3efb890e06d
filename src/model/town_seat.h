// Where a town's centre lies: what the demonstration city grows its towns from. Read from
// layers/demo/town_seats.toml.
#pragma once

#include <string>
#include <vector>

#include "model/evidence.h"

namespace zonewright::model {

struct TownSeat {
    std::string place;  ///< Place::id
    double lon = 0;     ///< degrees, WGS 84
    double lat = 0;
};

/// The units that tile the city; their published areas (Place::published_area_m2) add up to it.
struct TownSeats {
    std::vector<TownSeat> seats;
    double accuracy_degree = 0;
    Evidence evidence;
};

}  // namespace zonewright::model
