// Where do the enterprises of a cluster gather, and where near a leader is land that could take its suppliers?
//
// Enterprises are counted in squares over the city (layers/rules/chains.toml); squares whose centres are within the band are
// neighbours. Hot squares: Gi* above 0 and p up to the significance; clusters of high counts: local Moran high-high and
// significant. Many squares are tested at once: one in twenty is significant by chance at p ≤ 0.05, so a single square
// proves nothing, a patch of them does. Coordinates are metres on the study's plane. Cost: O(squares · neighbours ·
// permutations) for each cluster.
#pragma once

#include <span>
#include <vector>

#include "base/progress.h"
#include "base/units.h"
#include "model/parcel.h"
#include "model/suitability.h"
#include "model/supply.h"
#include "model/town.h"
#include "planning/concentration.h"
#include "planning/enterprises.h"

namespace zonewright::planning {

struct ChainRules {
    double cell_m = 0, band_m = 0;
    PermutationTest test;
    double significance = 0;
    double near_leader_m = 0;
};

/// The squares of the city: those whose centre lies in a town, and those at its edge that hold an enterprise.
struct CountingSquares {
    double side_m = 0;
    std::vector<geom::Point> centres;
    std::vector<std::size_t> town;  ///< of each centre
    NeighbourLists neighbours;
};
CountingSquares counting_squares(const TownLookup& lookup, const geom::Box& city,
                                 std::span<const Enterprise> enterprises, double side_m, double band_m);

struct SquareFigures {
    std::size_t square = 0;
    int enterprises = 0;
    LocalStatistic hot;
    LocalMoran moran;
};

struct LeaderSurroundings {
    std::size_t leader = 0;  ///< position among the enterprises
    int suppliers = 0;       ///< first tier of the same cluster within reach
    int parcels = 0;         ///< suitable, on offer, within reach
    Area suitable, largest;
};

struct ClusterChain {
    model::ClusterId cluster;
    int enterprises = 0, leaders = 0, first_tier = 0;  ///< in the city, as all that follows
    int outside_city = 0;                              ///< of the cluster, and counted nowhere else
    std::vector<std::pair<std::string, int>> tiers;  ///< 专精特新, by tier; only those that occur
    NearestNeighbours scatter;
    std::vector<SquareFigures> squares;  ///< with an enterprise, or significant
    std::size_t hot_squares = 0, high_high = 0;
    std::vector<LeaderSurroundings> leading;
};

struct ChainInput {
    const model::Plan& plan;
    std::span<const Enterprise> enterprises;
    const CountingSquares& squares;
    const std::vector<model::Parcel>& parcels;
    const model::SupplyStatement& statement;
    const model::Suitability& suitability;
    double least_score = 0, city_m2 = 0;
    ChainRules rules;
};

ClusterChain chain_of(const ChainInput& input, model::ClusterId cluster, const Progress& progress);

}  // namespace zonewright::planning
