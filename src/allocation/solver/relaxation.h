// How good can an allocation be at most? Divisible land under every limit that fits a flow, exactly; prices
// keep the rest.
//
// Side limits (places that cross others, the budget), exclusive sets and the sides of the neighbourhood are
// charged at fixed prices ("multipliers") and the flow is solved exactly on what remains: the bound is valid
// for any multipliers. With none of these the flow is the linear relaxation itself, and so is its optimum.
// Areas in area units (cm²), worth in 1/scale of a value per area unit. Cost: a flow (flow.h) and one pass
// over units × clusters. Errors: none; a network without a flow is said in Relaxed::feasible.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solver/flow.h"
#include "allocation/solver/land_network.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "base/progress.h"

namespace zonewright::allocation {

struct Relaxed {
    std::vector<std::uint16_t>
        option;  ///< per unit: where its largest share goes (a cluster, or cluster_count: idle)
    std::vector<FlowShare> shares;    ///< of the units that are split
    Prices prices;                    ///< of all limits
    std::vector<std::int64_t> nodes;  ///< prices of the flow's nodes, to start the next one from
    std::int64_t bound = 0;
    bool feasible = true;  ///< false: even divisible land cannot keep the hard limits
};

class Relaxation {
public:
    Relaxation(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty);

    /// True when the flow keeps everything that the problem asks for divisible land: then the bound is the
    /// optimum.
    bool is_whole() const;
    const std::vector<std::uint32_t>& side_limits() const { return network_.side_limits(); }
    const LandNetwork& network() const { return network_; }
    /// Divisible land under side limits and nothing else that a flow cannot keep: prices are as fine as
    /// their bounds allow (magnitude.h), so that rounding them costs less than an area unit.
    bool is_fine() const { return fine_; }
    /// Multipliers that charge nothing.
    Prices free_multipliers() const;

    /// `multipliers`: prices of what the flow does not keep; its limit prices for the others must be 0.
    /// `start`: node prices of an earlier result, or empty.
    Relaxed solve(std::span<const Options> options, const Prices& multipliers,
                  std::span<const std::int64_t> start, const Progress& progress) const;

    /// Nothing but what is decided already, and the bound of prices that charge nothing: where no flow
    /// exists.
    Relaxed at_rest(std::span<const Options> options) const;

private:
    template <typename Value>
    Relaxed solve_as(std::span<const Options> options, const Prices& multipliers,
                     std::span<const std::int64_t> start, const Progress& progress) const;
    std::int64_t fine_scale() const;
    std::vector<std::int64_t> land_that_counts(std::span<const Options> options) const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::int64_t penalty_;
    LandNetwork network_;
    bool fine_ = false;
    std::int64_t scale_ = 1;
};

}  // namespace zonewright::allocation
