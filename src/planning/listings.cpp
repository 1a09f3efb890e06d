#include "planning/listings.h"

#include <algorithm>

#include "base/parallel.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::planning {
namespace {

bool names(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

/// Which places concern a town: one flag for each place of the plan.
std::vector<char> places_of_town(const MatchingInput& input, const model::Town& town) {
    std::vector<char> concerned(input.plan.places.size(), 0);
    auto itself = input.plan.find_place(town.code);
    if (!itself) itself = input.plan.find_place(town.name);
    if (itself) {
        const std::string& id = input.plan.place(*itself).id;
        concerned[itself->index()] = 1;
        for (std::size_t p = 0; p < input.plan.places.size(); ++p)
            if (names(input.plan.places[p].members, id) || names(input.plan.places[p].hosts, id)) concerned[p] = 1;
    }
    const double whole = geom::planar_area(town.geometry);
    for (const model::Territory& territory : input.zones.territories) {
        if (concerned[territory.place.index()] != 0) continue;
        if (!geom::bounds(territory.geometry).meets(geom::bounds(town.geometry))) continue;
        const double shared = geom::planar_area(gis::intersection(territory.geometry, town.geometry));
        if (shared >= input.rules.listed_share * whole) concerned[territory.place.index()] = 1;
    }
    return concerned;
}

TownListing listing_for(const MatchingInput& input, const std::vector<char>& concerned, const model::Cluster& cluster) {
    TownListing listing;
    for (const std::string& id : cluster.places) {
        const model::PlaceId place = *input.plan.find_place(id);
        if (concerned[place.index()] != 0) listing.through.push_back(place);
    }
    listing.listing = !listing.through.empty() ? model::Listing::Listed
                      : cluster.open_list      ? model::Listing::OpenList
                                               : model::Listing::NotListed;
    return listing;
}

}  // namespace

std::vector<TownListing> listings_of_towns(const MatchingInput& input, const Progress& progress) {
    std::vector<std::vector<char>> concerned(input.towns.size());
    parallel_for(input.towns.size(), 1, progress,
                 [&](std::size_t t) { concerned[t] = places_of_town(input, input.towns[t]); });
    std::vector<TownListing> listings;
    for (std::size_t t = 0; t < input.towns.size(); ++t)
        for (const model::Cluster& cluster : input.plan.clusters)
            listings.push_back(listing_for(input, concerned[t], cluster));
    return listings;
}

}  // namespace zonewright::planning
