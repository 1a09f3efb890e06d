#include "suitability/weights_of_clusters.h"

#include <gtest/gtest.h>

#include <limits>

#include "suitability/weights_by_data.h"

namespace zonewright::suitability {
namespace {

constexpr float no_worth = std::numeric_limits<float>::quiet_NaN();

/// One cluster rated by three measured criteria, near, listed and used.
class OneCluster {
public:
    OneCluster() {
        plan_.clusters.emplace_back().id = "ai";
        for (const char* id : {"listed", "near", "used"}) {
            criteria_.emplace_back().id = id;
            surfaces_.push_back({model::CriterionId(surfaces_.size()), std::nullopt, std::string(id) + ".tif", false, {}});
        }
    }
    model::ClusterRating rated(model::ClusterWeights entry) const {
        entry.cluster = "*";
        model::WeightSet set;
        set.id = "mine";
        set.clusters.push_back(std::move(entry));
        return rate_clusters(set, plan_, criteria_, surfaces_).front();
    }

private:
    model::Plan plan_;
    std::vector<model::CriterionDefinition> criteria_;
    std::vector<model::CriterionSurface> surfaces_;
};

/// In the order listed, near, used.
void expect_weights(const model::ClusterRating& rating, const std::vector<double>& expected) {
    ASSERT_EQ(rating.criteria.size(), expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k)
        EXPECT_NEAR(rating.criteria[k].weight, expected[k], 1e-9) << k;
}

TEST(WeightsOfClusters, SwingPointsAreScaledToOne) {
    const auto rating = OneCluster().rated({.method = "swing", .weights = {{"near", 100}, {"listed", 60}, {"used", 40}}});
    expect_weights(rating, {0.3, 0.5, 0.2});
    EXPECT_EQ(rating.method, "swing");
}

TEST(WeightsOfClusters, RanksBecomeTheirCentroid) {
    const auto rating = OneCluster().rated({.method = "roc", .weights = {{"near", 1}, {"listed", 2}, {"used", 3}}});
    expect_weights(rating, {5.0 / 18, 11.0 / 18, 2.0 / 18});
}

TEST(WeightsOfClusters, TheBestAndTheWorstDecideTheRest) {
    const auto rating = OneCluster().rated({.method = "bwm",
                                            .criteria = {"near", "listed", "used"},
                                            .best = "near",
                                            .worst = "used",
                                            .best_to_others = {1, 2, 4},
                                            .others_to_worst = {4, 2, 1}});
    expect_weights(rating, {2.0 / 7, 4.0 / 7, 1.0 / 7});
    EXPECT_NEAR(rating.consistency_ratio, 0, 1e-9) << "these comparisons agree";
}

TEST(WeightsByData, LeaveOutACriterionInWhichAllParcelsAreAlike) {
    std::vector<model::ClusterRating> ratings{
        OneCluster().rated({.method = "entropy", .criteria = {"near", "listed", "used"}})};
    expect_weights(ratings.front(), {1.0 / 3, 1.0 / 3, 1.0 / 3});
    for (std::size_t k = 0; k < 3; ++k) ratings[0].criteria[k].term = k;
    model::Suitability measured;
    measured.clusters = ratings;
    measured.parcel_count = 4, measured.term_count = 3;
    //                 listed  near  used
    measured.worths = {0.5f, 0.1f, 0.2f,       //
                       0.5f, 0.9f, 0.3f,       //
                       0.5f, 0.4f, 0.2f,       //
                       0.1f, 0.4f, no_worth};  // not complete: does not count
    weigh_by_data(measured, ratings);
    ASSERT_EQ(ratings[0].criteria.size(), 2u);
    EXPECT_EQ(ratings[0].criteria[0].criterion, model::CriterionId(1));
    EXPECT_GT(ratings[0].criteria[0].weight, ratings[0].criteria[1].weight) << "near differs more than used";
    EXPECT_NEAR(ratings[0].criteria[0].weight + ratings[0].criteria[1].weight, 1, 1e-12);
}

TEST(WeightsByData, StayEqualWithNothingToCompare) {
    std::vector<model::ClusterRating> ratings{
        OneCluster().rated({.method = "critic", .criteria = {"near", "listed", "used"}})};
    model::Suitability measured;
    measured.clusters = ratings;
    measured.parcel_count = 1, measured.term_count = 1;
    measured.worths = {0.5f};
    weigh_by_data(measured, ratings);
    expect_weights(ratings.front(), {1.0 / 3, 1.0 / 3, 1.0 / 3});
}

}  // namespace
}  // namespace zonewright::suitability
