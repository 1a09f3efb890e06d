#include "allocation/solver/neighbourhood.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace zonewright::allocation {

namespace {

constexpr double no_worth = -std::numeric_limits<double>::infinity();
constexpr std::int32_t largest_message = 1 << 26;

class Passing {
public:
    Passing(const AllocationProblem& problem, std::span<const Options> options, Prices& prices)
        : problem_(&problem),
          options_(options),
          prices_(&prices),
          count_(problem.cluster_count() + 1),
          own_(problem.unit_count() * count_),
          best_a_(count_),
          best_b_(count_) {}

    /// What every option of every unit is worth, messages included.
    void value_units(const Worth& worth) {
        for (std::size_t unit = 0; unit < problem_->unit_count(); ++unit)
            for (std::size_t option = 0; option < count_; ++option)
                own_[unit * count_ + option] =
                    may(unit, option) ? static_cast<double>(worth.of(unit, option)) * area(unit) : no_worth;
    }
    void round() {
        for (std::size_t side = 0; side < problem_->neighbourhood->sides.size(); ++side) relax(side);
    }

private:
    bool may(std::size_t unit, std::size_t option) const { return (options_[unit] >> option & 1) != 0; }
    double area(std::size_t unit) const { return static_cast<double>(problem_->areas[unit]); }
    double pair_worth(const Side& side, std::size_t a, std::size_t b) const {
        if (a + 1 == count_ || b + 1 == count_) return 0;
        return static_cast<double>(prices_->scale) * static_cast<double>(side.weight) *
               static_cast<double>(problem_->neighbourhood->affinity[a * (count_ - 1) + b]);
    }
    void relax(std::size_t number);
    void settle(std::size_t unit, std::int32_t* messages, const std::vector<double>& best);

    const AllocationProblem* problem_;
    std::span<const Options> options_;
    Prices* prices_;
    std::size_t count_;
    std::vector<double> own_;
    std::vector<double> best_a_, best_b_;
};

/// One side: both units hand back their messages; what the pair is worth at best is then shared equally
/// again.
void Passing::relax(std::size_t number) {
    const Side& side = problem_->neighbourhood->sides[number];
    std::int32_t* to_a = &prices_->messages[number * 2 * count_];
    std::int32_t* to_b = to_a + count_;
    double* own_a = &own_[side.a * count_];
    double* own_b = &own_[side.b * count_];
    for (std::size_t option = 0; option < count_; ++option) {
        own_a[option] -= to_a[option] * area(side.a);
        own_b[option] -= to_b[option] * area(side.b);
    }
    std::fill(best_a_.begin(), best_a_.end(), no_worth);
    std::fill(best_b_.begin(), best_b_.end(), no_worth);
    for (std::size_t a = 0; a < count_; ++a) {
        if (!may(side.a, a)) continue;
        for (std::size_t b = 0; b < count_; ++b) {
            if (!may(side.b, b)) continue;
            const double both = own_a[a] + own_b[b] + pair_worth(side, a, b);
            best_a_[a] = std::max(best_a_[a], both);
            best_b_[b] = std::max(best_b_[b], both);
        }
    }
    settle(side.a, to_a, best_a_);
    settle(side.b, to_b, best_b_);
}

/// The new messages make the unit's worth half of the best pair's; rounded to whole values per area unit.
void Passing::settle(std::size_t unit, std::int32_t* messages, const std::vector<double>& best) {
    double* own = &own_[unit * count_];
    for (std::size_t option = 0; option < count_; ++option) {
        if (!may(unit, option)) continue;
        const double wanted = (best[option] / 2 - own[option]) / area(unit);
        messages[option] = static_cast<std::int32_t>(std::clamp(
            std::round(wanted), -static_cast<double>(largest_message), static_cast<double>(largest_message)));
        own[option] += messages[option] * area(unit);
    }
}

/// A constant in all messages of a unit only moves worth between unit and side: the best option's is brought
/// near 0.
void centre(std::size_t options, std::vector<std::int32_t>& messages) {
    for (std::size_t first = 0; first + options <= messages.size(); first += options) {
        const auto begin = messages.begin() + static_cast<std::ptrdiff_t>(first);
        const std::int32_t idle = *(begin + static_cast<std::ptrdiff_t>(options) - 1);
        for (std::size_t option = 0; option < options; ++option)
            *(begin + static_cast<std::ptrdiff_t>(option)) -= idle;
    }
}

}  // namespace

void pass_messages(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                   std::size_t rounds, Prices& prices) {
    const std::size_t count = problem.cluster_count() + 1;
    if (prices.messages.empty()) prices.messages.assign(problem.neighbourhood->sides.size() * 2 * count, 0);
    Passing passing(problem, options, prices);
    passing.value_units(Worth(problem, limits, prices));
    for (std::size_t round = 0; round < rounds; ++round) passing.round();
    centre(count, prices.messages);
}

}  // namespace zonewright::allocation
