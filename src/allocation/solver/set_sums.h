// Where the search for one cluster's best set is cut short: a bound that knows that units are whole.
//
// It counts sums of areas in a few thousand sizes. Cost: items that matter × 8,192 sizes: a millisecond or two.
// Guarantees: never below the best value; depends on areas and worths only, not on how units are numbered. Source:
// knapsack by dynamic programming (Bellman 1957); items left out by their bound (Ingargiola and Korsh 1973). Areas in
// area units (cm²), worths of whole units. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solver/unit_set.h"

namespace zonewright::allocation {

/// No set is worth more than this, or than `known` if that is more.
std::int64_t bound_by_sizes(std::span<const SetItem> items, const Band& band, std::int64_t penalty,
                            const FractionalFill& fill, std::int64_t known);

}  // namespace zonewright::allocation
