#include "assembly/search/describe_site.h"

#include <map>
#include <set>

#include "geom/largest_rectangle.h"
#include "geom/minimum_width.h"
#include "geom/shape_compactness.h"

namespace zonewright::assembly {

model::Site describe_site(const SitesInput& input, const SiteShapes& shapes, const FoundSite& found,
                          const ClusterDemand& demand, const SiteRule& rule) {
    model::Site site;
    site.cluster = demand.cluster;
    site.centre = model::ParcelId(std::size_t{found.centre});
    site.id = demand.demand.cluster + "-" + input.parcels[found.centre].id;
    std::map<std::string, Area> area_of_town;
    std::set<std::string> owners;
    std::int64_t redevelopment_cm2 = 0;
    double weighted_score = 0;
    for (const std::uint32_t v : found.parcels) {
        const model::Parcel& parcel = input.parcels[v];
        const Area net = input.supply[v].net;
        site.parcels.emplace_back(std::size_t{v});
        site.net += net;
        area_of_town[parcel.town_code] += net;
        owners.insert(parcel.owner.empty() ? "\n" + parcel.id : parcel.owner);
        site.cost_yuan += input.cost_yuan_per_m2[v] * net.m2();
        weighted_score += input.scores[demand.cluster.index()][v] * net.m2();
        if (!input.redevelopment.empty() && input.redevelopment[v]) redevelopment_cm2 += net.cm2;
    }
    Area largest;
    for (const auto& [town, area] : area_of_town)
        if (area > largest) {
            largest = area;
            site.town_code = town;
        }
    site.owner_count = static_cast<int>(owners.size());
    site.town_count = static_cast<int>(area_of_town.size());
    site.redevelopment_share = static_cast<double>(redevelopment_cm2) / static_cast<double>(site.net.cm2);
    site.cost_yuan_per_m2 = site.cost_yuan / site.net.m2();
    site.score = weighted_score / site.net.m2();
    site.reach_m = static_cast<double>(rule.radius_cm) / 100;
    site.marginal_yuan_per_m2 = static_cast<double>(found.multiplier) / static_cast<double>(ticks_per_unit);

    site.geometry = shapes.closed_shape(found.parcels);
    // Of one block: nobody builds across a public road.
    const geom::MultiPolygon blocks = shapes.blocks(found.parcels);
    site.min_width_m = geom::widest_m(blocks);
    site.rectangle = geom::largest_rectangle(blocks);
    site.compactness = geom::polsby_popper(site.geometry);
    site.hole_count = static_cast<int>(geom::hole_count(site.geometry));
    return site;
}

}  // namespace zonewright::assembly
