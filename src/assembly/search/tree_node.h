// A node of the search tree: which parcels are taken, which are refused, which are still free. And what
// follows from that by counting alone, before any bound is computed.
#pragma once

#include <cstdint>
#include <vector>

#include "assembly/search/site_problem.h"

namespace zonewright::assembly {

enum class Choice : signed char { Refused = -1, Free = 0, Taken = 1 };

struct TreeNode {
    std::vector<Choice> choice;
    std::int64_t multiplier = -1;  ///< ticks per m² that served the parent; -1: none yet
    std::int64_t bound = 0;        ///< inherited lower bound in ticks
    std::vector<int> path;         ///< +v+1 taken, -v-1 refused; kept only for a certificate
};

struct TakenSums {
    std::int64_t area_m2 = 0, cost = 0;
};

/// Refuses what cannot be in any site below this node: unreachable, too large, of one owner or town too many,
/// too much redevelopment; takes what every remaining place of a shape rule needs. False: there is no site
/// below this node. Every step is sound on its own, so repeating them in any order is. The certificate's
/// verifiers do the same.
class NodeReduction {
public:
    explicit NodeReduction(const SiteProblem& problem) : problem_(problem) {}
    bool reduce(TreeNode& node, TakenSums& sums);

private:
    bool keep_window_and_groups(TreeNode& node, TakenSums& sums);
    bool keep_group(TreeNode& node, const std::vector<int>& group, int limit);
    bool keep_redevelopment(TreeNode& node, const TakenSums& sums);
    bool keep_reachable(TreeNode& node, const TakenSums& sums);
    bool keep_shape(TreeNode& node, bool& changed) const;

    const SiteProblem& problem_;
    std::vector<int> queue_, groups_;
    std::vector<char> seen_;
};

}  // namespace zonewright::assembly
