// Where does an outline rank among the scored parcels of its town, and would it still under slightly other
// weights?
//
// The weights of the cluster are drawn anew many times from a Dirichlet distribution around the given ones
// (suitability/robustness.h); in every draw the outline is ranked against the town's parcels, and against
// each alternative. Deterministic: seeded by the study. Cost: draws × parcels of the town × criteria, some
// tens of milliseconds.
#pragma once

#include <string>
#include <vector>

#include "model/site_report.h"
#include "study/study.h"
#include "suitability/rate_outline.h"

namespace zonewright::study {

struct StandingQuestion {
    const suitability::OutlineRating* rating = nullptr;  ///< scored
    Text town_name;
    std::string town_code;
    std::string itself;  ///< the parcel or site that the outline is: not ranked against itself
    std::vector<model::Alternative>* alternatives = nullptr;  ///< their ahead_share is filled
};

model::Standing standing_of(const Study& study, const StandingQuestion& question);

}  // namespace zonewright::study
