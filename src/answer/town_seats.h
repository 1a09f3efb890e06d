// Where are the towns of a plan known to lie? The published seats of the knowledge folder.
// Errors: none; a plan of another city has none. Cost: reads one file.
#pragma once

#include <optional>

#include "model/plan.h"
#include "model/town_seat.h"

namespace zonewright::answer {

std::optional<model::TownSeats> town_seats(const model::Plan& plan);

}  // namespace zonewright::answer
