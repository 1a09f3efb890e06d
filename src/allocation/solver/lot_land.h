// The linear optimum of divisible land once some lots are held: what a node of lot_search.h looks at.
//
// The lots held are taken off the units, the bands, the quotas and the budget, and a cluster begins no lot where neither
// the unit nor the cluster has room for one. The linear program alone lets a cluster nibble at many units; a cluster with
// room for `upper` holds at most floor(upper / lot) further pieces, and of a piece no less begins than its share of the
// most that the cluster can take of the unit. A charge for each of these lots (Lagrange) lowers the bound and keeps it
// valid. Areas in area units (cm²), bounds and charges in value · area unit. Cost: a copy of the problem and a flow
// (tens under a budget): 0.4 ms for 850 units. Errors: none; an empty answer where the lots held go beyond a limit.
// Source: Held and Karp 1971 (the charges).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "base/progress.h"

namespace zonewright::allocation {

struct LotPoint {
    std::vector<Piece> pieces;  ///< by unit, then cluster, lots held included
    std::vector<Piece> small;   ///< those below their lot
    std::vector<double> slack;  ///< per cluster, lots it could still hold less those it begins
    std::int64_t bound = 0;
    Prices prices;
};

class LotLand {
public:
    LotLand(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty)
        : problem_(&problem), limits_(&limits), land_(problem), penalty_(penalty) {
        land_.minimum_site.clear();
        land_.unit_names.clear();
    }

    /// `held`: each once. `charge`: per cluster, of a lot; or empty: none.
    std::optional<LotPoint> solve(std::span<const Options> options, std::span<const UnitCluster> held,
                                  std::span<const std::int64_t> charge, const Progress& progress) const;

private:
    struct Left;
    std::optional<Left> left_of(std::span<const Options> options, std::span<const UnitCluster> held) const;
    void keep_what_holds_a_lot(Left& left) const;
    static std::int64_t charge_lots(std::span<const std::int64_t> charge, Left& left);
    void measure(std::span<const UnitCluster> held, const Left& left, LotPoint& point) const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    AllocationProblem land_;  ///< the problem without lots and names: every node begins with a copy of it
    std::int64_t penalty_;
};

}  // namespace zonewright::allocation
