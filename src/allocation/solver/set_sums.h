// Where the search for one cluster's best set is cut short: a good set, and a bound that knows that units are
// whole.
//
// Both count sums of areas in a few thousand sizes. Cost: `good_set` about 100 items × 4,096 sizes,
// `bound_by_sizes` items that matter × 8,192 sizes: a millisecond or two. Guarantees: a set of good_set keeps
// the band's upper side; the bound is never below the best value; both depend on areas and worths only, not
// on how units are numbered. Source: knapsack by dynamic programming (Bellman 1957); items left out by their
// bound (Ingargiola and Korsh 1973); the core around the end of the fill (Balas and Zemel 1980). Areas in
// area units (cm²), worths of whole units. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solver/unit_set.h"

namespace zonewright::allocation {

/// Positions among the items, ascending. `items` in the order of `order_by_worth`, useful.
std::vector<std::uint32_t> good_set(std::span<const SetItem> items, const Band& band, std::int64_t penalty);

/// No set is worth more than this, or than `known` if that is more.
std::int64_t bound_by_sizes(std::span<const SetItem> items, const Band& band, std::int64_t penalty,
                            const FractionalFill& fill, std::int64_t known);

}  // namespace zonewright::allocation
