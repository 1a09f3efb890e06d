// What must hold for every allocation, whatever the numbers: scaling, order, tightening, exclusiveness,
// bands, certificates.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "allocation/certificate.h"
#include "allocation/comparison.h"
#include "allocation/solver/settle.h"
#include "allocation/solver/shortfall.h"
#include "property/allocation_instances.h"
#include "property/allocation_rank_and_resolve.h"

namespace zonewright::allocation::testing {
namespace {

Shape medium(std::uint64_t seed) {
    Shape shape;
    shape.units = 20 + seed % 15;
    shape.clusters = 2 + seed % 4;
    shape.largest_area = 500;
    shape.largest_value = 1000;
    shape.divisible = seed % 2 == 0;
    shape.town_quotas = seed % 3 == 0;
    shape.budget = seed % 5 == 0;
    return shape;
}

AllocationProblem named(AllocationProblem problem) {
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        problem.unit_names.push_back("u" + std::to_string(1000 + unit));
    return problem;
}

constexpr SolveOptions quick{.node_budget = 300};

TEST(AllocationInvariants, ScalingAllValuesChangesNothing) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        AllocationProblem problem = random_problem(seed, medium(seed));
        problem.shortfall_penalty = penalty_of(problem);
        AllocationProblem scaled = problem;
        for (std::int32_t& value : scaled.values)
            if (value != ineligible) value *= 7;
        scaled.shortfall_penalty *= 7;
        if (problem.budget) continue;  // money keeps its own scale: prices are rounded differently
        EXPECT_EQ(solve(problem, quick, Progress()).pieces, solve(scaled, quick, Progress()).pieces)
            << "seed " << seed;
    }
}

TEST(AllocationInvariants, OrderOfRowsChangesNothing) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const AllocationProblem problem = named(random_problem(seed, medium(seed)));
        std::vector<std::uint32_t> order(problem.unit_count());
        std::iota(order.begin(), order.end(), 0u);
        Random random(seed, "order");
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
        AllocationProblem mixed = problem;
        std::vector<std::uint32_t> position(order.size());
        for (std::uint32_t to = 0; to < order.size(); ++to) {
            position[order[to]] = to;
            mixed.areas[to] = problem.areas[order[to]];
            mixed.unit_names[to] = problem.unit_names[order[to]];
            if (problem.budget) mixed.budget->cost[to] = problem.budget->cost[order[to]];
            for (std::size_t j = 0; j < problem.cluster_count(); ++j)
                mixed.values[to * problem.cluster_count() + j] = problem.value(order[to], j);
        }
        for (PlaceUnits& place : mixed.places) {
            for (std::uint32_t& unit : place.units) unit = position[unit];
            std::sort(place.units.begin(), place.units.end());
        }
        const auto by_name = [](const AllocationProblem& of, const Answer& answer) {
            std::map<std::pair<std::string, std::uint32_t>, std::int64_t> given;
            for (const Piece& piece : answer.pieces)
                given[{of.unit_names[piece.unit], piece.cluster}] += piece.area;
            return given;
        };
        const Answer a = solve(problem, quick, Progress()), b = solve(mixed, quick, Progress());
        EXPECT_EQ(by_name(problem, a), by_name(mixed, b)) << "seed " << seed;
        EXPECT_EQ(a.bound, b.bound) << "seed " << seed;
        EXPECT_EQ(a.prices.limit, b.prices.limit) << "seed " << seed;
    }
}

TEST(AllocationInvariants, TighteningNeverImproves) {
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        Shape shape = medium(seed);
        shape.units = 9;
        shape.budget = false;
        const AllocationProblem problem = random_problem(seed, shape);
        const std::int64_t before = solve(problem, {}, Progress()).objective;
        AllocationProblem tighter = problem;
        tighter.shortfall_penalty = penalty_of(problem);
        Random random(seed, "tighten");
        const std::size_t cluster = random.below(problem.cluster_count());
        if (seed % 2 == 0)
            tighter.demand[cluster].upper = tighter.demand[cluster].lower;
        else
            tighter.values[random.below(tighter.values.size())] = ineligible;
        EXPECT_LE(solve(tighter, {}, Progress()).objective, before) << "seed " << seed;
    }
}

TEST(AllocationInvariants, NoParcelTwiceAndBandsHoldExactly) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Shape shape = medium(seed);
        shape.exclusive = seed % 4 == 0;
        const AllocationProblem problem = random_problem(seed, shape);
        const Answer answer = solve(problem, quick, Progress());
        const Evaluation evaluation = evaluate(problem, Limits(problem), answer.pieces);
        EXPECT_TRUE(evaluation.violations.empty()) << evaluation.violations.front().en << " seed " << seed;
        EXPECT_EQ(evaluation.value - answer.penalty * evaluation.shortfall, answer.objective)
            << "seed " << seed;
        EXPECT_LE(answer.objective, answer.bound) << "seed " << seed;
        EXPECT_LE(answer.bound, answer.price_bound) << "seed " << seed;
    }
}

TEST(AllocationInvariants, CertificatesHoldUntilSomeoneAltersThem) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Shape shape = medium(seed);
        shape.exclusive = seed % 4 == 0;
        shape.neighbours = !shape.divisible && seed % 3 == 0;
        const AllocationProblem problem = named(random_problem(seed, shape));
        const Answer answer = solve(problem, quick, Progress());
        const std::string text = certificate_of(problem, answer);
        const Verification verified = verify(text);
        EXPECT_TRUE(verified.holds) << (verified.faults.empty() ? "" : verified.faults.front().en) << " seed "
                                    << seed;
        Certificate altered = read_certificate(text);
        Random random(seed, "alter");
        if (altered.answer.pieces.empty()) continue;
        Piece& piece = altered.answer.pieces[random.below(altered.answer.pieces.size())];
        const std::uint64_t kind = random.below(4);
        if (kind == 0) piece.area -= 1;
        if (kind == 1) altered.problem.values[piece.unit * problem.cluster_count() + piece.cluster] += 1;
        if (kind == 2) altered.answer.objective += 1;
        if (kind == 3)
            altered.answer.prices.limit[0] = -altered.answer.penalty * altered.answer.prices.scale - 1;
        EXPECT_FALSE(verify(altered.problem, altered.answer).holds) << "seed " << seed << " kind " << kind;
    }
}

TEST(AllocationInvariants, RankAndResolveIsNeverBetter) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Shape shape;
        shape.units = 30 + seed * 5;
        shape.clusters = 2 + seed % 5;
        shape.largest_value = 1000;
        shape.largest_area = 50;
        const AllocationProblem problem = random_problem(seed, shape);
        const Limits limits(problem);
        const Evaluation ranked = evaluate(problem, limits, rank_and_resolve(problem));
        ASSERT_TRUE(ranked.violations.empty()) << ranked.violations.front().en << " seed " << seed;
        const Answer answer = solve(problem, quick, Progress());
        EXPECT_GE(answer.objective, ranked.value - answer.penalty * ranked.shortfall) << "seed " << seed;
        EXPECT_GE(answer.bound, ranked.value - answer.penalty * ranked.shortfall) << "seed " << seed;
    }
}

TEST(AllocationInvariants, LeastShortfallIsThatOfTheDivisibleOptimum) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Shape shape = medium(seed);
        shape.divisible = true;
        shape.budget = false;
        shape.demand_share = 0.7 + 0.05 * static_cast<double>(seed);
        shape.ineligible_share = 0.5;
        const AllocationProblem problem = random_problem(seed, shape);
        const ShortfallReport report = explain_shortfall(problem, Progress());
        EXPECT_EQ(report.least, solve(problem, {}, Progress()).shortfall) << "seed " << seed;
        for (std::size_t i = 1; i < report.reliefs.size(); ++i)
            EXPECT_GE(report.reliefs[i - 1].gain, report.reliefs[i].gain) << "seed " << seed;
        if (report.least > 0) {
            EXPECT_FALSE(report.clusters.empty()) << "seed " << seed;
        }
    }
}

TEST(AllocationInvariants, ComparisonClosesOnBothSides) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const AllocationProblem one = named(random_problem(seed, medium(seed)));
        AllocationProblem other = one;
        for (Band& band : other.demand) band = {band.lower / 2, band.upper / 2};
        const Certificate a{one, solve(one, quick, Progress())}, b{other, solve(other, quick, Progress())};
        std::map<std::string, std::int64_t> before, after;
        for (const Transfer& transfer : compare(a, b).transfers)
            before[transfer.from] += transfer.area, after[transfer.to] += transfer.area;
        for (std::size_t j = 0; j < one.cluster_count(); ++j) {
            EXPECT_EQ(before[one.cluster_names[j]], a.answer.used[j]) << "seed " << seed;
            EXPECT_EQ(after[one.cluster_names[j]], b.answer.used[j]) << "seed " << seed;
        }
        EXPECT_TRUE(compare(a, a).changes.empty()) << "seed " << seed;
    }
}

TEST(AllocationInvariants, NeighbourhoodBoundIsTighterThanCountingEverySideAtItsBest) {
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
        Shape shape;
        shape.units = 12;
        shape.neighbours = true;
        const AllocationProblem problem = random_problem(seed, shape);
        AllocationProblem alone = problem;
        alone.neighbourhood.reset();
        std::int64_t best_sides = 0;
        for (const Side& side : problem.neighbourhood->sides) best_sides += 8 * side.weight;
        const std::int64_t naive = solve(alone, {.node_budget = 0}, Progress()).price_bound + best_sides;
        const Answer answer = solve(problem, {.node_budget = 50}, Progress());
        EXPECT_LE(answer.price_bound, naive) << "seed " << seed;
        EXPECT_LE(answer.objective, answer.bound) << "seed " << seed;
    }
}

/// Land as a city has it: 300 whole lots of 2 to 40 公顷, areas in cm², and 3,000 parcels too small for any cluster.
AllocationProblem city_of_lots(std::uint64_t seed) {
    Random random(seed, "city of lots");
    AllocationProblem problem;
    problem.cluster_names = {"a", "b", "c", "d"};
    for (int unit = 0; unit < 3300; ++unit) {
        const double hectares = unit < 300 ? random.between(2, 40) : random.between(0.01, 1.9);
        problem.areas.push_back(static_cast<std::int64_t>(hectares * 1e8));
        for (int cluster = 0; cluster < 4; ++cluster)
            problem.values.push_back(static_cast<std::int32_t>(2000 + random.below(4000)));
    }
    problem.minimum_site.assign(4, 200'000'000);
    problem.demand.assign(4, Band{25'000'000'000, 26'250'000'000});
    Neighbourhood neighbourhood;
    for (int side = 0; side < 200; ++side) {
        const auto a = static_cast<std::uint32_t>(random.below(299));
        neighbourhood.sides.push_back({a, a + 1 + static_cast<std::uint32_t>(random.below(299 - a)), 1});
    }
    neighbourhood.affinity.assign(16, 0);
    for (std::size_t cluster = 0; cluster < 4; ++cluster) neighbourhood.affinity[cluster * 5] = 20'000'000'000;
    neighbourhood.affinity[1] = neighbourhood.affinity[4] = -200'000'000'000;
    problem.neighbourhood = neighbourhood;
    return problem;
}

TEST(AllocationInvariants, NeighboursOfLotsAreBoundedByWholeSetsTooAndProvedByPrices) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const AllocationProblem problem = city_of_lots(seed);
        const Answer answer = solve(problem, {.node_budget = 400}, Progress());
        EXPECT_FALSE(answer.prices.units.empty()) << "seed " << seed << ": prices of units do not add up";
        EXPECT_LT(gap_between(answer.objective, answer.value, answer.price_bound), 0.002) << "seed " << seed;
        EXPECT_TRUE(verify(certificate_of(problem, answer)).holds) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::allocation::testing
