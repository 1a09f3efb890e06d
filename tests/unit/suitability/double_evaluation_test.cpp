#include "suitability/double_evaluation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace zonewright::suitability {
namespace {

/// The figures of the rule file, so that the chain can be followed here by eye.
DoubleEvaluationRules example_rules() {
    DoubleEvaluationRules rules;
    rules.slope_degrees = {3, 8, 15, 25};
    rules.elevation_lower_m = 3500;
    rules.elevation_lowest_m = 5000;
    rules.relief_down_one_m = 100;
    rules.relief_down_two_m = 200;
    rules.relief_neighbourhood_ha = 20;
    rules.water_modules = {25, 13, 8, 3};
    rules.water_module = 86.7;
    rules.location_minutes = {20, 40, 60, 90};
    rules.integration = {
        {{1, 1, 1, 2, 3}, {1, 1, 2, 2, 3}, {2, 2, 3, 3, 4}, {3, 4, 4, 5, 5}, {5, 5, 5, 5, 5}}};
    rules.hazard_steps = {5, 2, 1};
    rules.location_worst_step = 2;
    rules.location_fourth_step = 1;
    rules.location_best_step = 1;
    return rules;
}

int grade(CellFactors factors) {
    return construction_class(example_rules(), factors);
}

TEST(DoubleEvaluation, GradesSlopeAndIntegratesWithWater) {
    EXPECT_EQ(grade({.slope_degrees = 2}), 1);
    EXPECT_EQ(grade({.slope_degrees = 3}), 1) << "the bound belongs to the better class";
    EXPECT_EQ(grade({.slope_degrees = 10}), 2);
    EXPECT_EQ(grade({.slope_degrees = 20}), 3);
    EXPECT_EQ(grade({.slope_degrees = 30}), 5);
}

TEST(DoubleEvaluation, ReliefLowersByOneOrTwoClasses) {
    EXPECT_EQ(grade({.slope_degrees = 5, .relief_m = 50}), 1);
    EXPECT_EQ(grade({.slope_degrees = 5, .relief_m = 150}), 2);
    EXPECT_EQ(grade({.slope_degrees = 5, .relief_m = 250}), 3);
}

TEST(DoubleEvaluation, ElevationNeverTriggersInDongguan) {
    EXPECT_EQ(grade({.slope_degrees = 2, .elevation_m = 898.2f}), 1);
    EXPECT_EQ(grade({.slope_degrees = 2, .elevation_m = 5200}), 5);
}

TEST(DoubleEvaluation, HazardLowersAndExtremeHazardDecides) {
    EXPECT_EQ(grade({.slope_degrees = 2, .hazard_grade = 1}), 5);
    EXPECT_EQ(grade({.slope_degrees = 2, .hazard_grade = 2}), 3);
    EXPECT_EQ(grade({.slope_degrees = 2, .hazard_grade = 3}), 2);
    EXPECT_EQ(grade({.slope_degrees = 2, .hazard_grade = 4}), 1);
}

TEST(DoubleEvaluation, AGoodLocationLiftsOnlyTheMiddleClasses) {
    EXPECT_EQ(grade({.slope_degrees = 10, .minutes_to_centre = 15}), 1);
    EXPECT_EQ(grade({.slope_degrees = 2, .minutes_to_centre = 15}), 1);
    EXPECT_EQ(grade({.slope_degrees = 30, .minutes_to_centre = 15}), 5);
    EXPECT_EQ(grade({.slope_degrees = 2, .minutes_to_centre = 100}), 3);
    EXPECT_EQ(grade({.slope_degrees = 2, .minutes_to_centre = 75}), 2);
}

TEST(DoubleEvaluation, WithoutSlopeThereIsNoClass) {
    EXPECT_EQ(grade({}), 0);
    EXPECT_EQ(three_classes(0), 0);
    EXPECT_EQ(three_classes(2), 1);
    EXPECT_EQ(three_classes(4), 2);
    EXPECT_EQ(three_classes(5), 3);
}

TEST(DoubleEvaluation, SaysWhichFactorsWereNotAssessed) {
    const raster::Grid<float> slope(raster::GridSpec{0, 20, 10, 2, 2}, 5);
    const DoubleEvaluation result =
        evaluate_construction(example_rules(), {.slope_degrees = &slope}, Progress());
    EXPECT_EQ(result.not_assessed.size(), 4u);
    EXPECT_FALSE(result.water_discriminates);
    for (float cell : result.classes.cells) EXPECT_EQ(cell, 1);
}

TEST(DoubleEvaluation, SaysWhichFactorsTheRulesLeaveOut) {
    DoubleEvaluationRules rules = example_rules();
    rules.left_out = {{"交通可达性", "access to transport"}};
    const raster::Grid<float> slope(raster::GridSpec{0, 20, 10, 2, 2}, 5);
    const DoubleEvaluation result = evaluate_construction(rules, {.slope_degrees = &slope}, Progress());
    ASSERT_EQ(result.not_assessed.size(), 5u);
    EXPECT_EQ(result.not_assessed[0].en, "access to transport");
}

TEST(DoubleEvaluation, SmallPatchesOfGoodLandGoDownAndLargeOnesUp) {
    DoubleEvaluationRules rules = example_rules();
    rules.contiguous_m2 = {200, 400};  // cells of 10 m: fewer than 2, fewer than 4, more
    rules.contiguity_steps = {2, 0, -1};
    raster::Grid<float> classes({0, 20, 10, 6, 2}, 5);
    classes.cells = {1, 5, 2, 2, 5, 4,  //
                     5, 5, 2, 2, 5, 1};
    apply_contiguity(rules, classes);
    EXPECT_EQ(classes.cells, (std::vector<float>{3, 5, 1, 1, 5, 4,  //
                                                 5, 5, 1, 1, 5, 3}));
}

TEST(DoubleEvaluation, WithoutBandsContiguityChangesNothing) {
    raster::Grid<float> classes({0, 10, 10, 3, 1}, 1);
    classes.cells[1] = raster::no_data;
    apply_contiguity(example_rules(), classes);
    EXPECT_EQ(classes.cells[0], 1);
    EXPECT_TRUE(std::isnan(classes.cells[1]));
}

TEST(DoubleEvaluation, NeighbourhoodOfReliefIsAnOddNumberOfCells) {
    EXPECT_EQ(relief_cells_wide(example_rules(), 30), 15u);
    EXPECT_EQ(relief_cells_wide(example_rules(), 50), 9u);
    EXPECT_EQ(relief_cells_wide(example_rules(), 1000), 3u);
}

}  // namespace
}  // namespace zonewright::suitability
