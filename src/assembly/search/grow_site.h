// A good site quickly and without proof: grow from the centre, then drop and swap single parcels.
// Growing adds the parcel of least unit cost beside the site until the area is reached; it is also what most
// tools stop at, and so the yardstick of the benchmarks. Cost: O(n · edges) to grow, O(n² · edges) a round of
// swaps.
#pragma once

#include <optional>
#include <vector>

#include "assembly/search/site_problem.h"

namespace zonewright::assembly {

/// How a parcel beside the site is judged: by its cost per m², or per m² of what is still missing.
enum class GrowBy { UnitCost, MissingArea };

/// Ascending nodes inside the window, or nothing when growth gets stuck. Looks at window and connection only.
std::optional<std::vector<int>> grow_site(const SiteProblem& problem, GrowBy by = GrowBy::UnitCost);

/// Drops what is not needed and swaps one for one while that is cheaper; keeps every rule of the problem.
void improve_site(const SiteProblem& problem, std::vector<int>& nodes);

/// Grown, then improved when it keeps every rule; nothing when growth fails or breaks one.
std::optional<std::vector<int>> good_site(const SiteProblem& problem, GrowBy by = GrowBy::UnitCost);

}  // namespace zonewright::assembly
