#include "allocation/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "allocation/solver/limits.h"

namespace zonewright::allocation {

namespace {

/// One side of the comparison: who has how much of every unit, by name.
class SideView {
public:
    explicit SideView(const Certificate& certificate)
        : problem_(certificate.problem), choices_(certificate.problem) {
        for (std::size_t unit = 0; unit < problem_.unit_count(); ++unit)
            position_[problem_.unit_name(unit)] = unit;
        given_.resize(problem_.unit_count());
        for (const Piece& piece : certificate.answer.pieces)
            given_[piece.unit][problem_.cluster_names[piece.cluster]] += piece.area;
        for (std::size_t unit = 0; unit < problem_.unit_count(); ++unit) {
            std::int64_t idle = problem_.areas[unit];
            for (const auto& share : given_[unit]) idle -= share.second;
            if (idle > 0) given_[unit][idle_name] = idle;
        }
    }
    const std::map<std::string, std::size_t>& units() const { return position_; }
    std::optional<std::size_t> find(const std::string& name) const {
        const auto found = position_.find(name);
        return found == position_.end() ? std::nullopt : std::optional(found->second);
    }
    const std::map<std::string, std::int64_t>& given(std::size_t unit) const { return given_[unit]; }
    std::int64_t area(std::size_t unit) const { return problem_.areas[unit]; }
    bool is_locked(std::size_t unit) const { return choices_.lock_of(unit).has_value(); }
    /// Idle land is always possible and worth nothing.
    bool allowed(std::size_t unit, const std::string& cluster) const {
        const auto number = cluster_number(cluster);
        return cluster == idle_name || (number && choices_.allowed(unit, *number));
    }
    std::int64_t value(std::size_t unit, const std::string& cluster) const {
        const auto number = cluster_number(cluster);
        return number ? problem_.value(unit, *number) : 0;
    }

private:
    std::optional<std::size_t> cluster_number(const std::string& name) const {
        const auto found = std::find(problem_.cluster_names.begin(), problem_.cluster_names.end(), name);
        if (found == problem_.cluster_names.end()) return std::nullopt;
        return static_cast<std::size_t>(found - problem_.cluster_names.begin());
    }

    const AllocationProblem& problem_;
    Choices choices_;
    std::map<std::string, std::size_t> position_;
    std::vector<std::map<std::string, std::int64_t>> given_;
};

class Comparer {
public:
    Comparer(const Certificate& a, const Certificate& b) : a_(a), b_(b) {
        for (const Certificate* one : {&a, &b})
            for (const std::string& name : one->problem.cluster_names)
                if (rank_.emplace(name, rank_.size()).second) names_.push_back(name);
        for (const char* name : {idle_name, not_offered_name}) rank_.emplace(name, rank_.size());
        result_.objective_a = a.answer.objective, result_.objective_b = b.answer.objective;
        result_.shortfall_a = a.answer.shortfall, result_.shortfall_b = b.answer.shortfall;
    }
    Comparison run() {
        std::set<std::string> names;
        for (const SideView* side : {&a_, &b_})
            for (const auto& unit : side->units()) names.insert(unit.first);
        for (const std::string& name : names) compare_unit(name);
        for (const auto& [pair, transfer] : transfers_) result_.transfers.push_back(transfer);
        return std::move(result_);
    }

private:
    void compare_unit(const std::string& name);
    void add(const std::string& name, const std::string& from, const std::string& to, std::int64_t area);
    ChangeReason reason(const std::string& name, const std::string& from, const std::string& to) const;

    SideView a_, b_;
    std::map<std::string, std::size_t> rank_;
    std::vector<std::string> names_;
    std::map<std::pair<std::size_t, std::size_t>, Transfer> transfers_;
    Comparison result_;
};

/// What stays in place first, then what is left over on each side in the order of the clusters.
void Comparer::compare_unit(const std::string& name) {
    const auto at_a = a_.find(name), at_b = b_.find(name);
    std::map<std::string, std::int64_t> before, after;
    if (at_a) before = a_.given(*at_a);
    if (at_b) after = b_.given(*at_b);
    const std::int64_t area_a = at_a ? a_.area(*at_a) : 0, area_b = at_b ? b_.area(*at_b) : 0;
    if (area_a < area_b) before[not_offered_name] += area_b - area_a;
    if (area_b < area_a) after[not_offered_name] += area_a - area_b;
    for (auto& [cluster, area] : before) {
        const auto same = after.find(cluster);
        if (same == after.end()) continue;
        const std::int64_t kept = std::min(area, same->second);
        if (kept > 0) add(name, cluster, cluster, kept);
        area -= kept;
        same->second -= kept;
    }
    for (auto& [from, left] : before)
        for (auto& [to, wanted] : after) {
            const std::int64_t moved = std::min(left, wanted);
            if (moved <= 0) continue;
            add(name, from, to, moved);
            left -= moved;
            wanted -= moved;
        }
}

void Comparer::add(const std::string& name, const std::string& from, const std::string& to,
                   std::int64_t area) {
    Transfer& transfer = transfers_[{rank_.at(from), rank_.at(to)}];
    transfer.from = from, transfer.to = to;
    transfer.area += area;
    ++transfer.units;
    if (from == to)
        result_.unchanged += area;
    else
        result_.changes.push_back({name, from, to, area, reason(name, from, to)});
}

ChangeReason Comparer::reason(const std::string& name, const std::string& from, const std::string& to) const {
    const auto a = a_.find(name), b = b_.find(name);
    if (!b) return ChangeReason::NotOffered;
    if (!a) return ChangeReason::NewlyOffered;
    if (a_.is_locked(*a) != b_.is_locked(*b)) return ChangeReason::Locked;
    if (from == not_offered_name || to == not_offered_name || a_.area(*a) != b_.area(*b))
        return ChangeReason::AreaChanged;
    if (!b_.allowed(*b, from)) return ChangeReason::NoLongerEligible;
    if (!a_.allowed(*a, to)) return ChangeReason::NewlyEligible;
    const std::int64_t gain_a = a_.value(*a, to) - a_.value(*a, from),
                       gain_b = b_.value(*b, to) - b_.value(*b, from);
    return gain_a != gain_b ? ChangeReason::ScoreChanged : ChangeReason::LimitsChanged;
}

}  // namespace

Text title_of(ChangeReason reason) {
    switch (reason) {
        case ChangeReason::NotOffered:
            return {"不再提供", "no longer offered"};
        case ChangeReason::NewlyOffered:
            return {"新提供", "newly offered"};
        case ChangeReason::Locked:
            return {"锁定有变", "lock changed"};
        case ChangeReason::NoLongerEligible:
            return {"不再符合原产业条件", "no longer eligible for the former cluster"};
        case ChangeReason::NewlyEligible:
            return {"新符合现产业条件", "newly eligible for the present cluster"};
        case ChangeReason::AreaChanged:
            return {"面积有变", "area changed"};
        case ChangeReason::ScoreChanged:
            return {"评分有变", "scores changed"};
        case ChangeReason::LimitsChanged:
            return {"需求、限额或别处的变动", "demand, quotas or changes elsewhere"};
    }
    return {};
}

std::string to_string(ChangeReason reason) {
    static constexpr std::array names{"not_offered",        "newly_offered",  "locked",
                                      "no_longer_eligible", "newly_eligible", "area_changed",
                                      "score_changed",      "limits_changed"};
    return names[static_cast<std::size_t>(reason)];
}

Comparison compare(const Certificate& a, const Certificate& b) {
    return Comparer(a, b).run();
}

}  // namespace zonewright::allocation
