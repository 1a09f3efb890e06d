// What `plan links` states, with the minutes of every parcel beside it: for the answer and for its files.
#pragma once

#include <string>
#include <vector>

#include "answer/plan_links.h"
#include "answer/travel_minutes.h"

namespace zonewright::answer {

/// Minutes of the parcels to one city, by road and by rail.
struct CityMinutes {
    LinkCity city;
    std::vector<planning::Minutes> road, rail;
    /// The shorter of the two; nothing where neither is known.
    planning::Minutes least(std::size_t parcel) const;
};

struct LinkedStudy {
    PlanLinksAnswer answer;
    std::vector<planning::TravelBand> bands;
    std::vector<CityMinutes> minutes;   ///< in the order of answer.cities
    std::vector<std::size_t> parcels;   ///< on offer, of the town that was asked for
};

/// A study brought up to assembly is expected. Empty words: all cities, all towns.
LinkedStudy linked_study(const study::Study& study, const std::string& city, const std::string& town, const Progress& progress);

}  // namespace zonewright::answer
