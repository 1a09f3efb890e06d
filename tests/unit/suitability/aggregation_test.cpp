#include "suitability/aggregation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/errors.h"
#include "base/random.h"
#include "suitability/robustness.h"

namespace zonewright::suitability {
namespace {

const std::vector<double> worths{0.2, 0.9, 0.5}, weights{0.5, 0.3, 0.2};

double by(const std::string& rule) {
    return aggregate(parse_aggregation(rule), worths, weights);
}

TEST(Aggregation, OfThreeWorthsIsWhatTheFormulasSay) {
    EXPECT_DOUBLE_EQ(by("wlc"), 0.5 * 0.2 + 0.3 * 0.9 + 0.2 * 0.5);
    EXPECT_NEAR(by("wpm"), std::pow(0.2, 0.5) * std::pow(0.9, 0.3) * std::pow(0.5, 0.2), 1e-15);
    EXPECT_NEAR(by("owa:0.5"), by("wlc"), 1e-15) << "orness one half is the weighted mean";
    const double up = std::hypot(0.5 * 0.2, 0.3 * 0.9, 0.2 * 0.5),
                 down = std::hypot(0.5 * 0.8, 0.3 * 0.1, 0.2 * 0.5);
    EXPECT_NEAR(by("topsis"), up / (up + down), 1e-15);
    EXPECT_DOUBLE_EQ(by("minimum"), 0.2);
    EXPECT_NEAR(aggregate(parse_aggregation("fuzzy:0"), worths, std::vector<double>(3, 1.0 / 3)),
                0.2 * 0.9 * 0.5, 1e-12)
        << "gamma 0 is the product";
    EXPECT_NEAR(aggregate(parse_aggregation("fuzzy:1"), worths, std::vector<double>(3, 1.0 / 3)),
                1 - 0.8 * 0.1 * 0.5, 1e-12)
        << "gamma 1 is the algebraic sum";
}

TEST(Aggregation, OwaGoesFromTheWorstToTheBestWithOrness) {
    EXPECT_NEAR(by("owa:0.001"), 0.2, 1e-3);
    EXPECT_NEAR(by("owa:0.999"), 0.9, 1e-2);
    EXPECT_LT(by("owa:0.3"), by("owa:0.7"));
}

TEST(Aggregation, WithoutDataThereIsNoScore) {
    for (const char* rule : {"wlc", "wpm", "owa:0.3", "topsis", "fuzzy:0.9", "minimum"})
        EXPECT_TRUE(std::isnan(aggregate(parse_aggregation(rule), std::vector<double>{0.5, std::nan("")},
                                         std::vector<double>{0.5, 0.5})))
            << rule;
}

TEST(Aggregation, KnowsItsNames) {
    EXPECT_THROW(parse_aggregation("mean"), InputError);
    EXPECT_THROW(parse_aggregation("owa:1"), InputError);
    EXPECT_THROW(parse_aggregation("fuzzy:2"), InputError);
    EXPECT_THROW(parse_aggregation("wlc:1"), InputError);
    EXPECT_THROW(parse_aggregation("owa:x"), InputError);
}

TEST(Owa, RefusesOrderWeightsThatDoNotSumToOne) {
    EXPECT_THROW(owa(worths, std::vector<double>{0, 0, 0}), InputError);
    EXPECT_THROW(owa(worths, std::vector<double>{1, 0}), InputError);
}

TEST(WlcDeviation, ClosedFormAgreesWithMonteCarlo) {
    const double concentration = 20;
    Random random(7, "monte carlo");
    double sum = 0, squares = 0;
    const int draws = 200000;
    for (int i = 0; i < draws; ++i) {
        const std::vector<double> drawn = draw_weights(weights, concentration, random);
        const double score = aggregate({Rule::Wlc, 0}, worths, drawn);
        sum += score;
        squares += score * score;
    }
    const double mean = sum / draws, deviation = std::sqrt(squares / draws - mean * mean);
    EXPECT_NEAR(mean, by("wlc"), 5e-4);
    EXPECT_NEAR(deviation, wlc_deviation(worths, weights, concentration), 5e-4);
}

TEST(WlcDeviation, IsZeroWhereAllCriteriaAgree) {
    EXPECT_NEAR(wlc_deviation(std::vector<double>{0.4, 0.4}, std::vector<double>{0.3, 0.7}, 10), 0, 1e-12);
}

}  // namespace
}  // namespace zonewright::suitability
