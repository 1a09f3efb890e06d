#include "answer/town_seats.h"

#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"

namespace zonewright::answer {

std::optional<model::TownSeats> town_seats(const model::Plan& plan) {
    try {
        return catalog::read_town_seats(catalog::find_layers_folder(), plan);
    } catch (const InputError&) {
        return std::nullopt;  // seats of places that this plan does not have: it is of another city
    }
}

}  // namespace zonewright::answer
