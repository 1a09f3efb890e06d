#include "suitability/explain.h"

#include <gtest/gtest.h>

#include <numeric>

#include "suitability/robustness.h"
#include "suitability/score.h"

namespace zonewright::suitability {
namespace {

/// Three criteria with weights 0.5, 0.3, 0.2 and four parcels in a row of 100 m squares; the third is
/// excluded.
struct Example {
    model::Catalogue catalogue;
    model::Suitability suitability;
    std::vector<model::Parcel> parcels;
    raster::Grid<std::uint32_t> admissible{raster::GridSpec{0, 100, 10, 40, 10}, 0};

    Example(const std::string& aggregation = "wlc") {
        catalogue.plan.clusters.resize(1);
        for (const char* id : {"road", "slope", "talent"}) {
            model::CriterionDefinition definition;
            definition.id = id;
            definition.title = {id, id};
            definition.measure =
                std::string(id) == "slope" ? model::MeasureKind::Slope : model::MeasureKind::Distance;
            catalogue.criteria.push_back(definition);
        }
        model::PolicyRules classes;
        classes.id = "suitability_classes";
        for (const auto& [key, from] :
             {std::pair{"high", 0.8}, {"fair", 0.6}, {"medium", 0.4}, {"low", 0.2}, {"poor", 0.0}}) {
            model::RuleValue value;
            value.key = key;
            value.title = {key, key};
            value.value = from;
            classes.values.push_back(value);
        }
        catalogue.rules.push_back(classes);
        model::ConstraintRule farmland;
        farmland.bit = 3;
        farmland.title = {"永久基本农田", "farmland"};
        catalogue.constraints.push_back(farmland);
        suitability.aggregation = aggregation;
        suitability.weight_concentration = 50;
        suitability.clusters.resize(1);
        for (std::size_t k = 0; k < 3; ++k)
            suitability.clusters[0].criteria.push_back(
                {model::CriterionId(k), std::vector<double>{0.5, 0.3, 0.2}[k], {}, {}, k});
        suitability.term_count = 3;
        add_parcel({0.9f, 0.5f, 0.1f});
        add_parcel({0.2f, 1.0f, 0.7f});
        add_parcel({0.0f, 0.0f, 0.0f});
        add_parcel({0.6f, 0.6f, 0.6f});
        for (std::size_t r = 0; r < 10; ++r)
            for (std::size_t c = 20; c < 30; ++c) admissible.at(c, r) = 1u << 3;
        suitability.scores[2] = {model::ScoreState::Excluded, std::nan(""), std::nan("")};
        suitability.admissible_share[2] = 0;
    }

    void add_parcel(std::vector<float> worths) {
        const double west = 100.0 * static_cast<double>(parcels.size());
        model::Parcel parcel;
        parcel.geometry = {{geom::rectangle({west, 0, west + 100, 100})}};
        parcels.push_back(parcel);
        suitability.parcel_count = parcels.size();
        suitability.worths.insert(suitability.worths.end(), worths.begin(), worths.end());
        suitability.admissible_share.push_back(1);
        const std::vector<double> exact(worths.begin(), worths.end());
        suitability.scores.push_back({model::ScoreState::Scored,
                                      score_of(suitability.clusters[0], suitability.aggregation, exact), 0});
    }

    Explanation of(std::size_t parcel) const {
        return explain({catalogue, suitability, parcels, admissible}, model::ParcelId(parcel),
                       model::ClusterId(std::size_t{0}));
    }
};

double sum_of_points(const Explanation& explanation) {
    double sum = 0;
    for (const Contribution& part : explanation.contributions) sum += part.points;
    return sum;
}

TEST(Explain, ContributionsSumToTheScoreExactly) {
    const Example example;
    for (std::size_t parcel : {0u, 1u, 3u}) {
        const Explanation explanation = example.of(parcel);
        EXPECT_EQ(sum_of_points(explanation), explanation.score);
    }
}

TEST(Explain, ContributionsSumToTheScoreUnderEveryRule) {
    for (const char* rule : {"wpm", "owa:0.3", "topsis", "fuzzy:0.8", "minimum"}) {
        const Explanation explanation = Example(rule).of(0);
        EXPECT_NEAR(sum_of_points(explanation), explanation.score, 1e-15) << rule;
    }
}

TEST(Explain, NamesTheCriterionThatLosesMost) {
    const Explanation explanation = Example().of(1);  // road: 0.5 × (1 - 0.2)
    EXPECT_EQ(explanation.by_loss.front(), 0u);
    EXPECT_NE(explanation.binding.en.find("road"), std::string::npos);
}

TEST(Explain, NamesTheConstraintThatExcludes) {
    const Explanation explanation = Example().of(2);
    EXPECT_EQ(explanation.state, model::ScoreState::Excluded);
    ASSERT_EQ(explanation.exclusions.size(), 1u);
    EXPECT_NEAR(explanation.exclusions[0].share, 1, 1e-9);
    EXPECT_NE(explanation.binding.zh.find("永久基本农田"), std::string::npos);
    EXPECT_TRUE(explanation.changes.empty());
}

TEST(Explain, RanksAmongTheScoredParcels) {
    const Example example;
    EXPECT_EQ(example.of(0).ranked, 3u);
    EXPECT_EQ(example.of(0).rank, 1u);  // 0.62, 0.54, 0.60
    EXPECT_EQ(example.of(1).rank, 3u);
}

TEST(Explain, TheCheapestChangeReachesTheNextClassAndNeverMovesTheGround) {
    const Explanation explanation = Example().of(1);  // 0.1 + 0.3 + 0.14 = 0.54, next class at 0.6
    ASSERT_FALSE(explanation.changes.empty());
    EXPECT_EQ(*explanation.score_class, 2u);
    const Change& cheapest = explanation.changes.front();
    EXPECT_EQ(cheapest.criterion, model::CriterionId(std::size_t{0}));
    EXPECT_NEAR(cheapest.worth_needed, 0.2 + 0.06 / 0.5, 1e-6);
    EXPECT_NEAR(cheapest.score_after, 0.6, 1e-6);
    for (const Change& change : explanation.changes)
        EXPECT_NE(change.criterion, model::CriterionId(std::size_t{1})) << "slope";
}

TEST(Explain, ListsTheFewestChangesTogetherWhereNoneIsEnoughAlone) {
    Example example;
    auto& values = example.catalogue.rules[0].values;
    values = {values.front(), values.back()};
    values[0].value = 0.95;  // parcel 3 has 0.6 everywhere: road alone reaches 0.8, with talent 0.88
    EXPECT_TRUE(example.of(3).changes.empty());
    EXPECT_TRUE(example.of(3).combined.empty()) << "not without moving the ground";
    values[0].value = 0.85;
    const Explanation explanation = example.of(3);
    EXPECT_TRUE(explanation.changes.empty());
    ASSERT_EQ(explanation.combined.size(), 2u);
    EXPECT_EQ(explanation.combined[0].criterion, model::CriterionId(std::size_t{0}))
        << "the greatest loss first";
    EXPECT_NEAR(explanation.combined[1].score_after, 0.85, 1e-6);
}

TEST(Explain, TheClassHoldsWithinTheIntervalOfAWeightAndChangesBeyond) {
    const Example example;
    const Explanation explanation = example.of(0);
    const auto score_at = [&](std::size_t k, double weight) {
        double score = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const Contribution& part = explanation.contributions[i];
            const double own =
                i == k ? weight : part.weight * (1 - weight) / (1 - explanation.contributions[k].weight);
            score += own * part.worth;
        }
        return score;
    };
    for (std::size_t k = 0; k < 3; ++k) {
        const WeightInterval& interval = explanation.stability[k];
        for (const double inside : {interval.low + 1e-6, interval.high - 1e-6})
            EXPECT_TRUE(score_at(k, inside) >= 0.6 && score_at(k, inside) < 0.8) << k;
        if (interval.low > 0) {
            EXPECT_FALSE(score_at(k, interval.low - 1e-3) >= 0.6 && score_at(k, interval.low - 1e-3) < 0.8)
                << k;
        }
        if (interval.high < 1) {
            EXPECT_FALSE(score_at(k, interval.high + 1e-3) >= 0.6 && score_at(k, interval.high + 1e-3) < 0.8)
                << k;
        }
    }
}

TEST(Smaa, AParcelThatIsBetterInEverythingIsAlwaysFirst) {
    Example example;
    example.add_parcel({0.95f, 1.0f, 0.8f});
    const double best[] = {0.01, 1.0};
    const Smaa result = smaa(example.suitability, model::ClusterId(std::size_t{0}), best, 500, 1, Progress());
    EXPECT_EQ(result.acceptability[4 * 2], 1);
    EXPECT_EQ(result.mean_rank[4], 1);
    EXPECT_EQ(result.acceptability[0 * 2 + 1], 1) << "every scored parcel is among all";
    EXPECT_TRUE(std::isnan(result.mean_rank[2])) << "excluded";
}

TEST(LeaderStability, TheLeaderStaysWithinAndFallsBeyond) {
    const Example example;
    const auto intervals = leader_stability(example.suitability, model::ClusterId(std::size_t{0}), 1);
    ASSERT_EQ(intervals.size(), 3u);
    // Without road parcel 0 has 0.34 and parcel 3 has 0.60: they meet where 0.34 + 0.56 w = 0.6.
    EXPECT_NEAR(intervals[0].low, 0.26 / 0.56, 1e-6);
    EXPECT_EQ(intervals[0].high, 1);
    EXPECT_LT(intervals[2].high, 0.25);
}

}  // namespace
}  // namespace zonewright::suitability
