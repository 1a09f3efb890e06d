#include "allocation/solver/settle.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "allocation/solver/evaluation.h"
#include "allocation/solver/set_relaxation.h"
#include "allocation/solver/tree_state.h"

namespace zonewright::allocation {

namespace {

void count_pieces(const AllocationProblem& problem, const Limits& limits, Answer& answer) {
    const Evaluation evaluation = evaluate(problem, limits, answer.pieces);
    answer.value = evaluation.value;
    answer.shortfall = evaluation.shortfall;
    answer.used = evaluation.used;
    answer.objective = objective_of(evaluation, answer.penalty);
}

/// The bound is the lower one of the search's and the prices'; the rest follows from it.
void state_bound(const AllocationProblem& problem, const Limits& limits, Answer& answer) {
    answer.price_bound = answer.bound;
    if (const auto options = options_within_limits(problem, limits))
        answer.price_bound = bound_from_prices(problem, limits, *options, answer.prices, answer.penalty);
    answer.bound = std::min(answer.bound, answer.price_bound);
    answer.gap = gap_between(answer.objective, answer.value, answer.bound);
    if (answer.bound == answer.objective)
        answer.stop = model::StopReason::Proved;
    else if (answer.stop == model::StopReason::Proved)
        answer.stop = model::StopReason::RoundBudget;
}

Prices free_prices(const AllocationProblem& problem, const Limits& limits) {
    return {.limit = std::vector<std::int64_t>(limits.size(), 0),
            .exclusive = std::vector<std::int64_t>(problem.exclusive.size(), 0)};
}

std::vector<Piece> locked_pieces(const AllocationProblem& problem) {
    std::vector<Piece> pieces;
    for (const UnitCluster& lock : problem.locked)
        pieces.push_back({lock.unit, lock.cluster, problem.areas[lock.unit]});
    std::sort(pieces.begin(), pieces.end());
    return pieces;
}

}  // namespace

std::int64_t gap_weight(std::int64_t objective, std::int64_t value) {
    // A certificate that was made up may state the lowest number there is, whose size is no number.
    constexpr std::int64_t lowest = -std::numeric_limits<std::int64_t>::max();
    return std::max<std::int64_t>({1, std::abs(std::max(objective, lowest)), std::abs(std::max(value, lowest))});
}

double gap_between(std::int64_t objective, std::int64_t value, std::int64_t bound) {
    return (static_cast<double>(bound) - static_cast<double>(objective)) /
           static_cast<double>(gap_weight(objective, value));
}

Answer settled(const AllocationProblem& problem, Answer answer) {
    const Limits limits(problem);
    const auto holds = [&] {
        count_pieces(problem, limits, answer);
        if (!are_valid(problem, limits, answer.prices, answer.penalty)) return false;
        if (!unit_prices_are_valid(problem, limits, answer.prices, answer.penalty)) {
            answer.prices.units.clear();  // the prices of the limits still prove their bound
            answer.prices.unit_limits.clear();
            answer.prices.unit_sets.clear();
        }
        state_bound(problem, limits, answer);
        return verify_answer(problem, answer).holds;
    };
    if (holds()) return answer;
    answer.fell_back = true;
    answer.bound = -no_objective;
    if (holds()) return answer;
    answer.prices = free_prices(problem, limits);
    answer.bound = -no_objective;
    if (holds()) return answer;
    answer.pieces = locked_pieces(problem);
    answer.bound = -no_objective;
    holds();
    return answer;
}

}  // namespace zonewright::allocation
