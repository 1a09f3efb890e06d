#include "suitability/weighting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/errors.h"

namespace zonewright::suitability {
namespace {

using testing::Test;

double sum_of(const std::vector<double>& weights) {
    return std::accumulate(weights.begin(), weights.end(), 0.0);
}

TEST(DirectWeights, AreScaledToOne) {
    EXPECT_EQ(direct_weights({1, 3, 0}), (std::vector<double>{0.25, 0.75, 0}));
    EXPECT_THROW(direct_weights({1, -1, 2}), InputError);
    EXPECT_THROW(direct_weights({0, 0}), InputError);
}

TEST(SwingWeights, NeedTheGreatestSwingToBeHundred) {
    EXPECT_EQ(swing_weights({100, 60, 40}), (std::vector<double>{0.5, 0.3, 0.2}));
    EXPECT_THROW(swing_weights({90, 60}), InputError);
}

TEST(RankOrderCentroid, MatchesThePublishedWeightsOfFourRanks) {
    // Barron & Barrett 1996, table 1: 0.5208, 0.2708, 0.1458, 0.0625
    const auto weights = rank_order_centroid({2, 1, 3, 4});
    EXPECT_NEAR(weights[0], 0.2708, 5e-5);
    EXPECT_NEAR(weights[1], 0.5208, 5e-5);
    EXPECT_NEAR(weights[2], 0.1458, 5e-5);
    EXPECT_NEAR(weights[3], 0.0625, 5e-5);
}

TEST(RankOrderCentroid, SharesOutTies) {
    const auto weights = rank_order_centroid({1, 1, 3});
    EXPECT_DOUBLE_EQ(weights[0], weights[1]);
    EXPECT_NEAR(sum_of(weights), 1, 1e-12);
}

TEST(EntropyWeights, GiveNothingToACriterionInWhichAllUnitsAreAlike) {
    const auto weights = entropy_weights({{0.2, 0.5}, {0.9, 0.5}, {0.4, 0.5}});
    EXPECT_NEAR(weights[0], 1, 1e-12);
    EXPECT_NEAR(weights[1], 0, 1e-12);
}

TEST(EntropyWeights, AreEqualWhenNothingVaries) {
    EXPECT_EQ(entropy_weights({{0.3, 0.7}, {0.3, 0.7}}), (std::vector<double>{0.5, 0.5}));
    EXPECT_EQ(entropy_weights({{0, 0.7}, {0, 0.7}}), (std::vector<double>{0.5, 0.5}));
}

TEST(CriticWeights, PreferCriteriaThatVaryAndDisagree) {
    // The third column repeats the first, so both share one piece of information.
    const auto weights = critic_weights({{0, 1, 0}, {0.5, 0, 0.5}, {1, 0.9, 1}});
    EXPECT_NEAR(weights[0], weights[2], 1e-12);
    EXPECT_GT(weights[1], weights[0]);
    EXPECT_NEAR(sum_of(weights), 1, 1e-12);
}

TEST(BestWorst, ReproducesWeightsFromConsistentComparisons) {
    const BestWorst result = best_worst_weights(0, 2, {1, 2, 4}, {4, 2, 1});
    EXPECT_NEAR(result.deviation, 0, 1e-9);
    EXPECT_NEAR(result.weights[0], 4.0 / 7, 1e-9);
    EXPECT_NEAR(result.weights[1], 2.0 / 7, 1e-9);
    EXPECT_NEAR(result.weights[2], 1.0 / 7, 1e-9);
}

TEST(BestWorst, HasTheLeastDeviationOfAllWeights) {
    const std::vector<double> best_to{2, 1, 4, 3}, to_worst{3, 4, 1, 2};
    const BestWorst result = best_worst_weights(1, 2, best_to, to_worst);
    const auto deviation_of = [&](const std::vector<double>& w) {
        double worst = 0;
        for (std::size_t k = 0; k < w.size(); ++k) {
            worst = std::max(worst, std::abs(w[1] - best_to[k] * w[k]) * (k != 1));
            worst = std::max(worst, std::abs(w[k] - to_worst[k] * w[2]) * (k != 2));
        }
        return worst;
    };
    EXPECT_NEAR(deviation_of(result.weights), result.deviation, 1e-9);
    for (int a = 1; a < 40; ++a)
        for (int b = 1; a + b < 39; ++b)
            for (int c = 1; a + b + c < 40; ++c) {
                const std::vector<double> w{a / 40.0, b / 40.0, c / 40.0, (40 - a - b - c) / 40.0};
                EXPECT_GE(deviation_of(w), result.deviation - 1e-12);
            }
}

}  // namespace
}  // namespace zonewright::suitability
