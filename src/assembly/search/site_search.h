// The cheapest site around one centre, with proof: branch and bound over "this parcel in, this parcel out".
//
// At each tree node: what counting excludes (tree_node.h), the Lagrangian bound with dual ascent
// (lagrangian_bound.h), then fixing: a parcel is out when even the cheapest way to it in reduced costs lifts
// the bound to the best site known. Branching tries a few parcels both ways (branch_choice.h). A short
// depth-first dive finds a good site, then best bound first. The budget counts tree nodes; the site at the
// budget is feasible and the lower bound true. Guarantee: exact in integers; the same answer on every
// machine.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "assembly/search/lagrangian_bound.h"
#include "assembly/search/site_problem.h"
#include "assembly/search/tree_node.h"

namespace zonewright::assembly {

/// One node of a proof, as a certificate needs it.
struct ProofNode {
    std::vector<int> path;  ///< +v+1 taken, -v-1 refused
    struct Round {
        std::int64_t multiplier = 0;
        std::vector<Cut> cuts;
    };
    std::vector<Round> rounds;
    int branch = -1;
};

struct SearchOptions {
    std::int64_t node_budget = 20000;
    std::int64_t dive_nodes = 400;
    /// Only sites cheaper than this count.
    std::int64_t upper = unreachable;
    /// A rule that is tested on finished sets only (ascending nodes); the search goes on after each refused
    /// one.
    std::function<bool(std::span<const int>)> accept;
    /// Called with each node of the tree: the material of a certificate.
    std::function<void(const ProofNode&)> record;
};

struct SearchResult {
    std::optional<std::vector<int>> nodes;  ///< the best site below `upper`, ascending
    std::int64_t cost = unreachable;        ///< of that site, or `upper`
    /// No site under the same rules costs less than this; equals `cost` when proved.
    std::int64_t lower = unreachable;
    std::int64_t tree_nodes = 0;
    std::int64_t multiplier = 0;  ///< ticks per m² at the margin, from the bound at the root
    std::int64_t root_bound = -unreachable;
    bool proved() const { return lower >= cost; }
};

SearchResult search_site(const SiteProblem& problem, const SearchOptions& options);

}  // namespace zonewright::assembly
