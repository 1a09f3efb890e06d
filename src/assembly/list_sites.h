// Which sites are good enough at all? Every feasible site whose score reaches a threshold, up to a limit.
//
// A site's score is the area-weighted mean of its parcels' scores, so "score >= S" is the linear rule Σ area
// · (S - score)
// <= 0, and the bounds of the search prune by it. A set that several centres allow is listed once. Cost:
// exponential in the window; the limit and the node budget end it, and the answer says which of them did.
#pragma once

#include <cstdint>
#include <vector>

#include "assembly/find_sites.h"

namespace zonewright::assembly {

enum class ListEnd { All, Limit, NodeBudget };

struct SiteList {
    std::vector<model::Site> sites;  ///< best score first, ties by id
    ListEnd end = ListEnd::All;      ///< All: there are no others
    std::vector<Text> notes;
};

/// The sites of `input.demand[0]`; its count is not looked at. `nodes_per_centre` bounds the search of each
/// centre.
SiteList list_sites(const SitesInput& input, double least_score, std::size_t limit,
                    std::int64_t nodes_per_centre, const Progress& progress);

}  // namespace zonewright::assembly
