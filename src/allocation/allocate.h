// Which site or parcel goes to which cluster? The entry for the study: nouns of the model in,
// model::Allocation out.
//
// Demand is a band: at least Demand::area_m2, at most (1 + Scenario::band) times that. What cannot be met is
// a shortfall, never an exception, and is explained (Allocation::reliefs). A unit without a score for a
// cluster (NaN, no data) or that is not admissible is never given to it. Cost: see solve.h; hundreds of sites
// in seconds to a stated gap of about 1 %, 100,000 parcels in seconds to a small gap. Guarantees: the order
// of the units plays no part (ties are broken by id); the same input gives the same answer at any number of
// threads. Throws InputError on contradictions (two locks on one unit, unknown ids, negative scores …). Areas
// as model::Area, values in score × cm².
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "allocation/solver/problem.h"
#include "base/progress.h"
#include "model/allocation.h"
#include "model/offered_unit.h"
#include "model/plan.h"
#include "model/scenario.h"
#include "model/study_definition.h"

namespace zonewright::allocation {

using model::OfferedUnit;

/// Two offered units that face each other; for the neighbourhood term.
struct Neighbours {
    std::uint32_t a = 0, b = 0;
};

/// Land that a constraint takes from the offered units: what lifting it would bring.
struct LiftedConstraint {
    std::string id;
    std::vector<Area> gain;  ///< per unit
};

struct AllocationInput {
    const model::Plan* plan = nullptr;
    std::vector<OfferedUnit> units;
    std::vector<double> scores;          ///< units × plan.clusters, row by row, 0…1; NaN: no data
    std::vector<model::Demand> demands;  ///< clusters without one get no land
    std::vector<Neighbours> neighbours;
    std::vector<LiftedConstraint> lifted;  ///< only looked at to explain a shortfall
    model::Scenario scenario;
    std::string weights;  ///< id of the weight set behind the scores
};

model::Allocation allocate(const AllocationInput& input, const Progress& progress);

/// The same units under several sets of scores: what does not depend on the scores is prepared once, and each
/// answer starts from the prices of the one before. `scores[w]` belongs to weight set `weights[w]`.
std::vector<model::Allocation> allocate_for_weights(const AllocationInput& input,
                                                    std::span<const std::string> weights,
                                                    std::span<const std::vector<double>> scores,
                                                    const Progress& progress);

/// The problem in integers that allocate() solves.
AllocationProblem problem_of(const AllocationInput& input);

}  // namespace zonewright::allocation
