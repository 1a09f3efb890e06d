#include "allocation/solver/set_exchange.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "allocation/solver/set_relaxation.h"

namespace zonewright::allocation {

namespace {

/// A unit that leaves (to idle land), one that enters, or one that does both.
struct ChainStep {
    std::int64_t loss = 0;  ///< of the value, other units' departures left out
    std::uint32_t leaves = 0;
    std::uint32_t enters = 0;
    std::uint32_t option = 0;  ///< of the one that enters
    auto operator<=>(const ChainStep&) const = default;  // NOLINT(modernize-use-nullptr): there is no 0 here
};

class ChainSearch {
public:
    ChainSearch(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                const ChainOptions& settings, Ledger& ledger)
        : problem_(&problem),
          limits_(&limits),
          options_(options),
          settings_(settings),
          sets_(problem),
          ledger_(&ledger),
          idle_(static_cast<std::uint32_t>(problem.cluster_count())),
          members_(idle_),
          in_chain_(problem.unit_count(), 0) {
        for (std::uint32_t unit = 0; unit < problem.unit_count(); ++unit)
            if (ledger.option_of(unit) != idle_) members_[ledger.option_of(unit)].push_back(unit);
    }

    /// One pass over all units and options.
    bool pass(const Progress& progress) {
        bool gained = false;
        for (std::uint32_t unit = 0; unit < problem_->unit_count() && work_ < settings_.work; ++unit) {
            progress.checkpoint();
            if (std::popcount(options_[unit]) < 2) continue;
            for (std::uint32_t option = 0; option < idle_; ++option)
                gained = start_with(unit, option) || gained;
        }
        return gained;
    }

private:
    struct Undo {
        std::uint32_t unit, option;
    };
    bool may(std::uint32_t unit, std::uint32_t option) const { return (options_[unit] >> option & 1) != 0; }
    void move(std::uint32_t unit, std::uint32_t option);
    void take_back(std::size_t until);
    bool enter(std::uint32_t unit, std::uint32_t option);
    bool start_with(std::uint32_t unit, std::uint32_t option);
    bool extend(std::size_t depth);
    std::optional<std::size_t> exceeded() const;
    void collect(std::size_t limit, std::vector<ChainStep>& steps);
    void alternatives(std::uint32_t unit, std::vector<ChainStep>& steps) const;
    std::int64_t value(std::uint32_t unit, std::uint32_t option) const {
        return option == idle_ ? 0 : problem_->areas[unit] * problem_->value(unit, option);
    }

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::span<const Options> options_;
    ChainOptions settings_;
    SetsOfUnits sets_;
    Ledger* ledger_;
    std::uint32_t idle_;
    std::vector<std::vector<std::uint32_t>> members_;  ///< per cluster
    std::vector<char> in_chain_;
    std::vector<Undo> undo_;
    std::int64_t start_ = 0;
    std::size_t work_ = 0;
};

void ChainSearch::move(std::uint32_t unit, std::uint32_t option) {
    const std::uint32_t old = ledger_->option_of(unit);
    if (old == option) return;
    if (old != idle_) std::erase(members_[old], unit);
    if (option != idle_) members_[option].push_back(unit);
    undo_.push_back({unit, old});
    in_chain_[unit] = 1;
    ledger_->move({unit, option});
}

void ChainSearch::take_back(std::size_t until) {
    while (undo_.size() > until) {
        const std::uint32_t unit = undo_.back().unit, option = undo_.back().option;
        const std::uint32_t now = ledger_->option_of(unit);
        if (now != idle_) std::erase(members_[now], unit);
        if (option != idle_) members_[option].push_back(unit);
        ledger_->move({unit, option});
        undo_.pop_back();
        const bool still = std::any_of(undo_.begin(), undo_.end(), [&](const Undo& u) { return u.unit == unit; });
        in_chain_[unit] = still ? 1 : 0;
    }
}

/// The unit takes the option; units that exclude it go idle. False when one of these may not.
bool ChainSearch::enter(std::uint32_t unit, std::uint32_t option) {
    for (const std::uint32_t set : sets_.of(unit))
        for (const std::uint32_t other : problem_->exclusive[set]) {
            if (other == unit || ledger_->option_of(other) == idle_) continue;
            if (!may(other, idle_) || in_chain_[other]) return false;
            move(other, idle_);
        }
    move(unit, option);
    return true;
}

bool ChainSearch::start_with(std::uint32_t unit, std::uint32_t option) {
    if (!may(unit, option) || ledger_->option_of(unit) == option) return false;
    start_ = ledger_->objective();
    if (enter(unit, option) && extend(1)) {
        for (const Undo& step : undo_) in_chain_[step.unit] = 0;
        undo_.clear();
        return true;
    }
    take_back(0);
    return false;
}

std::optional<std::size_t> ChainSearch::exceeded() const {
    for (std::size_t limit = 0; limit < limits_->size(); ++limit)
        if (ledger_->room(limit) < 0) return limit;
    return std::nullopt;
}

/// What the unit could do instead: idle, go elsewhere, or make place for a unit of one of its sets.
void ChainSearch::alternatives(std::uint32_t unit, std::vector<ChainStep>& steps) const {
    const std::uint32_t now = ledger_->option_of(unit);
    const std::int64_t worth = value(unit, now);
    for (std::uint32_t option = 0; option <= idle_; ++option)
        if (option != now && may(unit, option))
            steps.push_back({worth - value(unit, option), unit, unit, option});
    if (!may(unit, idle_)) return;
    for (const std::uint32_t set : sets_.of(unit))
        for (const std::uint32_t other : problem_->exclusive[set]) {
            if (in_chain_[other] || ledger_->option_of(other) != idle_) continue;
            for (std::uint32_t option = 0; option < idle_; ++option)
                if (may(other, option)) steps.push_back({worth - value(other, option), unit, other, option});
        }
}

void ChainSearch::collect(std::size_t limit, std::vector<ChainStep>& steps) {
    const std::optional<std::uint32_t> cluster = (*limits_)[limit].cluster;
    for (std::uint32_t from = 0; from < idle_; ++from) {
        if (cluster && *cluster != from) continue;
        for (const std::uint32_t unit : members_[from]) {
            if (in_chain_[unit] || std::popcount(options_[unit]) < 2) continue;
            bool counts = limits_->budget() == limit;
            limits_->for_each(unit, from, [&](std::uint32_t one) { counts = counts || one == limit; });
            if (counts) alternatives(unit, steps);
        }
    }
    work_ += steps.size();
    const std::size_t kept = std::min(settings_.width, steps.size());
    std::partial_sort(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(kept), steps.end());
    steps.resize(kept);
}

/// True when the chain as it stands, or one that starts with it, keeps every rule and gains.
bool ChainSearch::extend(std::size_t depth) {
    if (ledger_->objective() <= start_) return false;
    if (ledger_->is_feasible()) return true;
    const auto limit = exceeded();
    if (!limit || depth >= settings_.depth || work_ >= settings_.work) return false;
    std::vector<ChainStep> steps;
    collect(*limit, steps);
    return std::any_of(steps.begin(), steps.end(), [&](const ChainStep& step) {
        const std::size_t before = undo_.size();
        if (step.leaves != step.enters) move(step.leaves, idle_);
        if ((step.option == idle_ ? (move(step.enters, idle_), true) : enter(step.enters, step.option)) &&
            extend(depth + 1))
            return true;
        take_back(before);
        return false;
    });
}

}  // namespace

bool exchange_by_sets(const AllocationProblem& problem, const Limits& limits,
                      std::span<const Options> options, const ChainOptions& settings, Ledger& ledger,
                      const Progress& progress) {
    if (problem.exclusive.empty() || !ledger.is_feasible()) return false;
    ChainSearch search(problem, limits, options, settings, ledger);
    bool any = false;
    while (search.pass(progress)) any = true;
    return any;
}

}  // namespace zonewright::allocation
