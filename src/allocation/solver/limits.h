// Every band of the problem in one list, and which bands a (unit, cluster) pair counts towards.
//
// Order: one limit per cluster, then the quotas as given, then the budget. A price per limit is a full
// certificate:
//   bound(y) = sum_i area(i) · max(0, max_j value(i,j) − sum of y·weight over the limits of (i,j))
//            + sum_l (y_l > 0 ? y_l·upper_l : y_l·lower_l)            with −penalty <= y_l
// is at least the objective of every allocation, whatever the prices are (weak duality).
// Areas in area units (cm²), the budget in yuan · cm²/m². Cost: a pass over the quotas. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "allocation/solver/problem.h"

namespace zonewright::allocation {

enum class LimitKind { Cluster, Place, ClusterPlace, Budget };

struct Limit {
    LimitKind kind = LimitKind::Cluster;
    std::optional<std::uint32_t> cluster;
    std::optional<std::uint32_t> place;
    Band band;
};

class Limits {
public:
    explicit Limits(const AllocationProblem& problem);

    std::size_t size() const { return limits_.size(); }
    const Limit& operator[](std::size_t limit) const { return limits_[limit]; }
    std::optional<std::size_t> budget() const { return budget_; }

    /// Quotas (as limit numbers) of the places that the unit lies in, for whichever cluster; ascending.
    std::span<const std::uint32_t> quotas_of(std::size_t unit) const {
        return {quota_list_.data() + quota_start_[unit], quota_list_.data() + quota_start_[unit + 1]};
    }
    /// Calls visit(limit) for every limit in area that unit-to-cluster counts towards (not the budget).
    template <typename Visit>
    void for_each(std::size_t unit, std::size_t cluster, const Visit& visit) const {
        visit(static_cast<std::uint32_t>(cluster));
        for (const std::uint32_t quota : quotas_of(unit))
            if (!limits_[quota].cluster || *limits_[quota].cluster == cluster) visit(quota);
    }

private:
    std::vector<Limit> limits_;
    std::vector<std::uint32_t> quota_start_;
    std::vector<std::uint32_t> quota_list_;
    std::optional<std::size_t> budget_;
};

/// Which clusters each unit may go to once eligibility, locks, forbidden pairs and smallest sites are
/// applied. A locked unit may go to its cluster only and may not stay idle.
class Choices {
public:
    explicit Choices(const AllocationProblem& problem);

    bool allowed(std::size_t unit, std::size_t cluster) const;
    /// The cluster that the unit is locked to.
    std::optional<std::uint32_t> lock_of(std::size_t unit) const;

private:
    const AllocationProblem* problem_;
    std::vector<UnitCluster> locked_;     ///< by unit
    std::vector<UnitCluster> forbidden_;  ///< by unit, cluster
};

}  // namespace zonewright::allocation
