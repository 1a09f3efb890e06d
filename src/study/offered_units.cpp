#include "study/offered_units.h"

#include <limits>

#include "geom/planar_area.h"
#include "geom/spatial_index.h"
#include "supply/offer.h"

namespace zonewright::study {
namespace {

constexpr double no_score = std::numeric_limits<double>::quiet_NaN();

/// The places of the plan that hold a point: towns, parks, functional areas and bases overlap, so there are
/// several.
class PlaceLookup {
public:
    PlaceLookup(const model::Plan& plan, const model::ZoneMap& zones)
        : plan_(plan), zones_(zones), index_(boxes_of(zones)) {}

    std::vector<std::string> at(geom::Point point) const {
        std::vector<std::string> places;
        for (std::uint32_t id : index_.query({point.x, point.y, point.x, point.y}))
            if (geom::locate(point, zones_.territories[id].geometry) != geom::Position::Outside)
                places.push_back(plan_.place(zones_.territories[id].place).id);
        return places;
    }

private:
    static std::vector<geom::Box> boxes_of(const model::ZoneMap& zones) {
        std::vector<geom::Box> boxes;
        for (const model::Territory& territory : zones.territories)
            boxes.push_back(geom::bounds(territory.geometry));
        return boxes;
    }
    const model::Plan& plan_;
    const model::ZoneMap& zones_;
    geom::SpatialIndex index_;
};

/// Net-area-weighted mean of the parcels' scores; no data when any parcel has none.
double site_score(const Results& results, const model::Site& site, std::size_t cluster) {
    double weighted = 0, area = 0;
    for (model::ParcelId parcel : site.parcels) {
        const model::ParcelScore& score = results.suitability.of(parcel.index(), cluster);
        if (score.state != model::ScoreState::Scored) return no_score;
        const double net = results.supply.parcels[parcel.index()].net.m2();
        weighted += score.score * net;
        area += net;
    }
    return area > 0 ? weighted / area : no_score;
}

double site_cost(const Results& results, const model::Site& site, const std::vector<double>& cost) {
    double yuan = 0, area = 0;
    for (model::ParcelId parcel : site.parcels) {
        const double net = results.supply.parcels[parcel.index()].net.m2();
        yuan += cost[parcel.index()] * net;
        area += net;
    }
    return area > 0 ? yuan / area : 0;
}

}  // namespace

std::vector<std::vector<double>> scores_by_cluster(const Results& results) {
    const std::size_t clusters = results.catalogue.plan.clusters.size();
    std::vector<std::vector<double>> scores(clusters, std::vector<double>(results.parcels.size(), no_score));
    for (std::size_t c = 0; c < clusters; ++c)
        for (std::size_t p = 0; p < results.parcels.size(); ++p) {
            const model::ParcelScore& score = results.suitability.of(p, c);
            if (score.state == model::ScoreState::Scored) scores[c][p] = score.score;
        }
    return scores;
}

OfferedUnits offered_units(const Results& results) {
    OfferedUnits offered;
    const PlaceLookup places(results.catalogue.plan, results.zones);
    const std::vector<double> cost = supply::unit_costs(results.offers);
    const std::size_t clusters = results.catalogue.plan.clusters.size();
    std::vector<bool> in_site(results.parcels.size(), false);
    for (const model::Site& site : results.sites.sites) {
        allocation::OfferedUnit unit{.id = site.id, .area = site.net, .town_code = site.town_code};
        unit.places = places.at(geom::centroid(results.parcels[site.centre.index()].geometry));
        unit.cost_yuan_per_m2 = site_cost(results, site, cost);
        for (model::ParcelId parcel : site.parcels) {
            in_site[parcel.index()] = true;
            unit.parcels.push_back(parcel.value);
        }
        for (std::size_t c = 0; c < clusters; ++c) offered.scores.push_back(site_score(results, site, c));
        offered.units.push_back(std::move(unit));
    }
    offered.site_count = offered.units.size();
    for (std::size_t p = 0; p < results.parcels.size(); ++p) {
        const Area net = results.supply.parcels[p].net;
        if (in_site[p] || net <= Area{}) continue;
        allocation::OfferedUnit unit{
            .id = results.parcels[p].id, .area = net, .town_code = results.parcels[p].town_code};
        unit.places = places.at(geom::centroid(results.parcels[p].geometry));
        unit.cost_yuan_per_m2 = cost[p];
        unit.parcels.push_back(static_cast<std::uint32_t>(p));
        for (std::size_t c = 0; c < clusters; ++c) {
            const model::ParcelScore& score = results.suitability.of(p, c);
            offered.scores.push_back(score.state == model::ScoreState::Scored ? score.score : no_score);
        }
        offered.units.push_back(std::move(unit));
        offered.parcel_of.push_back(p);
    }
    return offered;
}

std::vector<char> redevelopment_flags(const Results& results) {
    std::vector<char> flags;
    for (const model::Parcel& parcel : results.parcels)
        flags.push_back(
            static_cast<char>(parcel.in_renewal_register || parcel.floor_area_m2.value_or(0) > 0));
    return flags;
}

}  // namespace zonewright::study
