#include "allocation/solve.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "allocation/solver/area_exchange.h"
#include "allocation/solver/best_towns.h"
#include "allocation/solver/core_problem.h"
#include "allocation/solver/divisible.h"
#include "allocation/solver/evaluation.h"
#include "allocation/solver/flow_combination.h"
#include "allocation/solver/improvement.h"
#include "allocation/solver/ledger.h"
#include "allocation/solver/lot_search.h"
#include "allocation/solver/multipliers.h"
#include "allocation/solver/ordering.h"
#include "allocation/solver/reassign.h"
#include "allocation/solver/search.h"
#include "allocation/solver/set_exchange.h"
#include "allocation/solver/set_relaxation.h"
#include "allocation/solver/set_search.h"
#include "allocation/solver/settle.h"
#include "allocation/solver/tree_state.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t thorough_units = 20000;  ///< up to here every relaxed answer is improved by exchanges
constexpr std::size_t units_reassigned_by_three = 150;
constexpr std::size_t rounds_for_sets = 400;
constexpr std::size_t units_exchanged_at_least = 64;  ///< up to here area of any unit is exchanged
constexpr ChainOptions quick_chains{.depth = 3, .width = 4, .work = 300'000};
constexpr ChainOptions thorough_chains{.depth = 4, .width = 5, .work = 2'000'000};
constexpr ChainOptions last_chains{.depth = 6, .width = 4, .work = 30'000'000};

/// The best allocation so far, as pieces.
struct Best {
    std::vector<Piece> pieces;
    std::int64_t objective = no_objective;
    std::int64_t weight = 1;  ///< what its gap is measured against
};

class Solver {
public:
    Solver(const AllocationProblem& problem, const SolveOptions& options,
           const std::vector<std::int64_t>& start)
        : problem_(&problem),
          settings_(options),
          start_(start),
          penalty_(penalty_of(problem)),
          limits_(problem),
          relaxation_(problem, limits_, penalty_) {}

    Answer run(const Progress& progress);

private:
    void keep(std::vector<Piece> pieces);
    void try_whole_units(std::span<const Options> options, const Relaxed& relaxed, std::size_t rounds,
                         const Progress& progress);
    void try_divisible(std::span<const Options> options, const Relaxed& relaxed, const Progress& progress);
    void try_any(std::span<const Options> options, const Relaxed& relaxed, bool thorough,
                 const Progress& progress);
    Multipliers mix_flows(std::span<const Options> options, const Progress& progress);
    void try_lots(std::span<const Options> options, const Relaxed& relaxed, const Progress& progress);
    void try_mixture(std::span<const Options> options, const FlowCombination& mixed);
    Multipliers multipliers(std::span<const Options> options, const Progress& progress);
    SearchResult search(const TreeState& root, const Multipliers& found, const Progress& progress);
    SearchResult search_core(const TreeState& root, const Multipliers& found, const Progress& progress);
    SearchResult search_by_sets(const TreeState& root, const Multipliers& found, const Progress& progress);
    SearchResult search_by_units(TreeState& root, const Multipliers& found, const SearchResult& before,
                                 const Progress& progress);
    SearchResult search_by_lots(const TreeState& root, const Multipliers& found, const Progress& progress);
    void improve_best(std::span<const Options> options, const Prices& prices, const Progress& progress);
    void keep(const Ledger& ledger);
    Answer answer(const Relaxed& relaxed, const SearchResult& result) const;
    SearchOptions search_options(std::size_t units) const;

    const AllocationProblem* problem_;
    SolveOptions settings_;
    std::vector<std::int64_t> start_;
    std::int64_t penalty_;
    Limits limits_;
    Relaxation relaxation_;
    Best best_;
    SetPrices set_prices_;  ///< where clusters chose sets
};

void Solver::keep(std::vector<Piece> pieces) {
    const Evaluation evaluation = evaluate(*problem_, limits_, pieces);
    const std::int64_t objective = objective_of(evaluation, penalty_);
    if (!evaluation.violations.empty() || objective <= best_.objective) return;
    best_ = {std::move(pieces), objective, gap_weight(objective, evaluation.value)};
}

void Solver::try_whole_units(std::span<const Options> options, const Relaxed& relaxed, std::size_t rounds,
                             const Progress& progress) {
    Ledger ledger(*problem_, limits_, penalty_);
    round_relaxed(*problem_, limits_, options, relaxed, ledger);
    if (!ledger.is_feasible()) return;
    if (rounds > 0) {
        improve(*problem_, limits_, options, relaxed, ledger, rounds, 0, progress);
        exchange_by_sets(*problem_, limits_, options, thorough_chains, ledger, progress);
    }
    keep(ledger);
}

void Solver::keep(const Ledger& ledger) {
    if (ledger.objective() > best_.objective) keep(ledger.pieces());
}

void Solver::try_divisible(std::span<const Options> options, const Relaxed& relaxed,
                           const Progress& progress) {
    if (!problem_->town_limit) {
        keep(pieces_of(*problem_, relaxed));
        return keep(feasible_pieces(*problem_, limits_, options, relaxed));
    }
    const std::vector<Options> kept = in_best_towns(*problem_, options, relaxed);
    if (std::find(kept.begin(), kept.end(), Options{0}) != kept.end()) return;
    Prices multipliers = relaxation_.free_multipliers();
    for (const std::uint32_t side : relaxation_.side_limits())
        multipliers.limit[side] = relaxed.prices.limit[side];
    multipliers.exclusive = relaxed.prices.exclusive;
    const Relaxed restricted = relaxation_.solve(kept, multipliers, relaxed.nodes, progress);
    if (restricted.feasible) keep(feasible_pieces(*problem_, limits_, kept, restricted));
}

void Solver::try_any(std::span<const Options> options, const Relaxed& relaxed, bool thorough,
                     const Progress& progress) {
    if (problem_->divisible) return try_divisible(options, relaxed, progress);
    try_whole_units(options, relaxed, thorough ? settings_.exchange_rounds : 0, progress);
}

/// A mixture of flows in whole area units, completed.
void Solver::try_mixture(std::span<const Options> options, const FlowCombination& mixed) {
    const Prices& prices = mixed.multipliers.relaxed.prices;
    std::vector<Piece> pieces = completed_pieces(*problem_, limits_, options, prices, mixed.pieces);
    keep(pieces);
    if (!problem_->minimum_site.empty() || problem_->town_limit) return;
    std::vector<std::uint32_t> units = mixed.mixed;
    if (problem_->unit_count() <= units_exchanged_at_least) {
        units.resize(problem_->unit_count());
        std::iota(units.begin(), units.end(), 0u);
    }
    keep(exchanged(*problem_, limits_, options, prices, penalty_, units, std::move(pieces)));
}

/// Smallest lots part a mixture: the flow made to keep them, and whole units exchanged with what is left
/// split.
void Solver::try_lots(std::span<const Options> options, const Relaxed& relaxed, const Progress& progress) {
    keep(feasible_pieces(*problem_, limits_, options, relaxed));
    if (problem_->unit_count() > thorough_units) return;
    Ledger ledger(*problem_, limits_, penalty_);
    round_relaxed(*problem_, limits_, options, relaxed, ledger);
    if (!ledger.is_feasible()) return;
    improve(*problem_, limits_, options, relaxed, ledger, settings_.exchange_rounds, 0, progress);
    keep(completed_pieces(*problem_, limits_, options, relaxed.prices, ledger.pieces()));
}

/// Divisible land under side limits: their prices and, from the flows at these, the best mixture.
Multipliers Solver::mix_flows(std::span<const Options> options, const Progress& progress) {
    std::function<void(const Relaxed&)> seen;
    if (!problem_->minimum_site.empty() && !problem_->town_limit)
        seen = [&](const Relaxed& relaxed) { try_lots(options, relaxed, progress); };
    FlowCombination mixed =
        combine_flows(*problem_, limits_, relaxation_, options, penalty_, start_, seen, progress);
    try_mixture(options, mixed);
    if (!problem_->town_limit) return std::move(mixed.multipliers);
    const std::vector<Options> kept = in_best_towns(*problem_, options, mixed.multipliers.relaxed);
    if (std::find(kept.begin(), kept.end(), Options{0}) == kept.end())
        try_mixture(kept, combine_flows(*problem_, limits_, relaxation_, kept, penalty_,
                                        mixed.multipliers.relaxed.nodes, {}, progress.quiet()));
    return std::move(mixed.multipliers);
}

Multipliers Solver::multipliers(std::span<const Options> options, const Progress& progress) {
    if (relaxation_.is_fine()) return mix_flows(options, progress);
    const bool small = problem_->unit_count() <= thorough_units;
    const auto tried = [&](const Relaxed& relaxed) {
        try_any(options, relaxed, small && best_.pieces.empty(), progress);
        return best_.objective;
    };
    return find_multipliers(*problem_, limits_, relaxation_, options, penalty_, start_,
                            settings_.multiplier_rounds, tried, progress);
}

/// The budget is for up to 100 open units; larger trees cost more a node and get fewer.
SearchOptions Solver::search_options(std::size_t units) const {
    const std::size_t nodes = settings_.node_budget * 100 / std::max<std::size_t>(100, units);
    return {.node_budget = settings_.node_budget == 0 ? 0 : std::max<std::size_t>(1, nodes),
            .gap_target = settings_.gap_target};
}

SearchResult Solver::search(const TreeState& root, const Multipliers& found, const Progress& progress) {
    Search tree(*problem_, limits_, relaxation_, found.prices, search_options(problem_->unit_count()));
    const Incumbent incumbent = [&](std::span<const Options> options, const Relaxed& relaxed, bool thorough) {
        try_any(options, relaxed, thorough, progress);
    };
    return tree.run(root.options(), found.relaxed, best_.objective, best_.weight, incumbent, progress);
}

/// The search on what is still open, with the bound and the best allocation counted back into the whole.
SearchResult Solver::search_core(const TreeState& root, const Multipliers& found, const Progress& progress) {
    CoreProblem core = core_of(*problem_, limits_, root.options(), found.prices);
    const Limits limits(core.problem);
    const Relaxation relaxation(core.problem, limits, penalty_);
    for (std::uint32_t limit = 0; limit < limits.size(); ++limit) {
        const auto& sides = relaxation.side_limits();
        if (!std::binary_search(sides.begin(), sides.end(), limit)) core.multipliers.limit[limit] = 0;
    }
    std::int64_t best = best_.objective - core.fixed_value;
    const Incumbent incumbent = [&](std::span<const Options> options, const Relaxed& relaxed, bool thorough) {
        Ledger ledger(core.problem, limits, penalty_);
        round_relaxed(core.problem, limits, options, relaxed, ledger);
        if (!ledger.is_feasible()) return;
        if (thorough)
            improve(core.problem, limits, options, relaxed, ledger, settings_.exchange_rounds, 0, progress);
        if (ledger.objective() <= best) return;
        keep(in_whole(core, *problem_, root.options(), ledger.pieces()));
        best = best_.objective - core.fixed_value;
    };
    const Relaxed relaxed = relaxation.solve(core.options, core.multipliers, {}, progress);
    Search tree(core.problem, limits, relaxation, core.multipliers, search_options(core.units.size()));
    if (!relaxed.feasible) return {.bound = best_.objective};
    SearchResult result = tree.run(core.options, relaxed, best, best_.weight, incumbent, progress);
    result.bound += core.fixed_value;
    return result;
}

/// On the best so far: three clusters at a time, worth its time for the fewest units only, and long chains.
void Solver::improve_best(std::span<const Options> options, const Prices& prices, const Progress& progress) {
    Ledger ledger(*problem_, limits_, penalty_);
    for (const Piece& piece : best_.pieces) ledger.move({piece.unit, piece.cluster});
    if (problem_->unit_count() <= units_reassigned_by_three)
        reassign(*problem_, limits_, options, prices, {.group = 3, .sweeps = 2}, ledger, progress);
    exchange_by_sets(*problem_, limits_, options, last_chains, ledger, progress);
    keep(ledger);
}

/// Few units: every cluster chooses its best set at prices of the units; then the search on those.
SearchResult Solver::search_by_sets(const TreeState& root, const Multipliers& found,
                                    const Progress& progress) {
    const Prices& prices = found.relaxed.prices;
    const SetRelaxation relaxation(*problem_, limits_, penalty_, prices);
    const auto idle = static_cast<std::uint16_t>(problem_->cluster_count());
    const SetIncumbent incumbent = [&](std::span<const Options> options, const SetPoint& point,
                                       bool thorough) {
        Relaxed picked{.option = std::vector<std::uint16_t>(problem_->unit_count(), idle),
                       .prices = prices,
                       .bound = point.bound};
        for (std::uint16_t cluster = 0; cluster < idle; ++cluster)
            for (const std::uint32_t unit : point.sets[cluster].chosen) picked.option[unit] = cluster;
        for (std::size_t unit = 0; unit < options.size(); ++unit)
            if (std::popcount(options[unit]) == 1)
                picked.option[unit] = static_cast<std::uint16_t>(std::countr_zero(options[unit]));
        Ledger ledger(*problem_, limits_, penalty_);
        round_relaxed(*problem_, limits_, options, picked, ledger);
        if (!ledger.is_feasible()) return;
        if (thorough) {
            improve(*problem_, limits_, options, picked, ledger, 2, 0, progress);
            reassign(*problem_, limits_, root.options(), prices, {}, ledger, progress);
        }
        exchange_by_sets(*problem_, limits_, root.options(), thorough ? thorough_chains : quick_chains,
                         ledger, progress);
        keep(ledger);
    };
    std::size_t seen = 0;
    const SetDescent descent = relaxation.descend(
        root.options(), relaxation.prices_from(root.options(), prices), rounds_for_sets,
        [&] { return best_.objective; },
        [&](const SetPoint& point) {
            if (++seen % 4 == 0) incumbent(root.options(), point, seen % 32 == 0);
        },
        progress.part(0, 0.3));
    set_prices_ = descent.best.prices;
    improve_best(root.options(), prices, progress);
    std::vector<Options> open = root.options();
    if (!relaxation.exclude(descent.best, best_.objective, open)) return {.bound = best_.objective};
    const SetSearchInput input{problem_, &limits_,         &relaxation,  open,
                               descent,  &best_.objective, &best_.weight};
    SearchOptions search = search_options(problem_->unit_count());
    search.node_budget = (search.node_budget + 15) / 16;  // a node is a descent of its own
    search.improve_every = 8;
    return search_sets(input, search, incumbent, progress.part(0.3, 1));
}

/// The search on single decisions, after `before`; both bounds hold, so the lower one does.
SearchResult Solver::search_by_units(TreeState& root, const Multipliers& found, const SearchResult& before,
                                     const Progress& progress) {
    SearchResult result{.bound = best_.objective};
    if (root.exclude_by_regret(found.relaxed, best_.objective) && root.propagate())
        result = has_core(*problem_) ? search_core(root, found, progress) : search(root, found, progress);
    result.nodes += before.nodes;
    result.bound = std::max(best_.objective, std::min(result.bound, before.bound));
    if (result.bound == best_.objective) result.stop = model::StopReason::Proved;
    return result;
}

SearchResult Solver::search_by_lots(const TreeState& root, const Multipliers& found,
                                    const Progress& progress) {
    const LotIncumbent incumbent{[&] { return best_.objective; }, [&] { return best_.pieces; },
                                 [&](std::vector<Piece> pieces) { keep(std::move(pieces)); }};
    return search_lots({problem_, &limits_, root.options(), penalty_, found.relaxed.bound}, settings_,
                       incumbent, progress);
}

Answer Solver::answer(const Relaxed& relaxed, const SearchResult& result) const {
    Answer answer{.pieces = best_.pieces,
                  .objective = best_.objective,
                  .penalty = penalty_,
                  .bound = std::min(result.bound, relaxed.bound),
                  .stop = result.stop,
                  .prices = relaxed.prices,
                  .nodes = result.nodes,
                  .node_prices = relaxed.nodes};
    answer.prices.units = set_prices_.units;
    answer.prices.unit_limits = set_prices_.limits;
    answer.prices.unit_sets = set_prices_.sets;
    return answer;
}

Answer Solver::run(const Progress& progress) {
    TreeState root(*problem_, limits_, options_of(*problem_, Choices(*problem_)));
    root.restart({});  // locks fit the limits: the problem is valid
    root.adopt_as_root();
    Relaxed nothing{.option = std::vector<std::uint16_t>(
                        problem_->unit_count(), static_cast<std::uint16_t>(problem_->cluster_count())),
                    .prices = relaxation_.free_multipliers()};
    for (const UnitCluster& lock : problem_->locked)
        nothing.option[lock.unit] = static_cast<std::uint16_t>(lock.cluster);
    keep(pieces_of(*problem_, nothing));
    const Multipliers found = multipliers(root.options(), progress.part(0, 0.5));
    try_any(root.options(), found.relaxed, true, progress);
    SearchResult result{.bound = found.relaxed.bound};
    const Progress searching = progress.part(0.5, 1);
    const auto distance = static_cast<double>(found.relaxed.bound - best_.objective);
    if (distance > 0 && distance <= settings_.gap_target * std::abs(static_cast<double>(best_.weight))) {
        result.stop = model::StopReason::GapReached;
    } else if (distance > 0 && has_lots_to_search(*problem_)) {
        result = search_by_lots(root, found, searching);
    } else if (distance > 0 && problem_->divisible && !problem_->town_limit) {
        result.stop = model::StopReason::RoundBudget;
    } else if (distance > 0) {
        const bool by_sets = !problem_->divisible && problem_->unit_count() <= most_units_for_sets &&
                             SetRelaxation(*problem_, limits_, penalty_, found.relaxed.prices).adds_up();
        if (by_sets) result = search_by_sets(root, found, searching.part(0, 0.5));
        // What sets leave open, the tree of single decisions often closes: quotas bind across clusters.
        if (!by_sets || result.stop == model::StopReason::NodeBudget)
            result = search_by_units(root, found, result, searching.part(by_sets ? 0.5 : 0, 1));
    }
    return answer(found.relaxed, result);
}

/// Units that have one option only are no choice: the rest is solved. What follows from pieces and prices is
/// left to settled().
Answer solve_open_part(const AllocationProblem& problem, const SolveOptions& options,
                       const Progress& progress, const std::vector<std::int64_t>& start) {
    const Limits limits(problem);
    const auto left = options_within_limits(problem, limits);
    if (problem.divisible || !left) return Solver(problem, options, start).run(progress);
    Prices nothing;
    nothing.exclusive.assign(problem.exclusive.size(), 0);
    const CoreProblem core = core_of(problem, limits, *left, nothing);
    if (core.units.empty() || core.units.size() == problem.unit_count())
        return Solver(problem, options, start).run(progress);
    Answer answer = Solver(core.problem, options, start).run(progress);
    answer.pieces = in_whole(core, problem, *left, answer.pieces);
    answer.prices = in_whole(core, problem, answer.prices);
    answer.bound += core.fixed_value;
    return answer;
}

}  // namespace

Answer solve(const AllocationProblem& problem, const SolveOptions& options, const Progress& progress,
             const std::vector<std::int64_t>& start) {
    validate(problem);
    if (is_in_order(problem)) return settled(problem, solve_open_part(problem, options, progress, start));
    const Reordered sorted = by_name(problem);
    Answer answer = solve_open_part(sorted.problem, options, progress, start);
    for (Piece& piece : answer.pieces) piece.unit = sorted.units[piece.unit];
    std::sort(answer.pieces.begin(), answer.pieces.end());
    answer.prices = in_old_order(sorted, answer.prices);
    return settled(problem, std::move(answer));
}

}  // namespace zonewright::allocation
