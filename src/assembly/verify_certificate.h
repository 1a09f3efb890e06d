// Is this certificate true? Checks instance, sites and proof from the file alone.
// Shares no code with the search: it reads the text, redoes every step in integers and trusts nothing but the
// input numbers. Cost: seconds for a city's portfolio; linear in the file for the trees.
// Errors: none are thrown for a false certificate; what is wrong stands in the result.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/language.h"

namespace zonewright::assembly {

struct Verification {
    bool holds = false;
    Text fault;  ///< the first thing that is wrong; empty when it holds
    std::string kind;
    std::int64_t objective = 0, bound = 0;  ///< ticks
    std::size_t parcels = 0, sites = 0, centres = 0, trees = 0, tree_nodes = 0;
    double gap() const {
        return objective != 0 ? static_cast<double>(objective - bound) /
                                    static_cast<double>(objective < 0 ? -objective : objective)
                              : 0;
    }
};

Verification verify_certificate(std::string_view text);

}  // namespace zonewright::assembly
