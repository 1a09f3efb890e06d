// Pieces of divisible land from a relaxed answer, made to keep what the flow does not: side limits, exclusive
// sets, smallest sites. What is taken away for that is offered again wherever there is room. Cost: a sort of
// the pieces. Areas in area units (cm²). Guarantees: every hard limit holds; no bound. Errors: none.
#pragma once

#include <span>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/relaxation.h"

namespace zonewright::allocation {

/// By unit, then cluster; one piece for each pair, none that is empty.
std::vector<Piece> joined(std::vector<Piece> pieces);

/// The shares of the relaxed answer as they are.
std::vector<Piece> pieces_of(const AllocationProblem& problem, const Relaxed& relaxed);

/// Pieces that keep every upper side, with what is left given where there is room, and then area exchanged
/// between `units` (and land that is left) as long as that gains.
std::vector<Piece> completed_pieces(const AllocationProblem& problem, const Limits& limits,
                                    std::span<const Options> options, const Prices& prices,
                                    std::vector<Piece> pieces);

std::vector<Piece> feasible_pieces(const AllocationProblem& problem, const Limits& limits,
                                   std::span<const Options> options, const Relaxed& relaxed);

}  // namespace zonewright::allocation
