// The best set of one cluster, exactly, from the items around the end of the fill outwards.
//
// The set that fills the band in the order of worth is changed by one more item at a time, on alternate sides of its
// end: items before it may be left out, items behind it added. Sums that another one is better than in area and worth are
// dropped, and so are those that no further change can bring above the best known; few are left after a few items where
// the worths tell the units apart. Cost: items around the end × sums that are left, cut short after `budget` sums.
// Guarantees: `value` is that of `chosen`; `bound` is never below the best value, and at most `slack` above `value`
// unless the budget ran out; both depend on areas and worths only. Source: Pisinger, A minimal algorithm for the 0-1
// knapsack problem (1997), here with a lower side. Areas in area units (cm²), worths of whole units. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solver/unit_set.h"

namespace zonewright::allocation {

struct CoreSet {
    std::int64_t value = 0;
    std::int64_t bound = 0;
    std::vector<std::uint32_t> chosen;  ///< positions among the items, ascending
};

/// `items` in the order of `order_by_worth`, useful; `fill` is theirs.
CoreSet best_core_set(std::span<const SetItem> items, const Band& band, std::int64_t penalty,
                      const FractionalFill& fill, std::size_t budget, std::int64_t slack);

}  // namespace zonewright::allocation
