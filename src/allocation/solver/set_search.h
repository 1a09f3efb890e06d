// Is there anything better, for few whole units? Branch and bound with every cluster's best sets as bound.
//
// Best bound first, diving into the most promising child; a node improves its parent's unit prices for a few
// rounds, excludes options by what they cost there, and branches on the unit that the clusters disagree about
// most. Cost: `rounds` evaluations of set_relaxation.h for each node. Stops by nodes, never by the clock.
// Guarantees: `bound` is at least the objective of every allocation when the search ends, whyever it ends.
// Town limits are no part of the bound; they exclude options (tree_state.h) and decide what counts as found.
// Bounds in value · area unit. Errors: none.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "allocation/solver/search.h"
#include "allocation/solver/set_relaxation.h"

namespace zonewright::allocation {

/// A way to make an allocation from what the clusters picked; `thorough` asks for more than rounding.
using SetIncumbent =
    std::function<void(std::span<const Options> options, const SetPoint& point, bool thorough)>;

struct SetSearchInput {
    const AllocationProblem* problem = nullptr;
    const Limits* limits = nullptr;
    const SetRelaxation* relaxation = nullptr;
    std::vector<Options> root;
    SetDescent at_root;
    const std::int64_t* best = nullptr;    ///< best known objective, kept up to date by the incumbent
    const std::int64_t* weight = nullptr;  ///< what the gap is measured against
};

SearchResult search_sets(const SetSearchInput& input, const SearchOptions& options,
                         const SetIncumbent& incumbent, const Progress& progress);

}  // namespace zonewright::allocation
