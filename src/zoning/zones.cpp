#include "zoning/zones.h"

#include <algorithm>

namespace zonewright::zoning {

model::Listing listing_of(const model::Cluster& cluster, const std::string& place_id) {
    if (std::find(cluster.places.begin(), cluster.places.end(), place_id) != cluster.places.end())
        return model::Listing::Listed;
    return cluster.open_list ? model::Listing::OpenList : model::Listing::NotListed;
}

model::ZoneMap map_zones(const model::Plan& plan, PlacesOnTheGround places) {
    model::ZoneMap map{std::move(places.territories), {}, std::move(places.without_geometry)};
    for (std::size_t c = 0; c < plan.clusters.size(); ++c) {
        for (const std::string& place_id : plan.clusters[c].places) {
            const auto place = plan.find_place(place_id);
            if (!place)
                continue;  // the catalogue refuses unknown ids, so this is never reached with a plan it read
            const auto territory = std::find_if(map.territories.begin(), map.territories.end(),
                                                [&](const model::Territory& t) { return t.place == *place; });
            if (territory == map.territories.end()) continue;
            map.zones.push_back(
                {model::ClusterId(c), *place, territory->geometry, territory->status, territory->area});
        }
    }
    return map;
}

}  // namespace zonewright::zoning
