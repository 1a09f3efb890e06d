// Which lots should each cluster hold, where land may be split but no piece may be smaller than a lot?
//
// What makes it hard is whether a cluster holds a lot of a unit at all: once that is decided the rest is the
// linear program of flow_combination.h. So a tree over these decisions: at every node the linear optimum of
// what is left, with the lots already held taken off the units, the bands, the quotas and the budget; a piece
// smaller than its lot is decided either way. Its bound is the linear one (prices.h) plus the worth of the
// lots held, so it is valid whenever the tree ends. What
// begins a lot is charged (lot_land.h), at the prices that bound the root and then the node best; which piece is decided
// follows from what both its sides promise.
// Before the tree, neighbourhoods of the best allocation
// known: a few clusters, or the clusters on a few units, choose their lots anew while all others keep theirs
// (only how much lies in each may change). For divisible land with `minimum_site`, without exclusive sets,
// towns and neighbours. Areas in area units (cm²), bounds in value · area unit. Cost: a node is a linear
// program over the units still open (tens of flows under a budget, one without). Guarantees: stops by nodes,
// never by the clock; what is drawn is drawn from a fixed seed. Errors: none. Source: Land and Doig 1960 (the
// tree); Held and Karp 1971 (the charges); Danna, Rothberg, Le Pape 2005 (neighbourhoods of the best known).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/search.h"
#include "base/progress.h"

namespace zonewright::allocation {

bool has_lots_to_search(const AllocationProblem& problem);

/// The best allocation so far, and how another one is offered for it.
struct LotIncumbent {
    std::function<std::int64_t()> objective;
    std::function<std::vector<Piece>()> pieces;
    std::function<void(std::vector<Piece>)> offer;
};

struct LotSearchInput {
    const AllocationProblem* problem;
    const Limits* limits;
    std::vector<Options> options;  ///< per unit
    std::int64_t penalty;
    std::int64_t bound;  ///< holds already; the result's is never above it
};

/// Node budget and gap target are taken from `settings`; the budget is for a hundred units that are open.
SearchResult search_lots(const LotSearchInput& input, const SolveOptions& settings,
                         const LotIncumbent& incumbent, const Progress& progress);

}  // namespace zonewright::allocation
