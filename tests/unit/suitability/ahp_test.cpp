#include "suitability/ahp.h"

#include <gtest/gtest.h>

#include <numeric>

#include "base/errors.h"

namespace zonewright::suitability {
namespace {

/// The judgements that these weights imply.
Judgements implied_by(const std::vector<double>& weights) {
    Judgements matrix;
    for (double a : weights) {
        matrix.emplace_back();
        for (double b : weights) matrix.back().push_back(a / b);
    }
    for (std::size_t i = 0; i < weights.size(); ++i) matrix[i][i] = 1;
    return matrix;
}

TEST(Ahp, FindsTheWeightsBehindConsistentJudgements) {
    const std::vector<double> weights{0.4, 0.3, 0.2, 0.1};
    const Ahp ahp = ahp_weights(implied_by(weights));
    for (std::size_t k = 0; k < weights.size(); ++k) EXPECT_NEAR(ahp.weights[k], weights[k], 1e-12);
    EXPECT_NEAR(ahp.consistency_ratio, 0, 1e-12);
}

TEST(Ahp, OfOneAndTwoCriteriaIsAlwaysConsistent) {
    EXPECT_EQ(ahp_weights({{1}}).weights, (std::vector<double>{1}));
    const Ahp two = ahp_weights({{1, 9}, {1.0 / 9, 1}});
    EXPECT_NEAR(two.weights[0], 0.9, 1e-12);
    EXPECT_EQ(two.consistency_ratio, 0);
}

TEST(Ahp, ReportsTheInconsistencyOfACircle) {
    // a over b over c over a
    const Ahp ahp = ahp_weights({{1, 3, 1.0 / 3}, {1.0 / 3, 1, 3}, {3, 1.0 / 3, 1}});
    EXPECT_NEAR(ahp.weights[0], 1.0 / 3, 1e-12);
    EXPECT_NEAR(ahp.largest_eigenvalue, 13.0 / 3, 1e-9) << "1 + 3 + 1/3 for every row";
    EXPECT_NEAR(ahp.consistency_ratio, (13.0 / 3 - 3) / 2 / 0.58, 1e-9);
}

TEST(Ahp, WorksUpToOrderFifteenAndBeyond) {
    for (std::size_t order = 3; order <= 20; ++order) {
        std::vector<double> weights;
        for (std::size_t k = 0; k < order; ++k) weights.push_back(1.0 + static_cast<double>(k % 5));
        Judgements matrix = implied_by(weights);
        matrix[0][2] *= 2;
        matrix[2][0] /= 2;
        const Ahp ahp = ahp_weights(matrix);
        EXPECT_GT(ahp.consistency_ratio, 0) << order;
        EXPECT_LT(ahp.consistency_ratio, 0.1) << order;
        EXPECT_NEAR(std::accumulate(ahp.weights.begin(), ahp.weights.end(), 0.0), 1, 1e-12) << order;
    }
    EXPECT_GT(random_index(16), random_index(15) - 0.02) << "the fit continues the table";
}

TEST(Ahp, NamesTheJudgementThatHurtsMost) {
    Judgements matrix = implied_by({4, 2, 1, 1});
    matrix[0][3] = 1.0 / 4;  // should be 4
    matrix[3][0] = 4;
    const WorstJudgement worst = worst_judgement(matrix);
    EXPECT_EQ(worst.row, 0u);
    EXPECT_EQ(worst.column, 3u);
    EXPECT_NEAR(worst.consistent, 4, 1e-6);
    EXPECT_NEAR(worst.consistency_ratio_without, 0, 1e-6);
}

TEST(Ahp, FillsJudgementsNotGivenFromTheOthers) {
    Judgements matrix = implied_by({4, 2, 1});
    matrix[0][2] = matrix[2][0] = 0;
    const Ahp ahp = ahp_weights(matrix);
    EXPECT_EQ(ahp.judgements_missing, 1u);
    EXPECT_NEAR(ahp.weights[0], 4.0 / 7, 1e-9);
    EXPECT_NEAR(ahp.weights[2], 1.0 / 7, 1e-9);
    EXPECT_NEAR(ahp.consistency_ratio, 0, 1e-9);
}

TEST(Ahp, RefusesJudgementsThatDoNotConnectTheCriteria) {
    EXPECT_THROW(ahp_weights({{1, 2, 0}, {0.5, 1, 0}, {0, 0, 1}}), InputError);
}

TEST(Ahp, RefusesMatricesThatAreNotReciprocal) {
    EXPECT_THROW(ahp_weights({{1, 2}, {2, 1}}), InputError);
    EXPECT_THROW(ahp_weights({{1, 2}, {0.5, 2}}), InputError);
    EXPECT_THROW(ahp_weights({{1, -2}, {-0.5, 1}}), InputError);
    EXPECT_THROW(ahp_weights({{1, 2}}), InputError);
}

TEST(GroupJudgements, AreTheGeometricMeanAndStayReciprocal) {
    const Judgements group = group_judgements({{{1, 2}, {0.5, 1}}, {{1, 8}, {0.125, 1}}}, {1, 1});
    EXPECT_NEAR(group[0][1], 4, 1e-12);
    EXPECT_NEAR(group[1][0], 0.25, 1e-12);
}

TEST(GroupJudgements, LeaveOutWhoGaveNone) {
    const Judgements group = group_judgements({{{1, 0}, {0, 1}}, {{1, 3}, {1.0 / 3, 1}}}, {5, 1});
    EXPECT_NEAR(group[0][1], 3, 1e-12);
}

}  // namespace
}  // namespace zonewright::suitability
