// verify --recompute, the part of surfaces: do the published scores of cells, and what they were measured from, come out
// again by a second way?
//
//   surface    the score of a cell, from the measured values, by the value functions and the aggregation as their pages
//              write them (wlc, wpm, owa, topsis, fuzzy, minimum), in double precision
//
// What the scores were measured from: recompute_measures.h. Cells are a sample for each surface, the same for the same
// run. Cost: seconds; for all of a city minutes.
#pragma once

#include <cstdint>

#include "answer/recompute.h"
#include "study/study.h"

namespace zonewright::answer {

/// `sample`: cells of each surface; 0: 5,000. Suitability must have been made.
Recomputation recompute_surfaces(const study::Study& study, const std::filesystem::path& out, std::size_t sample,
                                 std::uint64_t seed, const Progress& progress);

}  // namespace zonewright::answer
