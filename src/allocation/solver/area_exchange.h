// Can a few area units change places to gain? The last step for divisible land, where whole area units keep
// an answer short of the linear optimum.
//
// A step moves some of one unit's land to another option, and some of another unit's land so that the limits
// hold again; the moves that cost least at the prices are tried in pairs, by one area unit, by all that fits
// and by what the limits need. Areas in area units (cm²). Cost: about 50² pairs for a round, a round for
// every gain. Guarantees: upper sides hold, never worse, deterministic. Not for lots, exclusive sets and town
// limits. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"

namespace zonewright::allocation {

/// `units`: those whose land may move, ascending.
std::vector<Piece> exchanged(const AllocationProblem& problem, const Limits& limits,
                             std::span<const Options> options, const Prices& prices, std::int64_t penalty,
                             std::span<const std::uint32_t> units, std::vector<Piece> pieces);

}  // namespace zonewright::allocation
