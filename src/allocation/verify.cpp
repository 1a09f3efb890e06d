#include <algorithm>
#include <cmath>

#include "allocation/certificate.h"
#include "allocation/solver/evaluation.h"
#include "allocation/solver/set_relaxation.h"
#include "allocation/solver/tree_state.h"
#include "base/errors.h"
#include "base/language.h"

namespace zonewright::allocation {

namespace {

class Verifier {
public:
    Verifier(const AllocationProblem& problem, const Answer& answer)
        : problem_(&problem), answer_(&answer), limits_(problem), penalty_(penalty_of(problem)) {}

    Verification run() {
        check_pieces();
        if (check_prices()) check_bound();
        result_.holds = result_.faults.empty();
        return std::move(result_);
    }

private:
    void fault(Text words) { result_.faults.push_back(std::move(words)); }
    void compare(const std::string& name, std::int64_t claimed, std::int64_t found) {
        result_.figures.push_back({name, claimed, found});
        if (claimed != found)
            fault(both("{}：证书写 {}，复算得 {}", "{}: the certificate says {}, recomputed it is {}", name,
                       claimed, found));
    }
    void check_pieces() {
        const Evaluation evaluation = evaluate(*problem_, limits_, answer_->pieces);
        for (const Text& violation : evaluation.violations) fault(violation);
        compare("value", answer_->value, evaluation.value);
        compare("shortfall", answer_->shortfall, evaluation.shortfall);
        compare("objective", answer_->objective, evaluation.value - penalty_ * evaluation.shortfall);
    }
    bool check_prices();
    void check_bound();

    const AllocationProblem* problem_;
    const Answer* answer_;
    Limits limits_;
    std::int64_t penalty_;
    Verification result_;
};

/// Prices that weak duality does not cover prove nothing.
bool Verifier::check_prices() {
    const Prices& prices = answer_->prices;
    const std::size_t sides = problem_->neighbourhood ? problem_->neighbourhood->sides.size() : 0;
    const std::size_t messages = sides * 2 * (problem_->cluster_count() + 1);
    bool valid =
        prices.scale > 0 && prices.limit.size() == limits_.size() &&
        (prices.exclusive.empty() || prices.exclusive.size() == problem_->exclusive.size()) &&
        (prices.messages.empty() || prices.messages.size() == messages) &&
        (prices.units.empty() || (!problem_->divisible && prices.units.size() == problem_->unit_count()));
    for (std::size_t limit = 0; valid && limit < limits_.size(); ++limit) {
        const std::int64_t least = limits_[limit].kind == LimitKind::Budget ? 0 : -penalty_ * prices.scale;
        valid = prices.limit[limit] >= least && prices.limit[limit] < unlimited;
        if (prices.limit[limit] > 0) valid = valid && limits_[limit].band.upper < unlimited;
    }
    valid = valid && (prices.unit_limits.empty() || prices.unit_limits.size() == limits_.size());
    for (std::size_t limit = 0; valid && limit < prices.unit_limits.size(); ++limit) {
        const Wide price = prices.unit_limits[limit], dearest = Wide{penalty_} * prices.scale << budget_shift;
        const bool is_quota = limit >= problem_->cluster_count() && limits_[limit].kind != LimitKind::Budget;
        valid = price == 0 || (is_quota && price >= -dearest && price <= dearest_quota * dearest &&
                               (price < 0 || limits_[limit].band.upper < unlimited));
    }
    if (!prices.units.empty()) valid = valid && sets_add_up(*problem_, penalty_, prices);
    for (const std::int64_t price : prices.exclusive) valid = valid && price >= 0;
    if (!valid) fault(both("价格不成立，不能证明任何上界", "the prices are not valid and prove no bound"));
    return valid;
}

void Verifier::check_bound() {
    const auto options = options_within_limits(*problem_, limits_);
    if (!options) return fault(both("锁定与限额矛盾", "the locks contradict the limits"));
    const std::int64_t bound = bound_from_prices(*problem_, limits_, *options, answer_->prices, penalty_);
    compare("price_bound", answer_->price_bound, bound);
    if (answer_->objective > answer_->bound || answer_->bound > bound)
        fault(both("上界 {} 不在目标值 {} 与价格上界 {} 之间",
                   "the bound {} is not between the objective {} and the price bound {}", answer_->bound,
                   answer_->objective, bound));
    const double value = std::max(1.0, std::abs(static_cast<double>(answer_->value)));
    const double gap = static_cast<double>(answer_->bound - answer_->objective) / value;
    if (!(std::abs(gap - answer_->gap) <= 1e-12 + 1e-9 * std::abs(gap)))
        fault(both("差距：证书写 {}，复算得 {}", "gap: the certificate says {}, recomputed it is {}",
                   answer_->gap, gap));
    result_.proved_gap = static_cast<double>(bound - answer_->objective) / value;
}

}  // namespace

Verification verify(const AllocationProblem& problem, const Answer& answer) {
    try {
        validate(problem);
    } catch (const InputError& wrong) {
        return {.faults = {wrong.problem().message()}};
    }
    return Verifier(problem, answer).run();
}

Verification verify(std::string_view text) {
    try {
        const Certificate certificate = read_certificate(text);
        return verify(certificate.problem, certificate.answer);
    } catch (const InputError& wrong) {
        return {.faults = {wrong.problem().message()}};
    }
}

}  // namespace zonewright::allocation
