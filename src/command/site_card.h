// What a verb says about one site: as JSON and as lines for people.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "model/site.h"
#include "study/results.h"

namespace zonewright::command {

/// Figures, parcels, links with their reasons, what the score is made of, the solver's proof.
nlohmann::ordered_json site_card(const study::Results& results, const model::Site& site);

std::vector<std::string> site_card_lines(const study::Results& results, const model::Site& site);

}  // namespace zonewright::command
