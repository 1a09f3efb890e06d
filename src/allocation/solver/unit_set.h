// Which whole units should one cluster take, when every unit has its own worth to it? A knapsack with a band:
// at most `upper`, and what is missing from `lower` costs `penalty` per area unit.
//
// Method: sums of areas from the end of the fill outwards (core_states.h), which is exact as a rule; where those become
// too many, depth-first over the units by worth per area, with the fractional fill as bound, and a bound from sums of
// rounded areas (set_sums.h). Cost: the sort, then some thousand sums; microseconds where the worths tell the units apart.
// Guarantees: `value` is that of `chosen`, exactly; `bound` is never below the best value, and equal to it
// unless the node budget ran out or slack was given. Deterministic. Source: Dantzig 1957; Horowitz and Sahni 1974. Areas in area
// units (cm²), worths of whole units. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "allocation/solver/problem.h"

namespace zonewright::allocation {

/// Sums in doubles are off by far less than this share of their size; bounds are raised by it.
inline constexpr double sum_rounding = 1e-11;

struct SetItem {
    std::uint32_t unit = 0;
    std::int64_t area = 0;
    std::int64_t worth = 0;  ///< of the whole unit; may be negative
};

struct UnitSet {
    std::int64_t value = 0;
    std::int64_t bound = 0;
    std::vector<std::uint32_t> chosen;  ///< units, ascending
};

/// The fractional fill of a band: what free choice among divisible items would be worth at most. Items in the
/// order of `order_by_worth`, and useful.
class FractionalFill {
public:
    FractionalFill(std::span<const SetItem> ordered, const Band& band, std::int64_t penalty);
    /// At least what items from `first` on can add to a set that has `area` already, less the shortfall then.
    double bound(std::size_t first, double area) const;
    /// At least what a set of so much area is worth, whatever it falls short of.
    double worth_of(double area) const { return filled(0, positive_, area); }

private:
    double filled(std::size_t first, std::size_t last, double room) const;

    std::span<const SetItem> items_;
    double lower_, upper_, penalty_;
    std::size_t positive_ = 0;          ///< items before this one are worth something by themselves
    std::vector<double> area_, worth_;  ///< sums before each item
};

/// Worth per area, best first, then the larger: what the bound of a search cut short is may not depend on how
/// the units are numbered, or nobody could recompute it.
void order_by_worth(std::vector<SetItem>& items);

/// Drops items that no best set needs: too large, or worth less than the shortfall without them. What is left
/// must be useful, or a fractional fill that has to take it would not be a bound.
void keep_useful(std::vector<SetItem>& items, const Band& band, std::int64_t penalty);

/// `items` lie in any order; those that cannot help are ignored. The band is what is left of it for them. A set that may
/// be `slack` short of the best is good enough; its bound says so.
UnitSet best_set(std::vector<SetItem> items, const Band& band, std::int64_t penalty, std::size_t node_budget,
                 std::int64_t slack = 0);

}  // namespace zonewright::allocation
