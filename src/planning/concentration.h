// Where do values pile up? Local statistics over neighbours within a distance, with permutation tests.
//
//   Getis-Ord Gi*   z of the sum over a place and its neighbours, binary weights (Ord & Getis 1995, eq. 14.3 with the
//                   place itself; deviation with divisor n). Above 0 high values gather, below 0 low ones.
//   local Moran     I_i = z_i / m2 · mean of z over the neighbours, m2 = Σz²/n (Anselin 1995, row-standardised).
//   p               conditional permutation: the value of the place stays, those of its neighbours are drawn from all
//                   others without replacement, `permutations` times from a stream of its own of the stated seed;
//                   p = (draws at least as extreme on the side observed + 1) / (permutations + 1). One-sided, never 0.
//   Clark-Evans     mean distance to the nearest neighbour over what a random scatter of the same density would have;
//                   below 1 clustered, above 1 dispersed; z after Clark & Evans 1954, without edge correction, so that
//                   clustering is a little understated.
//
// A place without a neighbour has no Moran, and its p is 1; where all values are equal nothing is defined and every figure
// is NaN. The result does not depend on the number of threads. Cost: O(n · neighbours · permutations).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"

namespace zonewright::planning {

/// Positions of the others within the distance, ascending, for each point; the point itself is not among them.
using NeighbourLists = std::vector<std::vector<std::uint32_t>>;
NeighbourLists neighbours_within(std::span<const geom::Point> points, double distance_m);

struct PermutationTest {
    std::uint64_t seed = 1;
    int permutations = 999;
};

struct LocalStatistic {
    double value = 0;  ///< Gi*: z; Moran: I
    double p = 1;
};

std::vector<LocalStatistic> getis_ord_star(std::span<const double> values, const NeighbourLists& neighbours,
                                           const PermutationTest& test, const Progress& progress);

enum class MoranKind { HighHigh, LowLow, HighLow, LowHigh, None };
struct LocalMoran : LocalStatistic {
    MoranKind kind = MoranKind::None;  ///< the place and its neighbours, each against the mean
};
std::vector<LocalMoran> local_moran(std::span<const double> values, const NeighbourLists& neighbours,
                                    const PermutationTest& test, const Progress& progress);

struct NearestNeighbours {
    std::size_t points = 0;
    double mean_m = 0, expected_m = 0, ratio = 0, z = 0;  ///< NaN for fewer than two points
};
NearestNeighbours nearest_neighbours(std::span<const geom::Point> points, double area_m2);

}  // namespace zonewright::planning
