// Which non-negative numbers, adding up to one, mix a few columns best within a few bands? A small dense
// linear program.
//
//   maximise  sum_k gain(k)·w(k) − sum_r (over_cost·over(r) + under_cost·under(r))
//   so that   sum w = 1,  lower(r) − under(r) <= sum_k use(k,r)·w(k) <= upper(r) + over(r)
// Method: primal simplex on a dense tableau, the largest gain first, by Bland's rule once it is slow. Cost:
// (2·rows + 1) × (columns + 4·rows) for a step; a handful of steps for a handful of rows. Accuracy: that of
// long double; callers recompute what has to be exact. Errors: none. Source: Dantzig 1951; Bland 1977.
#pragma once

#include <cstddef>
#include <vector>

namespace zonewright::allocation {

struct MixRow {
    bool has_lower = false, has_upper = false;
    long double lower = 0, upper = 0;
    long double over_cost = 0;     ///< per unit beyond `upper`
    long double under_cost = 0;    ///< per unit below `lower`
    std::vector<long double> use;  ///< per column
};

struct Mix {
    std::vector<long double> weights;  ///< per column, at most rows + 1 of them positive
    std::vector<long double> prices;   ///< per row: positive where `upper` binds, negative where `lower` does
    long double value = 0;
};

Mix best_mix(const std::vector<long double>& gains, const std::vector<MixRow>& rows);

}  // namespace zonewright::allocation
