// Minutes to the neighbouring cities of layers/rules/link_cities.toml: from the surfaces that criteria have measured, and
// from the stations that state minutes by train.
//
// Errors: InputError naming rule file and key for a city that names no criterion of travel time or no field of stations, and
// for bands that do not ascend from 0. Cost: reads a surface whole; a criterion that no weight asked for is measured now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "planning/links.h"
#include "raster/grid.h"
#include "study/study.h"

namespace zonewright::answer {

struct LinkCity {
    std::string id;
    Text name;
    std::string gateway;     ///< class of the role gateway; may be empty
    std::string criterion;   ///< of the times by road; may be empty
    std::string rail_field;  ///< of the role metro_station; may be empty
};
std::vector<LinkCity> link_cities(const model::Catalogue& catalogue);
std::vector<planning::TravelBand> travel_bands(const model::Catalogue& catalogue);

/// The times of one city by one mode.
class TravelTimes {
public:
    static TravelTimes by_road(const study::Study& study, const LinkCity& city, const Progress& progress);
    static TravelTimes by_rail(const study::Study& study, const LinkCity& city);

    bool known() const { return note_.empty(); }
    /// Why they are not known.
    const Text& note() const { return note_; }
    /// Mean over the admissible cells of the outline, as `explain` states it; by rail, from its middle. Nothing when not known.
    planning::Minutes of(const geom::MultiPolygon& outline) const;
    /// Of each parcel of the study.
    std::vector<planning::Minutes> of_parcels(const Progress& progress) const;

private:
    explicit TravelTimes(const study::Study& study) : study_(&study) {}
    static TravelTimes unknown(const study::Study& study, Text note);

    const study::Study* study_;
    Text note_;
    std::optional<raster::Grid<float>> surface_;
    std::vector<planning::Station> stations_;
    planning::RailAccess access_;
};

}  // namespace zonewright::answer
