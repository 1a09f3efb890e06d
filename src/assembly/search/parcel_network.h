// The parcels of a city as numbers: areas, owners, towns, points and links; and the rooted problems cut out
// of them.
//
// The radius rule: every parcel of a site has its point within R of the point of the centre parcel. R follows
// from the rule's `shape`: the largest site fills that share of the circle, R = sqrt(max area / (π · shape)).
// It keeps sites compact and is what makes proofs cheap: a city becomes one small problem per centre. Points
// are whole centimetres, so whether a parcel is inside is exact and can be checked by anyone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assembly/search/site_problem.h"
#include "model/parcel.h"
#include "model/site.h"

namespace zonewright::assembly {

struct ParcelNetwork {
    std::vector<std::int64_t> x_cm, y_cm;  ///< centroid relative to the south-west corner of all parcels
    std::vector<std::int64_t> area_m2;     ///< net, rounded down; 0: in no site
    std::vector<int> owner, town;
    std::vector<char> redevelopment;
    std::vector<std::uint32_t> first_neighbour, neighbour;

    std::size_t size() const { return area_m2.size(); }
    std::span<const std::uint32_t> neighbours(std::size_t parcel) const {
        return std::span(neighbour).subspan(first_neighbour[parcel],
                                            first_neighbour[parcel + 1] - first_neighbour[parcel]);
    }
    void set_links(std::span<const std::pair<std::uint32_t, std::uint32_t>> links);
};

/// What a site must keep; one of these per cluster.
struct SiteRule {
    std::int64_t minimum_site_m2 = 0, maximum_site_m2 = 0;
    std::int64_t radius_cm = 0;  ///< 0: no radius rule
    SiteLimits limits;
};

/// R of the largest site and a shape; 0 for shape 0. Rounded down to a centimetre.
std::int64_t radius_cm_of(std::int64_t maximum_site_m2, double shape);

/// Cuts rooted problems; keeps its buffers. One per thread.
class ProblemCutter {
public:
    explicit ProblemCutter(const ParcelNetwork& network) : network_(network), local_(network.size(), -1) {}

    /// Parcels reachable from the centre inside its circle; those with `closed` set, without area or larger
    /// than the window are left out. Node order: the centre, then breadth first. Costs are left empty.
    SiteProblem cut(std::uint32_t centre, const SiteRule& rule, std::span<const char> closed);

private:
    const ParcelNetwork& network_;
    std::vector<int> local_;
};

}  // namespace zonewright::assembly
