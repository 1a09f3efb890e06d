#include <algorithm>
#include <cmath>
#include <utility>

#include "allocation/certificate.h"
#include "allocation/solver/evaluation.h"
#include "allocation/solver/set_relaxation.h"
#include "allocation/solver/settle.h"
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
        if (std::adjacent_find(answer_->pieces.begin(), answer_->pieces.end(),
                               [](const Piece& a, const Piece& b) {
                                   return std::pair(a.unit, a.cluster) >= std::pair(b.unit, b.cluster);
                               }) != answer_->pieces.end())
            fault(both("分配不是按单元与产业各列一次",
                       "the pieces are not listed once each, by unit and cluster"));
        compare("value", answer_->value, evaluation.value);
        compare("shortfall", answer_->shortfall, evaluation.shortfall);
        compare("objective", answer_->objective, objective_of(evaluation, penalty_));
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
    const bool valid = are_valid(*problem_, limits_, answer_->prices, penalty_) &&
                       unit_prices_are_valid(*problem_, limits_, answer_->prices, penalty_);
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
    const double gap = gap_between(answer_->objective, answer_->value, answer_->bound);
    if (!(std::abs(gap - answer_->gap) <= 1e-12 + 1e-9 * std::abs(gap)))
        fault(both("差距：证书写 {}，复算得 {}", "gap: the certificate says {}, recomputed it is {}",
                   answer_->gap, gap));
    if ((answer_->stop == model::StopReason::Proved) != (answer_->bound == answer_->objective))
        fault(both("停止原因 {} 与上界 {} 和目标值 {} 不符",
                   "stop {} contradicts the bound {} and the objective {}", model::to_string(answer_->stop),
                   answer_->bound, answer_->objective));
    result_.proved_gap = gap_between(answer_->objective, answer_->value, bound);
}

}  // namespace

Verification verify_answer(const AllocationProblem& problem, const Answer& answer) {
    return Verifier(problem, answer).run();
}

Verification verify(const AllocationProblem& problem, const Answer& answer) {
    try {
        validate(problem);
    } catch (const InputError& wrong) {
        return {.faults = {wrong.problem().message()}};
    }
    return verify_answer(problem, answer);
}

Verification verify(std::string_view text) {
    try {
        const Certificate certificate = read_certificate(text);
        return verify_answer(certificate.problem, certificate.answer);
    } catch (const InputError& wrong) {
        return {.faults = {wrong.problem().message()}};
    }
}

}  // namespace zonewright::allocation
