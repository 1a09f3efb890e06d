// Which town fits which industry? (三(五) 市和镇街联动：资源禀赋、比较优势)
//
// For every pair of a town and a cluster: is the town listed by the plan, and through which place; how much net land is on
// offer there and how much of it is suitable, by size; how its parcels are spread over the classes of suitability; the
// sites assembled for the cluster; how specialised the town is (location quotient of enterprises and of output); who leads
// and supplies there; what is missing. A town that is strong and not listed, and one that is listed without land, are
// called out. Towns whose best industries are the same are groups (错位发展: they will compete).
//
//   location quotient = (e_tc / e_t) / (E_c / E); e: enterprises (or output) of the town, E: of the city. An enterprise of
//   several clusters counts for each; the totals count it once.
//   best industries of a town: those with the highest mean score of its net land on offer, weighted by area; ties in plan
//   order. A town without land on offer has none.
//
// Land suitable for several clusters counts for each: figures of different clusters must not be added up. Areas are net
// and statutory, coordinates metres on the study's plane. O(parcels × clusters + enterprises + towns × zones overlays).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/parcel.h"
#include "model/plan.h"
#include "model/site.h"
#include "model/size_structure.h"
#include "model/study_definition.h"
#include "model/suitability.h"
#include "model/supply.h"
#include "model/territory.h"
#include "model/town.h"
#include "planning/enterprises.h"

namespace zonewright::planning {

/// From layers/rules/matching.toml.
struct MatchingRules {
    double strong_quotient = 0;     ///< from this location quotient on a town is specialised
    int fewest_enterprises = 0;     ///< with fewer of the cluster the quotient says nothing
    double strong_score = 0;        ///< from this mean score on its land is strong
    double least_land_mu = 0;       ///< less suitable land than this is none
    int best_industries = 0;        ///< how many are compared between towns
    double listed_share = 0;        ///< of the town within zones of the cluster, from where on it is listed through land
};

struct ScoreBand {
    std::string id;
    double from = 0;
};

struct MatchingInput {
    const model::Plan& plan;
    std::span<const model::Town> towns;
    const model::ZoneMap& zones;
    const std::vector<model::Parcel>& parcels;
    const model::SupplyStatement& statement;
    const model::Suitability& suitability;
    std::span<const model::Site> sites;
    std::span<const model::Demand> demand;
    std::span<const Enterprise> enterprises;
    std::span<const model::SizeClass> sizes;   ///< ascending
    std::span<const ScoreBand> bands;          ///< best first
    double least_score = 0;                    ///< from where on land is suitable
    bool has_enterprises = false;              ///< a source of the role is there
    MatchingRules rules;
};

struct SizedLand {
    int parcels = 0;
    Area net;
};

struct TownClusterPair {
    std::size_t town = 0;
    model::ClusterId cluster;
    model::Listing listing = model::Listing::NotListed;
    std::vector<model::PlaceId> through;  ///< places of the cluster that are, hold, or overlap the town
    Area offered, suitable;               ///< net land on offer; of it suitable
    std::vector<SizedLand> suitable_by_size;  ///< one for each size class
    std::vector<SizedLand> by_band;           ///< land on offer, one for each band; the last: excluded or without data
    std::optional<double> mean_score;         ///< of the land on offer, weighted by net area
    Area largest_parcel;                      ///< suitable
    std::vector<std::size_t> sites;           ///< of the cluster in the town, best score first
    int enterprises = 0, leaders = 0, suppliers = 0;
    double output_yuan = 0;
    std::optional<double> quotient, output_quotient;  ///< nothing: no enterprises on record
    std::vector<Text> missing;
    bool strong_not_listed = false;
    bool listed_without_land = false;
};

/// Towns whose best industries are the same set.
struct CoincidingTowns {
    std::vector<model::ClusterId> industries;  ///< in plan order
    std::vector<std::size_t> towns;            ///< at least two
};

struct Matching {
    std::vector<TownClusterPair> pairs;                        ///< town by town, clusters in plan order
    std::vector<std::vector<model::ClusterId>> best_of_town;   ///< best first
    std::vector<CoincidingTowns> coinciding;
    const TownClusterPair& of(std::size_t town, model::ClusterId cluster, std::size_t clusters) const {
        return pairs.at(town * clusters + cluster.index());
    }
};

Matching match_towns(const MatchingInput& input, const Progress& progress);

}  // namespace zonewright::planning
