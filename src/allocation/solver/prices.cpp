#include "allocation/solver/prices.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace zonewright::allocation {

std::vector<Options> options_of(const AllocationProblem& problem, const Choices& choices) {
    const std::size_t clusters = problem.cluster_count();
    std::vector<Options> options(problem.unit_count(), Options{1} << clusters);
    for (std::size_t unit = 0; unit < options.size(); ++unit) {
        for (std::size_t cluster = 0; cluster < clusters; ++cluster)
            if (choices.allowed(unit, cluster)) options[unit] |= Options{1} << cluster;
    }
    for (const UnitCluster& lock : problem.locked) options[lock.unit] = Options{1} << lock.cluster;
    return options;
}

Worth::Worth(const AllocationProblem& problem, const Limits& limits, const Prices& prices)
    : problem_(&problem), limits_(&limits), prices_(&prices) {
    if (!prices.exclusive.empty()) charge_exclusive_sets();
    if (!prices.messages.empty()) take_over_messages();
    const std::int64_t money = limits.budget() ? prices.limit[*limits.budget()] : 0;
    if (money == 0) return;
    charge_.resize(problem.unit_count(), 0);
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit) {
        // Rounded down: charging less keeps the bound valid.
        const Wide cost = static_cast<Wide>(money) * problem.budget->cost[unit] >> budget_shift;
        charge_[unit] = clamped(charge_[unit] + cost, largest_charge);
    }
}

void Worth::charge_exclusive_sets() {
    charge_.assign(problem_->unit_count(), 0);
    for (std::size_t set = 0; set < problem_->exclusive.size(); ++set)
        for (const std::uint32_t unit : problem_->exclusive[set])
            charge_[unit] = clamped(Wide{charge_[unit]} + prices_->exclusive[set] / problem_->areas[unit],
                                    largest_charge);  // rounded down, as above
}

void Worth::take_over_messages() {
    const std::size_t options = problem_->cluster_count() + 1;
    taken_over_.assign(problem_->unit_count() * options, 0);
    const std::int32_t* message = prices_->messages.data();
    for (const Side& side : problem_->neighbourhood->sides)
        for (const std::uint32_t unit : {side.a, side.b})
            for (std::size_t option = 0; option < options; ++option)
                taken_over_[unit * options + option] += *message++;
}

std::int64_t Worth::of(std::size_t unit, std::size_t option) const {
    const std::size_t clusters = problem_->cluster_count();
    std::int64_t worth = taken_over_.empty() ? 0 : taken_over_[unit * (clusters + 1) + option];
    if (option == clusters) return worth;
    worth += prices_->scale * problem_->value(unit, option);
    if (!charge_.empty()) worth -= charge_[unit];
    limits_->for_each(unit, option, [&](std::uint32_t limit) { worth -= prices_->limit[limit]; });
    return worth;
}

std::size_t Worth::best(std::size_t unit, Options options) const {
    std::size_t chosen = problem_->cluster_count();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (Options rest = options; rest != 0; rest &= rest - 1) {
        const auto option = static_cast<std::size_t>(std::countr_zero(rest));
        const std::int64_t worth = of(unit, option);
        if (worth > most) most = worth, chosen = option;
    }
    return chosen;
}

namespace {

/// What the limits themselves are worth at their prices.
Wide worth_of_limits(const Limits& limits, const Prices& prices) {
    Wide sum = 0;
    for (std::size_t limit = 0; limit < limits.size(); ++limit) {
        const Wide price = prices.limit[limit];
        const Band& band = limits[limit].band;
        Wide term = price * (price > 0 ? band.upper : band.lower);
        if (limits[limit].kind == LimitKind::Budget)
            term = (term + ((Wide{1} << budget_shift) - 1)) >> budget_shift;
        sum += term;
    }
    for (const std::int64_t price : prices.exclusive) sum += price;
    return sum;
}

/// The most that the sides can still bring once the units have taken over the messages.
Wide worth_of_sides(const AllocationProblem& problem, std::span<const Options> options,
                    const Prices& prices) {
    if (!problem.neighbourhood) return 0;
    const std::size_t clusters = problem.cluster_count();
    const Neighbourhood& neighbourhood = *problem.neighbourhood;
    Wide sum = 0;
    for (std::size_t number = 0; number < neighbourhood.sides.size(); ++number) {
        const Side& side = neighbourhood.sides[number];
        const std::int32_t* taken =
            prices.messages.empty() ? nullptr : &prices.messages[number * 2 * (clusters + 1)];
        Wide best = std::numeric_limits<std::int64_t>::min();
        for (std::size_t a = 0; a <= clusters; ++a) {
            if (!(options[side.a] >> a & 1)) continue;
            for (std::size_t b = 0; b <= clusters; ++b) {
                if (!(options[side.b] >> b & 1)) continue;
                Wide worth = 0;
                if (a < clusters && b < clusters)
                    worth = static_cast<Wide>(prices.scale) * side.weight *
                            neighbourhood.affinity[a * clusters + b];
                if (taken != nullptr) {
                    worth -= static_cast<Wide>(taken[a]) * problem.areas[side.a];
                    worth -= static_cast<Wide>(taken[clusters + 1 + b]) * problem.areas[side.b];
                }
                best = std::max(best, worth);
            }
        }
        sum += best;
    }
    return sum;
}

}  // namespace

Wide scaled_worth_of_rules(const AllocationProblem& problem, const Limits& limits,
                           std::span<const Options> options, const Prices& prices) {
    return worth_of_limits(limits, prices) + worth_of_sides(problem, options, prices);
}

bool are_valid(const AllocationProblem& problem, const Limits& limits, const Prices& prices,
               std::int64_t penalty) {
    const std::size_t sides = problem.neighbourhood ? problem.neighbourhood->sides.size() : 0;
    const std::size_t messages = sides * 2 * (problem.cluster_count() + 1);
    const auto fits = [](std::size_t size, std::size_t expected) { return size == 0 || size == expected; };
    if (prices.scale <= 0 || prices.scale > largest_scale || Wide{prices.scale} * penalty > largest_price ||
        prices.limit.size() != limits.size() || !fits(prices.exclusive.size(), problem.exclusive.size()) ||
        !fits(prices.messages.size(), messages))
        return false;
    for (std::size_t limit = 0; limit < limits.size(); ++limit) {
        const bool is_money = limits[limit].kind == LimitKind::Budget;
        const std::int64_t price = prices.limit[limit];
        if (price < (is_money ? 0 : -penalty * prices.scale) ||
            price > (is_money ? unlimited : largest_price) ||
            (price > 0 && limits[limit].band.upper >= unlimited))
            return false;
    }
    return std::all_of(prices.exclusive.begin(), prices.exclusive.end(),
                       [](std::int64_t price) { return price >= 0 && price <= most_worth; });
}

namespace {

/// Divisible land pays for whole units at once: one rounding a unit instead of one an area unit.
Wide scaled_bound_with_money(const AllocationProblem& problem, const Limits& limits,
                             std::span<const Options> options, const Prices& prices) {
    const Wide money = prices.limit[*limits.budget()];
    const Options idle = Options{1} << problem.cluster_count();
    Prices unpaid = prices;
    unpaid.limit[*limits.budget()] = 0;
    const Worth worth(problem, limits, unpaid);
    Wide sum = scaled_worth_of_rules(problem, limits, options, prices);
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit) {
        const Wide area = problem.areas[unit];
        const Options used = options[unit] & ~idle;
        if (used == 0) continue;
        // Rounded down: charging less keeps the bound valid.
        const Wide charge = product(product(money, problem.budget->cost[unit]), area) >> budget_shift;
        const Wide gain = worth.of(unit, worth.best(unit, used)) * area - charge;
        sum += (options[unit] & idle) != 0 ? std::max<Wide>(0, gain) : gain;
    }
    return sum;
}

}  // namespace

Wide scaled_price_bound(const AllocationProblem& problem, const Limits& limits,
                        std::span<const Options> options, const Prices& prices) {
    if (problem.divisible && limits.budget() && !problem.neighbourhood)
        return scaled_bound_with_money(problem, limits, options, prices);
    const Worth worth(problem, limits, prices);
    Wide sum = scaled_worth_of_rules(problem, limits, options, prices);
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        sum += static_cast<Wide>(worth.of(unit, worth.best(unit, options[unit]))) * problem.areas[unit];
    return sum;
}

std::int64_t price_bound(const AllocationProblem& problem, const Limits& limits,
                         std::span<const Options> options, const Prices& prices) {
    return to_bound(scaled_price_bound(problem, limits, options, prices), prices.scale);
}

}  // namespace zonewright::allocation
