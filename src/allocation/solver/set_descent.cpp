// How SetRelaxation finds its prices; see set_relaxation.h.
#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

#include "allocation/solver/set_relaxation.h"

namespace zonewright::allocation {

namespace {

constexpr double fine = std::int64_t{1} << budget_shift;  ///< of one price, in the prices of quotas

/// Moves the prices of the units against how often they are picked, and those of the quotas against how much
/// of them is used; prices per area, so that large units move by larger steps.
class Descent {
public:
    Descent(const AllocationProblem& problem, const Limits& limits, std::span<const std::uint32_t> quotas,
            std::int64_t highest, std::span<const Options> options, SetPoint start)
        : best(std::move(start)),
          problem_(&problem),
          limits_(&limits),
          quotas_(quotas),
          highest_(static_cast<double>(highest)),
          options_(options),
          count_(problem.cluster_count() + 1) {
        for (const std::int64_t area : problem.areas)
            largest_ = std::max(largest_, static_cast<double>(area));
        slope_.resize(options.size());
        quota_slope_.resize(quotas.size());
        set_slope_.resize(problem.exclusive.size());
        for (const auto& set : problem.exclusive) set_size_.push_back(size_of(set));
    }

    /// The next prices to try, towards `target`; nothing when the mean uses every unit about once.
    std::optional<SetPrices> next(std::span<const double> mean, std::span<const double> use,
                                  std::span<const std::int64_t> stake, double target) {
        const double length = slope_of_units(mean, stake) + slope_of_quotas(use) + slope_of_sets(mean);
        if (length < 1e-12) return std::nullopt;
        const double step = stride_ * (static_cast<double>(best.scaled_bound) - target) / length;
        SetPrices prices = best.prices;
        for (std::size_t unit = 0; unit < options_.size(); ++unit) {
            std::int64_t& price = prices.units[unit];
            price = moved(price, step * size(unit) * size(unit) * slope_[unit]);
            if (may_idle(unit)) price = std::max(price, stake[unit * count_ + count_ - 1]);
        }
        for (std::size_t at = 0; at < quotas_.size(); ++at)
            prices.limits[quotas_[at]] = moved_quota(quotas_[at], prices.limits[quotas_[at]],
                                                     step * quota_slope_[at] / largest_ * fine);
        for (std::size_t set = 0; set < set_size_.size(); ++set)
            prices.sets[set] = std::max<std::int64_t>(
                0, moved(prices.sets[set], step * set_size_[set] * set_size_[set] * set_slope_[set]));
        return prices;
    }
    void judge(SetPoint point) {
        if (point.scaled_bound < best.scaled_bound) {
            best = std::move(point);
            best_is_exact = false;
            stride_ = std::min(1.8, stride_ * 1.1);
            without_gain_ = 0;
        } else if (++without_gain_ >= 6) {
            stride_ *= 0.7;
            without_gain_ = 0;
        }
    }
    bool is_stuck() const { return stride_ < 1e-3; }

    SetPoint best;
    bool best_is_exact = true;  ///< its sets were searched without slack

private:
    /// Each of the three returns what it adds to the length of the whole slope, squared.
    double slope_of_units(std::span<const double> mean, std::span<const std::int64_t> stake) {
        double length = 0;
        for (std::size_t unit = 0; unit < options_.size(); ++unit) {
            slope_[unit] = 0;
            if (std::popcount(options_[unit]) < 2) continue;
            double used = 0;
            for (std::size_t option = 0; option < count_; ++option) used += mean[unit * count_ + option];
            const bool at_floor =
                may_idle(unit) && best.prices.units[unit] <= stake[unit * count_ + count_ - 1];
            slope_[unit] = at_floor ? std::min(0.0, 1 - used) : 1 - used;
            length += size(unit) * size(unit) * slope_[unit] * slope_[unit];
        }
        return length;
    }
    double slope_of_quotas(std::span<const double> use) {
        double length = 0;
        for (std::size_t at = 0; at < quotas_.size(); ++at) {
            quota_slope_[at] = slope_of(quotas_[at], use[quotas_[at]]) / largest_;
            length += quota_slope_[at] * quota_slope_[at];
        }
        return length;
    }
    double slope_of_sets(std::span<const double> mean) {
        double length = 0;
        for (std::size_t set = 0; set < set_size_.size(); ++set) {
            double used = 0;
            for (const std::uint32_t unit : problem_->exclusive[set]) used += used_share(unit, mean);
            set_slope_[set] = best.prices.sets[set] > 0 ? 1 - used : std::min(0.0, 1 - used);
            length += set_size_[set] * set_size_[set] * set_slope_[set] * set_slope_[set];
        }
        return length;
    }
    double used_share(std::uint32_t unit, std::span<const double> mean) const {
        if (std::popcount(options_[unit]) == 1) return may_idle(unit) ? 0 : 1;
        double used = 0;
        for (std::size_t option = 0; option + 1 < count_; ++option) used += mean[unit * count_ + option];
        return used;
    }
    double size_of(std::span<const std::uint32_t> set) const {
        double most = 0;
        for (const std::uint32_t unit : set) most = std::max(most, size(unit));
        return most;
    }
    static std::int64_t moved(std::int64_t price, double by) {
        return rounded(static_cast<double>(price) - by, most_worth);
    }
    bool may_idle(std::size_t unit) const { return (options_[unit] >> (count_ - 1) & 1) != 0; }
    /// Room left on the side that the price speaks of; at price 0 only a side that is broken pulls.
    double slope_of(std::uint32_t quota, double use) const {
        const Band& band = (*limits_)[quota].band;
        const std::int64_t price = best.prices.limits[quota];
        const double above = static_cast<double>(band.upper) - use,
                     below = static_cast<double>(band.lower) - use;
        if (price > 0 || (price == 0 && above < 0)) return above;
        return price < 0 || below > 0 ? below : 0;
    }
    /// A price that would change its sign stops at 0; none is beyond what a shortfall and the land can cost.
    std::int64_t moved_quota(std::uint32_t quota, std::int64_t price, double by) const {
        const double next = static_cast<double>(price) - by;
        if ((price > 0 && next < 0) || (price < 0 && next > 0)) return 0;
        const Band& band = (*limits_)[quota].band;
        const double most = band.upper < unlimited ? highest_quota_price * highest_ * fine : 0,
                     least = band.lower > 0 ? -highest_ * fine : 0;
        return rounded(std::clamp(next, least, most), std::int64_t{1} << 62);
    }
    double size(std::size_t unit) const { return static_cast<double>(problem_->areas[unit]) / largest_; }

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::span<const std::uint32_t> quotas_;
    double highest_;  ///< what a shortfall of one area unit costs
    std::span<const Options> options_;
    std::size_t count_;
    double largest_ = 1;
    std::vector<double> slope_, quota_slope_, set_slope_;  ///< per unit, quota and exclusive set
    std::vector<double> set_size_;
    double stride_ = 0.8;
    int without_gain_ = 0;
};

}  // namespace

/// What the bounds of all clusters may be off together: a small share of what is still to be closed.
std::int64_t SetRelaxation::slack_of(const SetPoint& point, double target) const {
    constexpr double share = 1.0 / 256;
    const double distance = static_cast<double>(point.scaled_bound) - target;
    return rounded(std::max(0.0, distance) * share / static_cast<double>(problem_->cluster_count()), most_worth);
}

SetDescent SetRelaxation::descend(std::span<const Options> options, SetPrices start, std::size_t rounds,
                                  const std::function<std::int64_t()>& known,
                                  const std::function<void(const SetPoint&)>& seen,
                                  const Progress& progress) const {
    Descent descent(*problem_, *limits_, quotas_, penalty_ * rules_.scale, options,
                    at(options, within_reach(std::move(start)), progress));
    std::vector<double> mean(stake_.size(), 0), picks(stake_.size(), 0);
    count(options, descent.best, mean);
    seen(descent.best);
    for (std::size_t round = 0; round < rounds && descent.best.bound > known(); ++round) {
        progress.report(static_cast<double>(round) / static_cast<double>(rounds));
        const double target = static_cast<double>(known()) * static_cast<double>(rules_.scale);
        const auto prices = descent.next(mean, quota_use(options, mean), stake_, target);
        if (!prices || descent.is_stuck()) break;
        SetPoint point = at(options, within_reach(*prices), progress, slack_of(descent.best, target));
        seen(point);
        count(options, point, picks);
        const double share = std::max(0.1, 1.0 / (2.0 + static_cast<double>(round)));
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += share * (picks[i] - mean[i]);
        descent.judge(std::move(point));
    }
    if (!descent.best_is_exact) {
        SetPoint point = at(options, descent.best.prices, progress);
        seen(point);
        descent.best = std::move(point);
    }
    return {.best = std::move(descent.best), .mean = std::move(mean)};
}

}  // namespace zonewright::allocation
