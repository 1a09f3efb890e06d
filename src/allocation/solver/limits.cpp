#include "allocation/solver/limits.h"

#include <algorithm>

namespace zonewright::allocation {

Limits::Limits(const AllocationProblem& problem) : quota_start_(problem.unit_count() + 1, 0) {
    for (std::uint32_t cluster = 0; cluster < problem.cluster_count(); ++cluster)
        limits_.push_back({LimitKind::Cluster, cluster, std::nullopt, problem.demand[cluster]});
    const auto first_quota = static_cast<std::uint32_t>(limits_.size());
    for (const Quota& quota : problem.quotas) {
        const LimitKind kind = quota.cluster ? LimitKind::ClusterPlace : LimitKind::Place;
        limits_.push_back({kind, quota.cluster, quota.place, quota.band});
        for (const std::uint32_t unit : problem.places[quota.place].units) ++quota_start_[unit + 1];
    }
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        quota_start_[unit + 1] += quota_start_[unit];
    quota_list_.resize(quota_start_.back());
    std::vector<std::uint32_t> next(quota_start_.begin(), quota_start_.end() - 1);
    for (std::uint32_t q = 0; q < problem.quotas.size(); ++q)
        for (const std::uint32_t unit : problem.places[problem.quotas[q].place].units)
            quota_list_[next[unit]++] = first_quota + q;
    if (!problem.budget) return;
    budget_ = limits_.size();
    limits_.push_back({LimitKind::Budget, std::nullopt, std::nullopt, {0, problem.budget->limit}});
}

Choices::Choices(const AllocationProblem& problem)
    : problem_(&problem), locked_(problem.locked), forbidden_(problem.forbidden) {
    std::sort(locked_.begin(), locked_.end());
    std::sort(forbidden_.begin(), forbidden_.end());
}

std::optional<std::uint32_t> Choices::lock_of(std::size_t unit) const {
    const auto found =
        std::lower_bound(locked_.begin(), locked_.end(), UnitCluster{static_cast<std::uint32_t>(unit), 0});
    if (found == locked_.end() || found->unit != unit) return std::nullopt;
    return found->cluster;
}

bool Choices::allowed(std::size_t unit, std::size_t cluster) const {
    if (problem_->value(unit, cluster) == ineligible) return false;
    if (!problem_->minimum_site.empty() && problem_->areas[unit] < problem_->minimum_site[cluster])
        return false;
    const UnitCluster pair{static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(cluster)};
    if (!forbidden_.empty() && std::binary_search(forbidden_.begin(), forbidden_.end(), pair)) return false;
    if (locked_.empty()) return true;
    const auto lock = lock_of(unit);
    return !lock || *lock == cluster;
}

}  // namespace zonewright::allocation
