#include "allocation/solver/multipliers.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "allocation/solver/flow_combination.h"
#include "allocation/solver/neighbourhood.h"

namespace zonewright::allocation {

namespace {

/// How much of every side limit and exclusive set a relaxed answer uses.
struct Use {
    std::vector<double> limit;
    std::vector<double> exclusive;
};

class Ascent {
public:
    Ascent(const AllocationProblem& problem, const Limits& limits, const Relaxation& relaxation,
           std::span<const Options> options, std::int64_t penalty,
           const std::function<std::int64_t(const Relaxed&)>& tried)
        : problem_(&problem),
          limits_(&limits),
          relaxation_(&relaxation),
          options_(options),
          penalty_(penalty),
          tried_(&tried) {
        best_.prices = relaxation.free_multipliers();
    }

    void solve_free(std::span<const std::int64_t> start, const Progress& progress) {
        best_.relaxed = relaxation_->solve(options_, best_.prices, start, progress);
        if (!best_.relaxed.feasible) best_.relaxed = relaxation_->at_rest(options_);
        known_ = (*tried_)(best_.relaxed);
    }
    void share_sides(std::size_t rounds, const Progress& progress);
    void bisect(std::uint32_t limit, const Progress& progress);
    void subgradient(std::size_t rounds, const Progress& progress);
    Multipliers take() { return std::move(best_); }
    Use use_of(const Relaxed& relaxed) const;

private:
    Relaxed attempt(const Prices& prices, const Progress& progress) {
        Relaxed relaxed = relaxation_->solve(options_, prices, best_.relaxed.nodes, progress);
        if (!relaxed.feasible) relaxed = relaxation_->at_rest(options_);
        known_ = std::max(known_, (*tried_)(relaxed));
        if (relaxed.bound < best_.relaxed.bound) best_ = {prices, relaxed};
        return relaxed;
    }
    double size_of(std::uint32_t limit) const {
        const Band& band = (*limits_)[limit].band;
        return static_cast<double>(
            std::max<std::int64_t>(1, band.upper < unlimited ? band.upper : band.lower));
    }
    double within_range(std::uint32_t limit, double stake) const;
    Prices prices_at(std::span<const double> stakes) const;
    double slope(std::uint32_t limit, double use, double stake) const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    const Relaxation* relaxation_;
    std::span<const Options> options_;
    std::int64_t penalty_;
    const std::function<std::int64_t(const Relaxed&)>* tried_;
    std::int64_t known_ = 0;
    Multipliers best_;
};

Use Ascent::use_of(const Relaxed& relaxed) const {
    Use use{std::vector<double>(limits_->size(), 0), std::vector<double>(problem_->exclusive.size(), 0)};
    std::vector<double> used_share(problem_->exclusive.empty() ? 0 : problem_->unit_count(), 0);
    const auto add = [&](std::uint32_t unit, std::uint32_t option, std::int64_t area) {
        if (option >= problem_->cluster_count()) return;
        const auto amount = static_cast<double>(area);
        limits_->for_each(unit, option, [&](std::uint32_t limit) { use.limit[limit] += amount; });
        if (limits_->budget()) use.limit[*limits_->budget()] += amount * problem_->budget->cost[unit];
        if (!used_share.empty()) used_share[unit] += amount / static_cast<double>(problem_->areas[unit]);
    };
    std::vector<char> split(problem_->unit_count(), 0);
    for (const FlowShare& share : relaxed.shares)
        split[share.unit] = 1, add(share.unit, share.column, share.area);
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit)
        if (!split[unit]) add(unit, relaxed.option[unit], problem_->areas[unit]);
    for (std::size_t set = 0; set < problem_->exclusive.size(); ++set)
        for (const std::uint32_t unit : problem_->exclusive[set]) use.exclusive[set] += used_share[unit];
    return use;
}

/// Messages of the neighbourhood at the prices of the limits, and the flow at the messages, by turns; only
/// what tightens the bound is kept.
void Ascent::share_sides(std::size_t rounds, const Progress& progress) {
    std::size_t without_gain = 0;
    for (std::size_t round = 0; round < rounds && without_gain < 4; ++round) {
        progress.report(static_cast<double>(round) / static_cast<double>(rounds));
        Prices all = best_.relaxed.prices;
        pass_messages(*problem_, *limits_, options_, 4 + 4 * without_gain, all);
        Prices prices = best_.prices;
        prices.messages = all.messages;
        const std::int64_t before = best_.relaxed.bound;
        attempt(prices, progress);
        without_gain = best_.relaxed.bound < before ? 0 : without_gain + 1;
    }
}

void Ascent::bisect(std::uint32_t limit, const Progress& progress) {
    const Band& band = (*limits_)[limit].band;
    const double use = use_of(best_.relaxed).limit[limit];
    const bool beyond = use > static_cast<double>(band.upper);
    if (!beyond && use >= static_cast<double>(band.lower)) return;
    const std::int64_t sign = beyond ? 1 : -1;
    const auto kept_at = [&](std::int64_t size) {
        Prices prices = relaxation_->free_multipliers();
        prices.limit[limit] = sign * size;
        const double now = use_of(attempt(prices, progress)).limit[limit];
        return beyond ? now <= static_cast<double>(band.upper) : now >= static_cast<double>(band.lower);
    };
    const bool is_money = (*limits_)[limit].kind == LimitKind::Budget;
    const std::int64_t most = !beyond    ? penalty_ * best_.prices.scale
                              : is_money ? highest_money_price
                                         : largest_price;
    std::int64_t low = 0, high = std::min<std::int64_t>(64, most);
    while (!kept_at(high) && high < most) low = high, high = std::min(most, high * 4);
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (kept_at(middle) ? high : low) = middle;
    }
}

/// Stakes are prices times the size of what they price, so that one step length suits all of them.
Prices Ascent::prices_at(std::span<const double> stakes) const {
    Prices prices = relaxation_->free_multipliers();
    std::size_t at = 0;
    for (const std::uint32_t limit : relaxation_->side_limits()) {
        const double price = stakes[at++] / size_of(limit);
        const bool is_money = (*limits_)[limit].kind == LimitKind::Budget;
        prices.limit[limit] = is_money ? rounded(std::ldexp(price, budget_shift), highest_money_price)
                                       : rounded(price, largest_price);
    }
    for (std::int64_t& price : prices.exclusive) price = rounded(stakes[at++], most_worth);
    return prices;
}

/// A side that a limit does not have has no price; what is missing from a lower side costs no more than the
/// penalty.
double Ascent::within_range(std::uint32_t limit, double stake) const {
    const Limit& of = (*limits_)[limit];
    const bool is_money = of.kind == LimitKind::Budget;
    const auto least = of.band.lower > 0 ? -static_cast<double>(penalty_ * best_.prices.scale) : 0.0;
    const double highest = is_money ? std::ldexp(static_cast<double>(highest_money_price), -budget_shift)
                                    : static_cast<double>(largest_price);
    return std::clamp(stake, least * size_of(limit),
                      of.band.upper < unlimited ? highest * size_of(limit) : 0.0);
}

double Ascent::slope(std::uint32_t limit, double use, double stake) const {
    const Band& band = (*limits_)[limit].band;
    const double over = use - static_cast<double>(band.upper);
    const double under = use - static_cast<double>(band.lower);
    if (stake > 0) return over / size_of(limit);
    if (stake < 0) return under / size_of(limit);
    return (over > 0 ? over : std::min(under, 0.0)) / size_of(limit);
}

void Ascent::subgradient(std::size_t rounds, const Progress& progress) {
    const std::vector<std::uint32_t>& sides = relaxation_->side_limits();
    std::vector<double> stakes(sides.size() + problem_->exclusive.size(), 0), slopes(stakes.size());
    Relaxed relaxed = best_.relaxed;
    double stride = 1;
    std::size_t without_gain = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        progress.report(static_cast<double>(round) / static_cast<double>(rounds));
        const Use use = use_of(relaxed);
        double length = 0;
        for (std::size_t i = 0; i < stakes.size(); ++i) {
            slopes[i] = i < sides.size() ? slope(sides[i], use.limit[sides[i]], stakes[i])
                                         : use.exclusive[i - sides.size()] - 1;
            if (i >= sides.size() && stakes[i] <= 0) slopes[i] = std::max(slopes[i], 0.0);
            length += slopes[i] * slopes[i];
        }
        const double distance =
            static_cast<double>(relaxed.bound - known_) * static_cast<double>(best_.prices.scale);
        if (length < 1e-18 || distance <= 0 || stride < 1e-4) return;
        for (std::size_t i = 0; i < stakes.size(); ++i) {
            const double before = stakes[i];
            stakes[i] += stride * distance / length * slopes[i];
            if (before * stakes[i] < 0 || i >= sides.size()) stakes[i] = std::max(stakes[i], 0.0);
            if (i < sides.size()) stakes[i] = within_range(sides[i], stakes[i]);
        }
        const std::int64_t least = best_.relaxed.bound;
        relaxed = attempt(prices_at(stakes), progress);
        without_gain = best_.relaxed.bound < least ? 0 : without_gain + 1;
        if (without_gain >= 5) stride /= 2, without_gain = 0;
    }
}

}  // namespace

Multipliers find_multipliers(const AllocationProblem& problem, const Limits& limits,
                             const Relaxation& relaxation, std::span<const Options> options,
                             std::int64_t penalty, std::span<const std::int64_t> start, std::size_t rounds,
                             const std::function<std::int64_t(const Relaxed&)>& tried,
                             const Progress& progress) {
    if (relaxation.is_fine())
        return combine_flows(problem, limits, relaxation, options, penalty, start, {}, progress).multipliers;
    Ascent ascent(problem, limits, relaxation, options, penalty, tried);
    ascent.solve_free(start, progress);
    if (relaxation.side_limits().size() == 1 && problem.exclusive.empty())
        ascent.bisect(relaxation.side_limits().front(), progress);
    else if (!relaxation.side_limits().empty() || !problem.exclusive.empty())
        ascent.subgradient(rounds, progress);
    if (problem.neighbourhood) ascent.share_sides(rounds, progress);
    return ascent.take();
}

}  // namespace zonewright::allocation
