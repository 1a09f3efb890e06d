#include "allocation/solver/flow_combination.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "allocation/solver/flow_walk.h"
#include "allocation/solver/small_lp.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t most_flows = 400;
constexpr long double smallest_weight = 1e-15L;

/// Less than that is rounding.
long double least_gain(std::int64_t objective) {
    return 0.01L + 1e-17L * std::abs(static_cast<long double>(objective));
}

class FlowMixer {
public:
    FlowMixer(const AllocationProblem& problem, const Limits& limits, const Relaxation& relaxation,
              std::span<const Options> options, std::int64_t penalty,
              const std::function<void(const Relaxed&)>& seen)
        : problem_(&problem),
          limits_(&limits),
          relaxation_(&relaxation),
          options_(options),
          penalty_(penalty),
          sides_(relaxation.side_limits()),
          seen_(&seen) {}

    FlowCombination run(std::span<const std::int64_t> start, const Progress& progress);

private:
    bool add_flow(const Prices& prices, std::span<const std::int64_t> start, const Progress& progress);
    Prices priced(const std::vector<long double>& prices) const;
    std::vector<MixRow> rows() const;
    Mix mix() const;
    long double gain_of(const LandFlow& flow) const;
    bool is_new(const LandFlow& flow) const;
    std::vector<Piece> pieces(std::vector<std::uint32_t>& mixed) const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    const Relaxation* relaxation_;
    std::span<const Options> options_;
    std::int64_t penalty_;
    std::vector<std::uint32_t> sides_;
    const std::function<void(const Relaxed&)>* seen_;
    std::vector<LandFlow> flows_;
    Mix mix_;  ///< the best of the flows so far
    Multipliers best_;
};

/// False when the flow is known already or there is none.
bool FlowMixer::add_flow(const Prices& prices, std::span<const std::int64_t> start,
                         const Progress& progress) {
    Relaxed relaxed = relaxation_->solve(options_, prices, start, progress);
    if (!relaxed.feasible) return false;
    if (*seen_) (*seen_)(relaxed);
    const bool first = flows_.empty();
    LandFlow flow = measured(*problem_, *limits_, sides_, penalty_, relaxed);
    if (first || relaxed.bound < best_.relaxed.bound) best_ = {prices, std::move(relaxed)};
    if (!is_new(flow)) return false;
    const bool gains = first || gain_of(flow) > least_gain(flow.objective);
    flows_.push_back(std::move(flow));
    return gains;
}

/// How far the flow lies above the mixture at the mixture's prices.
long double FlowMixer::gain_of(const LandFlow& flow) const {
    auto gain = static_cast<long double>(flow.objective);
    long double mixed = 0;
    for (std::size_t at = 0; at < flows_.size(); ++at)
        mixed += mix_.weights[at] * static_cast<long double>(flows_[at].objective);
    gain -= mixed;
    for (std::size_t side = 0; side < sides_.size(); ++side) {
        auto use = static_cast<long double>(flow.side_use[side]);
        for (std::size_t at = 0; at < flows_.size(); ++at)
            use -= mix_.weights[at] * static_cast<long double>(flows_[at].side_use[side]);
        gain -= mix_.prices[side] * use;
    }
    return gain;
}

bool FlowMixer::is_new(const LandFlow& flow) const {
    return std::none_of(flows_.begin(), flows_.end(), [&](const LandFlow& known) {
        return known.objective == flow.objective && known.side_use == flow.side_use;
    });
}

/// What lies beyond an upper side costs more than any price that can bind there.
std::vector<MixRow> FlowMixer::rows() const {
    const auto scale = static_cast<long double>(best_.prices.scale);
    std::vector<MixRow> rows;
    for (std::size_t at = 0; at < sides_.size(); ++at) {
        const Limit& limit = (*limits_)[sides_[at]];
        const long double highest =
            limit.kind == LimitKind::Budget
                ? std::ldexp(static_cast<long double>(highest_money_price), -budget_shift) / scale
                : static_cast<long double>(largest_price) / scale;
        MixRow row{.has_lower = limit.band.lower > 0,
                   .has_upper = limit.band.upper < unlimited,
                   .lower = static_cast<long double>(limit.band.lower),
                   .upper = static_cast<long double>(limit.band.upper),
                   .over_cost = highest,
                   .under_cost = static_cast<long double>(penalty_),
                   .use = {}};
        for (const LandFlow& flow : flows_) row.use.push_back(static_cast<long double>(flow.side_use[at]));
        rows.push_back(std::move(row));
    }
    return rows;
}

Mix FlowMixer::mix() const {
    std::vector<long double> gains;
    for (const LandFlow& flow : flows_) gains.push_back(static_cast<long double>(flow.objective));
    return best_mix(gains, rows());
}

Prices FlowMixer::priced(const std::vector<long double>& prices) const {
    Prices result = relaxation_->free_multipliers();
    const auto scale = static_cast<long double>(result.scale);
    for (std::size_t at = 0; at < sides_.size(); ++at) {
        const Limit& limit = (*limits_)[sides_[at]];
        const bool is_money = limit.kind == LimitKind::Budget;
        const long double fine = is_money ? std::ldexp(scale, budget_shift) : scale;
        const auto most = static_cast<long double>(is_money ? highest_money_price : largest_price);
        const long double least = limit.band.lower > 0 ? -static_cast<long double>(penalty_) * scale : 0;
        result.limit[sides_[at]] = std::llroundl(std::clamp(prices[at] * fine, least, most));
    }
    return result;
}

/// One flow as it is; two along the one side limit they straddle; more rounded down.
std::vector<Piece> FlowMixer::pieces(std::vector<std::uint32_t>& mixed) const {
    std::vector<std::size_t> used;
    for (std::size_t at = 0; at < flows_.size(); ++at)
        if (mix_.weights[at] > smallest_weight) used.push_back(at);
    std::sort(used.begin(), used.end(),
              [&](std::size_t a, std::size_t b) { return mix_.weights[a] > mix_.weights[b]; });
    std::vector<const LandFlow*> flows;
    std::vector<long double> weights;
    for (const std::size_t at : used) flows.push_back(&flows_[at]), weights.push_back(mix_.weights[at]);
    mixed = units_that_differ(*problem_, flows);
    if (flows.size() == 2 && sides_.size() == 1)
        return walked(*problem_, *limits_, relaxation_->network(), sides_[0], penalty_, *flows[0], *flows[1]);
    return rounded_down(*problem_, flows, weights);
}

FlowCombination FlowMixer::run(std::span<const std::int64_t> start, const Progress& progress) {
    best_.prices = relaxation_->free_multipliers();
    FlowCombination combination;
    if (!add_flow(best_.prices, start, progress)) {
        combination.multipliers = {best_.prices, relaxation_->at_rest(options_)};
        return combination;
    }
    mix_ = mix();
    for (std::size_t round = 1; round < most_flows; ++round) {
        progress.report(std::min(0.95, static_cast<double>(round) / 30));
        const std::vector<std::int64_t> nodes = best_.relaxed.nodes;
        if (!add_flow(priced(mix_.prices), nodes, progress)) break;
        mix_ = mix();
    }
    if (mix_.weights.size() < flows_.size()) mix_ = mix();
    combination.pieces = pieces(combination.mixed);
    combination.multipliers = std::move(best_);
    return combination;
}

}  // namespace

FlowCombination combine_flows(const AllocationProblem& problem, const Limits& limits,
                              const Relaxation& relaxation, std::span<const Options> options,
                              std::int64_t penalty, std::span<const std::int64_t> start,
                              const std::function<void(const Relaxed&)>& seen, const Progress& progress) {
    return FlowMixer(problem, limits, relaxation, options, penalty, seen).run(start, progress);
}

}  // namespace zonewright::allocation
