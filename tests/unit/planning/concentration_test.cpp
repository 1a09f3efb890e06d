// The local statistics against naive formulas, and their permutation tests against all permutations there are.
#include "planning/concentration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"

namespace zonewright::planning {
namespace {

/// A square of n × n points a unit apart.
std::vector<geom::Point> lattice(int n) {
    std::vector<geom::Point> points;
    for (int row = 0; row < n; ++row)
        for (int column = 0; column < n; ++column) points.push_back({1.0 * column, 1.0 * row});
    return points;
}

std::vector<double> drawn_counts(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(static_cast<double>(random.below(7)));
    return values;
}

double distance_of(geom::Point a, geom::Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Gi* straight from the formula with a full matrix of weights.
double naive_gi_star(const std::vector<double>& x, const std::vector<geom::Point>& at, std::size_t i, double band) {
    const double n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double squares = 0;
    for (const double value : x) squares += value * value;
    const double s = std::sqrt(squares / n - mean * mean);
    double sum = 0, w = 0, w2 = 0;
    for (std::size_t j = 0; j < x.size(); ++j) {
        const double weight = distance_of(at[i], at[j]) <= band ? 1 : 0;
        sum += weight * x[j], w += weight, w2 += weight * weight;
    }
    return (sum - mean * w) / (s * std::sqrt((n * w2 - w * w) / (n - 1)));
}

double naive_moran(const std::vector<double>& x, const std::vector<geom::Point>& at, std::size_t i, double band) {
    const double n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double m2 = 0, lag = 0, neighbours = 0;
    for (std::size_t j = 0; j < x.size(); ++j) {
        m2 += (x[j] - mean) * (x[j] - mean) / n;
        if (j != i && distance_of(at[i], at[j]) <= band) lag += x[j] - mean, ++neighbours;
    }
    return (x[i] - mean) / m2 * lag / neighbours;
}

TEST(Neighbours, AreThoseWithinTheDistanceAndNotThePlaceItself) {
    const auto neighbours = neighbours_within(lattice(3), 1.0);
    EXPECT_EQ(neighbours[4], (std::vector<std::uint32_t>{1, 3, 5, 7}));
    EXPECT_EQ(neighbours[0], (std::vector<std::uint32_t>{1, 3}));
}

TEST(LocalStatistics, AreWhatTheFormulasSay) {
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const auto points = lattice(9);
        const auto values = drawn_counts(points.size(), seed);
        const auto neighbours = neighbours_within(points, 1.5);
        const auto hot = getis_ord_star(values, neighbours, {seed, 9}, Progress{});
        const auto moran = local_moran(values, neighbours, {seed, 9}, Progress{});
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_NEAR(hot[i].value, naive_gi_star(values, points, i, 1.5), 1e-9) << "seed " << seed << " place " << i;
            EXPECT_NEAR(moran[i].value, naive_moran(values, points, i, 1.5), 1e-9) << "seed " << seed << " place " << i;
        }
    }
}

/// The share of all ways to choose the neighbours' values from the others that is at least as far out, on either side.
double exact_p(const std::vector<double>& x, std::size_t i, const std::vector<std::uint32_t>& neighbours) {
    double observed = 0;
    for (const auto j : neighbours) observed += x[j];
    std::vector<double> others;
    for (std::size_t j = 0; j < x.size(); ++j)
        if (j != i) others.push_back(x[j]);
    std::vector<char> chosen(others.size(), 0);
    std::fill(chosen.end() - static_cast<std::ptrdiff_t>(neighbours.size()), chosen.end(), 1);
    double above = 0, below = 0, all = 0;
    do {
        double sum = 0;
        for (std::size_t j = 0; j < others.size(); ++j) sum += chosen[j] ? others[j] : 0;
        above += sum >= observed, below += sum <= observed, ++all;
    } while (std::next_permutation(chosen.begin(), chosen.end()));
    return std::min(above, below) / all;
}

TEST(PermutationTests, ApproachTheShareOfAllChoices) {
    const auto points = lattice(4);
    const auto values = drawn_counts(points.size(), 11);
    const auto neighbours = neighbours_within(points, 1.0);
    const PermutationTest test{5, 19999};
    const auto hot = getis_ord_star(values, neighbours, test, Progress{});
    const auto moran = local_moran(values, neighbours, test, Progress{});
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double exact = exact_p(values, i, neighbours[i]);
        const double tolerance = 4 * std::sqrt(exact * (1 - exact) / test.permutations) + 2.0 / test.permutations;
        EXPECT_NEAR(hot[i].p, exact, tolerance) << "place " << i;
        EXPECT_NEAR(moran[i].p, exact, tolerance) << "place " << i;
    }
}

TEST(PermutationTests, AreTheSameForTheSameSeedOnAnyNumberOfThreads) {
    const auto points = lattice(12);
    const auto values = drawn_counts(points.size(), 3);
    const auto neighbours = neighbours_within(points, 2.0);
    const auto one = getis_ord_star(values, neighbours, {7, 199}, Progress(nullptr, {}, 1));
    const auto many = getis_ord_star(values, neighbours, {7, 199}, Progress(nullptr, {}, 5));
    const auto other = getis_ord_star(values, neighbours, {8, 199}, Progress(nullptr, {}, 1));
    std::size_t differ = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ(one[i].p, many[i].p) << i;
        differ += one[i].p != other[i].p;
    }
    EXPECT_GT(differ, values.size() / 4) << "another seed is another sample";
}

TEST(LocalStatistics, FindAPlantedHeapAndNothingInEqualValues) {
    const auto points = lattice(10);
    std::vector<double> values(points.size(), 1);
    const auto neighbours = neighbours_within(points, 1.0);
    for (const LocalStatistic& flat : getis_ord_star(values, neighbours, {1, 99}, Progress{})) EXPECT_TRUE(std::isnan(flat.value));
    for (const std::size_t i : {44u, 45u, 54u, 55u}) values[i] = 30;
    const auto hot = getis_ord_star(values, neighbours, {1, 999}, Progress{});
    const auto moran = local_moran(values, neighbours, {1, 999}, Progress{});
    EXPECT_GT(hot[44].value, 3);
    EXPECT_LE(hot[44].p, 0.01);
    EXPECT_EQ(moran[44].kind, MoranKind::HighHigh);
    EXPECT_EQ(moran[0].kind, MoranKind::LowLow);
    EXPECT_EQ(moran[43].kind, MoranKind::LowHigh) << "a low place beside the heap";
}

TEST(NearestNeighbour, IsTwoOnALatticeAndBelowOneInAHeap) {
    const auto points = lattice(30);
    const NearestNeighbours even = nearest_neighbours(points, 900);
    EXPECT_NEAR(even.mean_m, 1, 1e-12);
    EXPECT_NEAR(even.ratio, 2, 1e-9) << "a unit lattice of density 1: 1 against 0.5";
    EXPECT_LT(nearest_neighbours(points, 90000).ratio, 0.3);
    EXPECT_TRUE(std::isnan(nearest_neighbours(std::vector<geom::Point>{{0, 0}}, 900).ratio));
}

}  // namespace
}  // namespace zonewright::planning
