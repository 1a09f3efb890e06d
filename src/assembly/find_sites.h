// Which sites does the city offer for the demand of its clusters, at what cost, and how far is that from the
// best?
//
// A portfolio over all clusters with demand: disjoint connected sets of parcels, each inside its cluster's
// window and the site rules, of least suitability-weighted cost together. Always feasible; bound and gap are
// exact integers. A demand that cannot be met is a shortfall with the rule that binds, not an error. Budgets
// count tree nodes and pricing rounds, never seconds: the answer is the same on every machine and thread
// count.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "model/ids.h"
#include "model/parcel.h"
#include "model/site.h"
#include "model/study_definition.h"
#include "model/supply.h"

namespace zonewright::assembly {

/// What one cluster asks for. `demand.minimum_site_m2` … `maximum_site_m2` is the window of each of its
/// sites.
struct ClusterDemand {
    model::ClusterId cluster;
    model::Demand demand;
    Text name;  ///< of the cluster, as notes call it
};

/// Cost: least weighted cost, all sites together. UnitCost: least yuan per m². ScoreArea: largest area ×
/// suitability. The last two place one site after the other, each the best that the ones before leave.
enum class SiteObjective { Cost, UnitCost, ScoreArea };

struct SitesInput {
    std::span<const model::Parcel> parcels;
    std::span<const model::ParcelSupply>
        supply;  ///< in the order of the parcels; a net area of 0 takes a parcel out
    std::span<const double> cost_yuan_per_m2;  ///< one per parcel, of net area
    /// scores[cluster][parcel] in 0…1; NaN: no data, the parcel is not offered to that cluster. Rows by
    /// ClusterId position.
    std::span<const std::vector<double>> scores;
    std::span<const char>
        available;  ///< one per parcel, 0 keeps it out of every site; empty: all are available
    std::span<const char> redevelopment;  ///< one per parcel, 1: cleared and rebuilt; empty: none
    std::span<const ClusterDemand> demand;
    const model::ParcelGraph* graph = nullptr;
    model::SiteRules rules;
    /// How much dearer unfit land counts: a parcel of score 0 counts as (1 + this) times its cost, one of
    /// score 1 as its cost.
    double weight_of_score = 1.0;
    SiteObjective objective = SiteObjective::Cost;
    std::span<const std::uint32_t> centres;  ///< only these parcels may be centres; empty: all
};

struct SitesBudget {
    std::int64_t nodes_per_root = 4000;  ///< branch and bound nodes for one centre parcel
    int rounds = 40;                     ///< pricing rounds of the portfolio
    double target_gap = 1e-3;            ///< stop when reached
    int packing_programs = 100;          ///< linear programs spent on choosing among the sites found
    int neighbourhoods = 60;             ///< parts of the portfolio solved anew
    /// Of the portfolio, as assembly/search/portfolio.h counts it: about a minute on two cores. A city of 22,395 parcels
    /// needs less than a hundredth.
    std::int64_t most_work = 250'000'000;
    std::int64_t proof_nodes = 5000;     ///< a certificate that would need more states a lower bound
};

/// What could not be met, with the rule that binds and the nearest miss.
struct SiteShortfall {
    model::ClusterId cluster;
    int missing_sites = 0;
    double missing_m2 = 0;
    Text reason;
};

struct SitesResult {
    std::vector<model::Site> sites;         ///< by cluster in the order of the demand, then by centre
    std::vector<std::string> certificates;  ///< one JSON Lines text per site
    std::string portfolio_certificate;      ///< JSON Lines; empty when there is no site
    std::vector<SiteShortfall> shortfalls;
    std::vector<Text> notes;     ///< what a reader must know: radius in metres, parcels left out and why
    std::int64_t objective = 0;  ///< yuan, weighted by suitability; of the whole portfolio
    std::int64_t bound = 0;
    double gap = 0;
    model::StopReason stop = model::StopReason::Proved;
    std::vector<std::int64_t>
        price_of_parcel;  ///< yuan: what the portfolio would pay for one more copy of this parcel
};

/// Without demand there are no sites. Throws InputError for contradictory windows, repeated parcel ids and vectors of different lengths.
SitesResult find_sites(const SitesInput& input, const SitesBudget& budget, const Progress& progress);

}  // namespace zonewright::assembly
