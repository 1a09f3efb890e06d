#include "allocation/allocate.h"

#include <algorithm>
#include <cmath>

#include "allocation/certificate.h"
#include "allocation/solve.h"
#include "allocation/solver/offer.h"
#include "allocation/solver/shortfall.h"

namespace zonewright::allocation {

namespace {

SolveOptions solve_options(const model::Scenario& scenario) {
    return {.node_budget = scenario.node_budget, .gap_target = scenario.gap_target};
}

std::string kind_of(LimitKind kind) {
    switch (kind) {
        case LimitKind::Cluster:
            return "cluster";
        case LimitKind::Place:
            return "place";
        case LimitKind::ClusterPlace:
            return "cluster_place";
        case LimitKind::Budget:
            return "budget";
    }
    return "";
}

/// Score × 亩 for one more 亩; for the budget score × 亩 for 1,000 yuan more.
double price_in_land_terms(const Prices& prices, const Limit& limit, std::size_t number) {
    const double price = static_cast<double>(prices.limit[number]) / static_cast<double>(prices.scale);
    if (limit.kind != LimitKind::Budget) return price / static_cast<double>(score_scale);
    const double score_m2_per_yuan = std::ldexp(price, -budget_shift) * 1e-4;
    return score_m2_per_yuan * 1000 / square_metres_per_mu;
}

std::vector<model::ClusterBalance> balances_of(const AllocationProblem& problem, const Answer& answer,
                                               const Limits& limits) {
    std::vector<model::ClusterBalance> balances;
    const Choices choices(problem);
    for (std::size_t cluster = 0; cluster < problem.cluster_count(); ++cluster) {
        model::ClusterBalance balance;
        balance.cluster = model::ClusterId(cluster);
        balance.demand = Area{problem.demand[cluster].lower};
        for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
            if (choices.allowed(unit, cluster)) balance.eligible += Area{problem.areas[unit]};
        balance.allocated = Area{answer.used[cluster]};
        balance.shortfall = Area{std::max<std::int64_t>(0, balance.demand.cm2 - balance.allocated.cm2)};
        balance.price_per_mu = -price_in_land_terms(answer.prices, limits[cluster], cluster);
        balances.push_back(balance);
    }
    return balances;
}

/// The land as if the constraint took none of it. Land without a score because nothing of it was admissible
/// counts as land that any cluster may take.
AllocationInput without(const LiftedConstraint& constraint, const AllocationInput& input) {
    AllocationInput open = input;
    const std::size_t clusters = input.plan->clusters.size();
    for (std::size_t unit = 0; unit < input.units.size(); ++unit) {
        const Area gain = constraint.gain[unit];
        if (gain <= Area{}) continue;
        open.units[unit].area += gain;
        if (input.units[unit].area > Area{}) continue;
        open.units[unit].admissible = true;
        if (!open.units[unit].cost_yuan_per_m2) open.units[unit].cost_yuan_per_m2 = 0;  // nobody costed it
        std::fill_n(open.scores.begin() + static_cast<std::ptrdiff_t>(unit * clusters), clusters, 0.0);
    }
    return open;
}

/// What each constraint costs the demands that cannot be met, among the other reliefs.
void add_constraints(const AllocationInput& input, model::Allocation& allocation, const Progress& progress) {
    for (const LiftedConstraint& constraint : input.lifted) {
        progress.checkpoint();
        const std::int64_t left =
            least_shortfall(problem_of(without(constraint, input)), progress.part(0, 0));
        const Area gain{allocation.least_shortfall.cm2 - left};
        if (gain <= Area{}) continue;
        allocation.reliefs.push_back({.kind = "constraint", .constraint = constraint.id, .gain = gain});
    }
    std::stable_sort(
        allocation.reliefs.begin(), allocation.reliefs.end(),
        [](const model::LimitRelief& a, const model::LimitRelief& b) { return a.gain > b.gain; });
}

model::Allocation complete(const AllocationInput& input, const AllocationProblem& problem,
                           const Answer& answer, const Progress& progress) {
    model::Allocation allocation = allocation_of(input, problem, answer);
    const ShortfallReport report = explain_shortfall(problem, progress);
    allocation.least_shortfall = Area{report.least};
    for (const ShortfallRelief& relief : report.reliefs)
        allocation.reliefs.push_back(in_model(problem, relief));
    if (report.least > 0) add_constraints(input, allocation, progress);
    allocation.certificate = certificate_of(problem, answer);
    return allocation;
}

}  // namespace

model::Allocation allocation_of(const AllocationInput& input, const AllocationProblem& problem,
                                const Answer& answer) {
    const Limits limits(problem);
    const std::vector<std::uint32_t> offer = offer_of(input);
    model::Allocation allocation{.objective = answer.objective,
                                 .bound = answer.bound,
                                 .gap = answer.gap,
                                 .stop = answer.stop,
                                 .value = answer.value,
                                 .price_bound = answer.price_bound,
                                 .score_scale = score_scale,
                                 .shortfall_penalty = answer.penalty,
                                 .scenario = input.scenario.id,
                                 .weights = input.weights};
    for (const Piece& piece : answer.pieces) {
        const std::size_t unit = offer[piece.unit];
        const double score = input.scores[unit * problem.cluster_count() + piece.cluster];
        allocation.units.push_back({unit, model::ClusterId(piece.cluster), Area{piece.area}, score});
    }
    allocation.balances = balances_of(problem, answer, limits);
    for (std::size_t number = 0; number < limits.size(); ++number) {
        const Limit& limit = limits[number];
        const bool is_money = limit.kind == LimitKind::Budget;
        const Band band = is_money ? Band{0, 0} : limit.band;  // money is no area: the scenario states it
        allocation.prices.push_back({.kind = kind_of(limit.kind),
                                     .cluster = limit.cluster ? problem.cluster_names[*limit.cluster] : "",
                                     .place = limit.place ? problem.places[*limit.place].name : "",
                                     .lower = Area{band.lower},
                                     .upper = Area{band.upper >= unlimited ? -1 : band.upper},
                                     .used = Area{is_money ? 0 : answer.used[number]},
                                     .price_per_mu = price_in_land_terms(answer.prices, limit, number)});
    }
    return allocation;
}

model::Allocation allocate(const AllocationInput& input, const Progress& progress) {
    const AllocationProblem problem = problem_of(input);
    const Answer answer = solve(problem, solve_options(input.scenario), progress.part(0, 0.8));
    return complete(input, problem, answer, progress.part(0.8, 1));
}

std::vector<model::Allocation> allocate_for_weights(const AllocationInput& input,
                                                    std::span<const std::string> weights,
                                                    std::span<const std::vector<double>> scores,
                                                    const Progress& progress) {
    std::vector<model::Allocation> allocations;
    std::vector<std::int64_t> start;
    AllocationInput one = input;
    for (std::size_t set = 0; set < weights.size(); ++set) {
        const auto at = [&](double share) {
            return (static_cast<double>(set) + share) / static_cast<double>(weights.size());
        };
        one.weights = weights[set];
        one.scores = scores[set];
        const AllocationProblem problem = problem_of(one);
        const Answer answer =
            solve(problem, solve_options(input.scenario), progress.part(at(0), at(0.8)), start);
        start = answer.node_prices;
        allocations.push_back(complete(one, problem, answer, progress.part(at(0.8), at(1))));
    }
    return allocations;
}

}  // namespace zonewright::allocation
