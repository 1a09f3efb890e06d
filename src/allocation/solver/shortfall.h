// Which demands cannot be met, by how much, and what would help most?
//
// The least shortfall is that of divisible land: a flow that only counts the shortfall. Units that may go to
// the same clusters under the same quotas are one unit here, so that it costs next to nothing whatever the
// number of units. Guarantees: exact when the limits fit a flow (land_network.h); with a budget or crossing
// places a lower bound; with limits on towns what a short search proves. Whole units can only fall shorter. A
// relief's gain is computed by lifting that one rule and solving again. Source: max-flow min-cut (Ford and
// Fulkerson 1956); Hall's condition for the set of clusters that is short of land. Areas in area units (cm²).
// Errors: InputError as from solve().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/problem.h"
#include "base/progress.h"
#include "model/allocation.h"

namespace zonewright::allocation {

enum class LimitReliefKind {
    PlaceQuota,
    ClusterPlaceQuota,
    Eligibility,
    MinimumSite,
    Forbidden,
    Locked,
    Budget,
    MaximumTowns
};

struct ShortfallRelief {
    LimitReliefKind kind = LimitReliefKind::Eligibility;
    std::optional<std::uint32_t> cluster;
    std::optional<std::uint32_t> place;
    std::int64_t gain = 0;
};

struct ShortfallReport {
    std::int64_t least = 0;  ///< the shortfall however the land is divided
    /// The clusters that are short of land together: their demand exceeds all the land that can reach them.
    std::vector<std::uint32_t> clusters;
    std::int64_t wanted = 0;               ///< their demand
    std::int64_t reachable = 0;            ///< wanted - least, when nothing but land is missing
    std::vector<ShortfallRelief> reliefs;  ///< best first
    std::int64_t beyond_relief = 0;  ///< still missing when all of them are lifted: only more land helps
};

std::int64_t least_shortfall(const AllocationProblem& problem, const Progress& progress);
ShortfallReport explain_shortfall(const AllocationProblem& problem, const Progress& progress);

model::LimitRelief in_model(const AllocationProblem& problem, const ShortfallRelief& relief);

}  // namespace zonewright::allocation
