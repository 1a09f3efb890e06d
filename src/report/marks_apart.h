// Where do numbered marks go when the places they stand for lie too near each other to be told apart?
//
// Marks are pushed away from each other, each as far as the other, until all are `least_m` apart or fifty rounds are over; marks
// at the same place leave it in different directions. The order is kept; a mark with room around it does not move.
// Coordinates are metres on the study's plane. Cost: O(rounds × marks²), for tens of marks. Errors: none.
#pragma once

#include <vector>

#include "geom/geometry.h"

namespace zonewright::report {

std::vector<geom::Point> set_apart(std::vector<geom::Point> marks, double least_m);

}  // namespace zonewright::report
