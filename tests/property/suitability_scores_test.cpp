// What must hold for any scores: invariants on seeded random worths and weights.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/random.h"
#include "suitability/aggregation.h"
#include "suitability/ahp.h"
#include "suitability/robustness.h"
#include "suitability/value_curve.h"
#include "suitability/weighting.h"

namespace zonewright::suitability {
namespace {

const char* const rules[] = {"wlc", "wpm", "owa:0.2", "owa:0.8", "topsis", "fuzzy:0.7", "minimum"};

std::vector<double> random_worths(Random& random, std::size_t count) {
    std::vector<double> worths;
    for (std::size_t k = 0; k < count; ++k)
        worths.push_back(random.below(8) == 0 ? static_cast<double>(random.below(2)) : random.unit());
    return worths;
}

std::vector<double> random_weights(Random& random, std::size_t count) {
    std::vector<double> points;
    for (std::size_t k = 0; k < count; ++k) points.push_back(random.unit() + 0.01);
    return direct_weights(points);
}

class Seeded : public testing::TestWithParam<std::uint64_t> {
protected:
    Random random{GetParam(), "scores"};
    std::size_t count = 1 + random.below(12);
    std::vector<double> worths = random_worths(random, count), weights = random_weights(random, count);
};
INSTANTIATE_TEST_SUITE_P(Seeds, Seeded, testing::Range<std::uint64_t>(1, 201));

TEST_P(Seeded, AScoreLiesWithinZeroAndOne) {
    for (const char* rule : rules) {
        const double score = aggregate(parse_aggregation(rule), worths, weights);
        EXPECT_GE(score, 0) << rule << " seed " << GetParam();
        EXPECT_LE(score, 1 + 1e-12) << rule << " seed " << GetParam();
    }
}

TEST_P(Seeded, RaisingAWorthNeverLowersTheScore) {
    for (const char* rule : rules) {
        const double before = aggregate(parse_aggregation(rule), worths, weights);
        std::vector<double> better = worths;
        double& one = better[random.below(count)];
        one = random.between(one, 1);
        EXPECT_GE(aggregate(parse_aggregation(rule), better, weights), before - 1e-12)
            << rule << " seed " << GetParam();
    }
}

TEST_P(Seeded, TheOrderOfTheCriteriaDoesNotMatter) {
    std::vector<double> reversed_worths(worths.rbegin(), worths.rend()),
        reversed_weights(weights.rbegin(), weights.rend());
    for (const char* rule : rules)
        EXPECT_NEAR(aggregate(parse_aggregation(rule), worths, weights),
                    aggregate(parse_aggregation(rule), reversed_worths, reversed_weights), 1e-12)
            << rule << " seed " << GetParam();
}

TEST_P(Seeded, ACriterionOfWeightZeroChangesNothing) {
    std::vector<double> more_worths = worths, more_weights = weights;
    more_worths.push_back(random.unit());
    more_weights.push_back(0);
    for (const char* rule : rules)
        EXPECT_EQ(aggregate(parse_aggregation(rule), worths, weights),
                  aggregate(parse_aggregation(rule), more_worths, more_weights))
            << rule << " seed " << GetParam();
}

TEST_P(Seeded, ScalingAllPointsChangesNoWeight) {
    std::vector<double> points = weights;
    for (double& point : points) point *= 37.5;
    const std::vector<double> scaled = direct_weights(points);
    for (std::size_t k = 0; k < count; ++k) EXPECT_NEAR(scaled[k], weights[k], 1e-15);
}

TEST_P(Seeded, ARowHasTheScoresOfItsCells) {
    const std::size_t cells = 1 + random.below(70);
    std::vector<std::vector<float>> rows(count, std::vector<float>(cells));
    for (auto& row : rows)
        for (float& worth : row)
            worth = random.below(15) == 0 ? std::nanf("") : static_cast<float>(random.unit());
    std::vector<const float*> pointers;
    for (const auto& row : rows) pointers.push_back(row.data());
    const std::vector<float> narrow(weights.begin(), weights.end());
    for (const char* rule : rules) {
        std::vector<float> scores(cells);
        aggregate_row(parse_aggregation(rule), pointers, narrow, scores);
        for (std::size_t i = 0; i < cells; ++i) {
            std::vector<double> cell;
            for (const auto& row : rows) cell.push_back(static_cast<double>(row[i]));
            const double expected = aggregate(parse_aggregation(rule), cell, weights);
            if (std::isnan(expected)) {
                EXPECT_TRUE(std::isnan(scores[i])) << rule << " seed " << GetParam();
            } else {
                EXPECT_NEAR(scores[i], expected, 1e-6) << rule << " seed " << GetParam();
            }
        }
    }
}

TEST_P(Seeded, DrawnWeightsSumToOneAndKeepZeros) {
    std::vector<double> with_zero = weights;
    with_zero.push_back(0);
    const std::vector<double> drawn = draw_weights(with_zero, random.between(1, 200), random);
    EXPECT_NEAR(std::accumulate(drawn.begin(), drawn.end(), 0.0), 1, 1e-12);
    EXPECT_EQ(drawn.back(), 0);
}

TEST_P(Seeded, AMissingJudgementThatTheOthersImplyChangesNoWeight) {
    const std::size_t order = 3 + random.below(9);
    const std::vector<double> given = random_weights(random, order);
    Judgements matrix(order, std::vector<double>(order, 1));
    for (std::size_t i = 0; i < order; ++i)
        for (std::size_t j = 0; j < order; ++j)
            if (i != j) matrix[i][j] = given[i] / given[j];
    const std::size_t i = random.below(order - 1);
    matrix[i][order - 1] = matrix[order - 1][i] = 0;
    const Ahp ahp = ahp_weights(matrix);
    for (std::size_t k = 0; k < order; ++k)
        EXPECT_NEAR(ahp.weights[k], given[k], 1e-9) << "seed " << GetParam();
    EXPECT_NEAR(ahp.consistency_ratio, 0, 1e-9) << "seed " << GetParam();
}

}  // namespace
}  // namespace zonewright::suitability
