#include "study/offered_units.h"

#include <algorithm>
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
double site_score(const OfferInput& land, const model::Site& site, std::size_t cluster) {
    double weighted = 0, area = 0;
    for (model::ParcelId parcel : site.parcels) {
        const model::ParcelScore& score = land.suitability.of(parcel.index(), cluster);
        if (score.state != model::ScoreState::Scored) return no_score;
        const double net = land.supply.statement.parcels[parcel.index()].net.m2();
        weighted += score.score * net;
        area += net;
    }
    return area > 0 ? weighted / area : no_score;
}

double site_cost(const OfferInput& land, const model::Site& site, const std::vector<double>& cost) {
    double yuan = 0, area = 0;
    for (model::ParcelId parcel : site.parcels) {
        const double net = land.supply.statement.parcels[parcel.index()].net.m2();
        yuan += cost[parcel.index()] * net;
        area += net;
    }
    return area > 0 ? yuan / area : 0;
}

/// Offers sites, then the parcels that are in none of them.
class Offering {
public:
    explicit Offering(const OfferInput& land)
        : land_(land),
          places_(land.plan, land.zones),
          cost_(supply::unit_costs(land.supply.offers)),
          in_site_(land.parcels.size(), false) {}

    OfferedUnits offered() {
        const std::vector<model::Site>& sites = land_.assembly.sites.sites;
        for (std::size_t s = 0; s < sites.size(); ++s) {
            if (!is_on_offer(sites[s])) continue;
            add(sites[s]);
            units_.site_of.push_back(s);
        }
        units_.site_count = units_.units.size();
        for (std::size_t p = 0; p < land_.parcels.size(); ++p)
            if (!in_site_[p] && is_on_offer(p)) add_parcel(p);
        return std::move(units_);
    }

private:
    bool is_on_offer(std::size_t parcel) const {
        return model::is_offered(land_.supply.statement.parcels[parcel], land_.supply_classes);
    }
    bool is_on_offer(const model::Site& site) const {
        return std::ranges::all_of(site.parcels,
                                   [&](model::ParcelId parcel) { return is_on_offer(parcel.index()); });
    }
    std::vector<std::string> places_at(std::size_t parcel) const {
        return places_.at(geom::centroid(land_.parcels[parcel].geometry));
    }

    void add(const model::Site& site) {
        model::OfferedUnit unit{.id = site.id, .area = site.net, .town_code = site.town_code};
        unit.places = places_at(site.centre.index());
        unit.cost_yuan_per_m2 = site_cost(land_, site, cost_);
        for (model::ParcelId parcel : site.parcels) {
            in_site_[parcel.index()] = true;
            unit.parcels.push_back(parcel.value);
        }
        for (std::size_t c = 0; c < land_.plan.clusters.size(); ++c)
            units_.scores.push_back(site_score(land_, site, c));
        units_.units.push_back(std::move(unit));
    }

    void add_parcel(std::size_t p) {
        model::OfferedUnit unit{.id = land_.parcels[p].id,
                                     .area = land_.supply.statement.parcels[p].net,
                                     .town_code = land_.parcels[p].town_code};
        unit.places = places_at(p);
        unit.cost_yuan_per_m2 = cost_[p];
        unit.parcels.push_back(static_cast<std::uint32_t>(p));
        for (std::size_t c = 0; c < land_.plan.clusters.size(); ++c) {
            const model::ParcelScore& score = land_.suitability.of(p, c);
            units_.scores.push_back(score.state == model::ScoreState::Scored ? score.score : no_score);
        }
        units_.units.push_back(std::move(unit));
        units_.parcel_of.push_back(p);
    }

    const OfferInput& land_;
    PlaceLookup places_;
    std::vector<double> cost_;
    std::vector<bool> in_site_;
    OfferedUnits units_;
};

}  // namespace

OfferInput offer_input(const Study& study) {
    return {study.plan(),   study.zones(),       study.parcels(),
            study.supply(), study.suitability(), study.assembly(),
            study.supply_statement().offered_classes};
}

OfferedUnits offered_units(const OfferInput& land) {
    return Offering(land).offered();
}

std::vector<std::vector<double>> scores_by_cluster(const model::Suitability& suitability) {
    const std::size_t clusters = suitability.clusters.size();
    std::vector<std::vector<double>> scores(clusters, std::vector<double>(suitability.parcel_count, no_score));
    for (std::size_t c = 0; c < clusters; ++c)
        for (std::size_t p = 0; p < suitability.parcel_count; ++p) {
            const model::ParcelScore& score = suitability.of(p, c);
            if (score.state == model::ScoreState::Scored) scores[c][p] = score.score;
        }
    return scores;
}

std::vector<char> redevelopment_flags(const std::vector<model::Parcel>& parcels) {
    std::vector<char> flags;
    flags.reserve(parcels.size());
    for (const model::Parcel& parcel : parcels)
        flags.push_back(
            static_cast<char>(parcel.in_renewal_register || parcel.floor_area_m2.value_or(0) > 0));
    return flags;
}

}  // namespace zonewright::study
