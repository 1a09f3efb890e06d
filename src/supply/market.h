// How much suitable land can be had at what price, which parcels are the best buys, what floors stand empty,
// and how does supply stand to demand? Answers per cluster, for the city and for each town.
//
// "On offer" is every parcel with net land whose supply class the statement offers. "Suitable" is
// a parcel that was scored for the cluster at or above the level; excluded and unscored parcels are neither.
// Land may be suitable for several clusters and then appears under each: curves and balances of different
// clusters must not be added up; dividing it is the work of allocation. Cost: O(clusters × parcels log parcels).
#pragma once

#include <vector>

#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/plan.h"
#include "model/site.h"
#include "model/study_definition.h"
#include "model/suitability.h"
#include "model/supply.h"

namespace zonewright::supply {

/// What the questions below look at; all vectors in the order of the parcels.
struct Market {
    const std::vector<model::Parcel>& parcels;
    const model::SupplyStatement& statement;
    const model::Suitability& suitability;
    double least_score;  ///< SupplyRules::least_score, or what a person asks for

    bool on_offer(std::size_t parcel) const;
    bool suitable(std::size_t parcel, std::size_t cluster) const;
};

/// For each cluster: the city first, then the towns that have suitable land, by code.
std::vector<model::SupplyCurve> supply_curves(const Market& market,
                                              const std::vector<model::ParcelOffer>& offers);

/// Quality against unit cost, by their central figures; of equal parcels the first stays.
std::vector<model::ParetoFront> pareto_fronts(const Market& market,
                                              const std::vector<model::ParcelOffer>& offers);

/// The city first, then the towns that have vacant floors, by code.
std::vector<model::FloorSpace> floor_space(const std::vector<model::Parcel>& parcels);

/// Per cluster with demand: the city first, then the towns with eligible land. Links come from assembly's
/// graph; a group that hangs together is an upper bound of what the site rules allow. Throws InputError for
/// an unknown cluster.
std::vector<model::SupplyBalance> balance_supply(const Market& market, const model::Plan& plan,
                                                 const std::vector<model::Demand>& demand,
                                                 const model::ParcelGraph& graph);

}  // namespace zonewright::supply
