// Published answers of the methods (Saaty 2008 through AHPy, TOPSIS by Hodgett, OWA by Yager 1988).
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "suitability/aggregation.h"
#include "suitability/ahp.h"
#include "support/real_data.h"

namespace zonewright::suitability {
namespace {

std::filesystem::path answers() {
    return support::real_data("mcda/published.json");
}

nlohmann::json published() {
    std::ifstream file(answers());
    return nlohmann::json::parse(file);
}

TEST(PublishedAnswers, AhpGivesWeightsAndConsistencyOfTheDrinks) {
    ZONEWRIGHT_NEEDS(answers());
    const auto data = published();
    for (const auto& example : data.at("ahp")) {
        const auto matrix = example.at("matrix").get<Judgements>();
        const Ahp ahp = ahp_weights(matrix);
        const auto& exact = example.at("recomputed");
        EXPECT_NEAR(ahp.largest_eigenvalue, exact.at("lambda_max").get<double>(), 1e-9);
        EXPECT_NEAR(ahp.consistency_index, exact.at("CI").get<double>(), 1e-9);
        EXPECT_NEAR(ahp.consistency_ratio, exact.at("CR").at("saaty_058").get<double>(), 1e-9);
        EXPECT_NEAR(ahp_weights(matrix, RandomIndex::Saaty2008).consistency_ratio,
                    exact.at("CR").at("saaty_052").get<double>(), 1e-9);
        EXPECT_NEAR(ahp_weights(matrix, RandomIndex::DoneganDodd1991).consistency_ratio,
                    exact.at("CR").at("donegan_dodd").get<double>(), 1e-9);
        const auto names = example.at("names").get<std::vector<std::string>>();
        for (std::size_t k = 0; k < names.size(); ++k) {
            EXPECT_NEAR(ahp.weights[k], exact.at("w_eigen").at(k).get<double>(), 1e-6) << names[k];
            EXPECT_NEAR(ahp.weights[k], example.at("published").at("weights").at(names[k]).get<double>(),
                        1e-3)
                << names[k];
        }
        EXPECT_NEAR(std::accumulate(ahp.weights.begin(), ahp.weights.end(), 0.0), 1, 1e-12);
    }
}

TEST(PublishedAnswers, TopsisRanksTheCars) {
    ZONEWRIGHT_NEEDS(answers());
    const auto data = published();
    for (const auto& example : data.at("topsis")) {
        std::vector<bool> rising;
        for (const auto& sign : example.at("sign")) rising.push_back(sign.get<int>() > 0);
        const auto weights = example.at("w").get<std::vector<double>>();
        const auto scores =
            topsis_of_table(example.at("D").get<std::vector<std::vector<double>>>(), weights, rising);
        for (std::size_t i = 0; i < scores.size(); ++i)
            EXPECT_NEAR(scores[i], example.at("published").at(i).get<double>(), 5e-5);
    }
}

TEST(PublishedAnswers, OwaReachesItsLimitingCases) {
    ZONEWRIGHT_NEEDS(answers());
    const auto data = published();
    for (const auto& example : data.at("owa")) {
        const auto values = example.at("a").get<std::vector<double>>(),
                   order = example.at("order_weights").get<std::vector<double>>();
        EXPECT_NEAR(owa(values, order), example.at("published").get<double>(), 1e-12) << example.at("id");
        const double orness = example.at("orness").get<double>();
        const std::vector<double> equal(values.size(), 1.0 / static_cast<double>(values.size()));
        const double near_limit = std::clamp(orness, 1e-4, 1 - 1e-4);
        EXPECT_NEAR(aggregate({Rule::Owa, near_limit}, values, equal), example.at("published").get<double>(),
                    1e-3)
            << "the quantifier with this orness comes to the same";
    }
}

}  // namespace
}  // namespace zonewright::suitability
