// Faults seen in other programs that score land, each turned into a rule of ours. Numbers in the comments are
// those of the list of peers' faults.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <numeric>

#include "base/errors.h"
#include "base/random.h"
#include "io/raster_io.h"
#include "suitability/aggregation.h"
#include "suitability/ahp.h"
#include "suitability/score.h"
#include "suitability/value_curve.h"
#include "suitability/weighting.h"

namespace zonewright::suitability {
namespace {

const std::vector<std::string> every_rule{"wlc", "wpm", "owa:0.3", "topsis", "fuzzy:0.9", "minimum"};

/// A study of one cluster and a few criteria on a tiny grid, scored into a folder that goes away.
class Bench : public testing::Test {
protected:
    Bench()
        : folder_(std::filesystem::temp_directory_path() /
                  ("zonewright-faults-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder_);
        catalogue.plan.clusters.resize(1);
        catalogue.plan.clusters[0].id = "energy";
        weights.clusters.resize(1);
        weights.clusters[0].cluster = "*";
    }
    ~Bench() override { std::filesystem::remove_all(folder_); }

    void add(const std::string& id, const std::vector<float>& cells, double weight = 1, double low = 0,
             double high = 100) {
        model::CriterionDefinition definition;
        definition.id = id;
        definition.value.low = low;
        definition.value.high = high;
        catalogue.criteria.push_back(definition);
        weights.clusters[0].weights[id] = weight;
        raster::Grid<float> grid(spec, 0);
        grid.cells = cells;
        io::write_tiles(folder_ / (id + ".tif"), grid, 4547, {id, "m"});
        surfaces.push_back({model::CriterionId(catalogue.criteria.size() - 1),
                            std::nullopt,
                            folder_ / (id + ".tif"),
                            false,
                            {}});
    }

    model::Suitability scored(const std::string& rule = "wlc") {
        if (reasons.spec.columns == 0) reasons = raster::Grid<std::uint32_t>(spec, 0);
        return score({.catalogue = catalogue,
                      .weights = weights,
                      .surfaces = surfaces,
                      .admissible = reasons,
                      .parcels = parcels,
                      .epsg = 4547,
                      .aggregation = rule,
                      .folder = folder_ / "out",
                      .tile_edge = tile_edge},
                     Progress());
    }
    std::vector<float> cells(const model::Suitability& result) {
        std::vector<float> values(spec.cell_count());
        io::RasterReader(result.clusters[0].tiles).read(0, 0, spec.columns, spec.rows, values);
        return values;
    }

    raster::GridSpec spec{480000, 2540000, 10, 4, 1};
    model::Catalogue catalogue;
    model::WeightSet weights;
    std::vector<model::CriterionSurface> surfaces;
    raster::Grid<std::uint32_t> reasons;
    std::vector<model::Parcel> parcels;
    std::size_t tile_edge = 0;
    std::filesystem::path folder_;
};

constexpr float nothing = raster::no_data;

TEST_F(Bench, NoDataIsNeverANumberWhateverTheSentinel) {  // 1, 2
    add("a", {nothing, 0, 50, 100});
    add("b", {100, nothing, 50, 0});
    const auto values = cells(scored());
    EXPECT_TRUE(std::isnan(values[0]));
    EXPECT_TRUE(std::isnan(values[1]));
    EXPECT_FLOAT_EQ(values[2], 0.5f);
    EXPECT_FLOAT_EQ(values[3], 0.5f);
}

TEST_F(Bench, AWorthOfZeroIsAScoreAndNotNoData) {  // 2: accumulators are not tested against a sentinel
    add("a", {0, 0, 0, 0});
    for (float value : cells(scored())) EXPECT_EQ(value, 0);
}

TEST_F(Bench, AConstantCriterionHasAConstantWorth) {  // 3
    add("a", {40, 40, 40, 40});
    for (const std::string& rule : every_rule)
        for (float value : cells(scored(rule))) EXPECT_NEAR(value, 0.4, 1e-6) << rule;
}

TEST_F(Bench, ACellsScoreDoesNotChangeWhenBetterLandIsAdded) {  // 4
    add("a", {10, 20, 30, 40});
    const float before = cells(scored())[0];
    catalogue.criteria.clear();
    surfaces.clear();
    add("a", {10, 20, 30, 4000});
    EXPECT_EQ(cells(scored())[0], before);
}

TEST_F(Bench, ExcludedNoDataAndLowAreThreeDifferentThings) {  // 5
    add("a", {0, 0, nothing, 0});
    reasons = raster::Grid<std::uint32_t>(spec, 0);
    reasons.cells = {0, 1u << 4, 0, model::outside_city};
    const auto values = cells(scored());
    EXPECT_EQ(values[0], 0) << "low";
    EXPECT_EQ(values[1], model::excluded_cell);
    EXPECT_TRUE(std::isnan(values[2])) << "no data";
    EXPECT_TRUE(std::isnan(values[3])) << "outside the city";
}

TEST_F(Bench, AnExcludedParcelAParcelWithoutDataAndALowParcelDiffer) {  // 5
    add("a", {0, 0, nothing, 0});
    reasons = raster::Grid<std::uint32_t>(spec, 0);
    reasons.cells = {0, 1u << 4, 0, 0};
    for (int i = 0; i < 3; ++i) {
        model::Parcel parcel;
        parcel.geometry = {
            {geom::rectangle({480000 + 10.0 * i + 1, 2539991, 480000 + 10.0 * i + 9, 2539999})}};
        parcels.push_back(parcel);
    }
    const model::Suitability result = scored();
    EXPECT_EQ(result.of(0, 0).state, model::ScoreState::Scored);
    EXPECT_EQ(result.of(0, 0).score, 0);
    EXPECT_EQ(result.of(1, 0).state, model::ScoreState::Excluded);
    EXPECT_EQ(result.of(2, 0).state, model::ScoreState::NoData);
}

TEST_F(Bench, ASurfaceOfTheSameSizeElsewhereIsRefused) {  // 6: rows and columns alone are not a grid
    add("a", {1, 2, 3, 4});
    raster::GridSpec elsewhere = spec;
    elsewhere.west_m += 10;
    reasons = raster::Grid<std::uint32_t>(elsewhere, 0);
    EXPECT_THROW(scored(), InputError);
}

TEST_F(Bench, ASurfaceInAnotherCrsIsRefused) {  // 6
    add("a", {1, 2, 3, 4});
    raster::Grid<float> grid(spec, 1);
    io::write_tiles(surfaces[0].tiles, grid, 4548, {"a", "m"});
    EXPECT_THROW(scored(), InputError);
}

TEST_F(Bench, ASurfaceOfAnotherCellSizeIsNotSilentlyResampled) {  // 7
    add("a", {1, 2, 3, 4});
    raster::GridSpec coarse{spec.west_m, spec.north_m, 20, 2, 1};
    io::write_tiles(surfaces[0].tiles, raster::Grid<float>(coarse, 1), 4547, {"a", "m"});
    EXPECT_THROW(scored(), InputError);
}

TEST_F(Bench, ACriterionWithoutWeightIsNamedNotGuessed) {  // 8
    add("a", {1, 2, 3, 4});
    weights.clusters[0].weights["no_such_criterion"] = 1;
    EXPECT_THROW(scored(), InputError);
    weights.clusters.clear();
    EXPECT_THROW(scored(), InputError);
}

TEST(RandomIndex, BelongsToTheOrderOfTheMatrix) {  // 9
    EXPECT_EQ(random_index(1), 0);
    EXPECT_EQ(random_index(2), 0);
    EXPECT_EQ(random_index(3), 0.58);
    EXPECT_EQ(random_index(4), 0.90);
    EXPECT_EQ(random_index(10), 1.49);
    EXPECT_EQ(random_index(15), 1.59);
    EXPECT_GT(random_index(16), 1.5) << "more than 15 criteria are no error";
}

TEST(AhpWeights, SumToOneForRandomMatricesOfEveryOrder) {  // 10
    Random random(11, "matrices");
    for (std::size_t order = 1; order <= 18; ++order)
        for (int repeat = 0; repeat < 20; ++repeat) {
            Judgements matrix(order, std::vector<double>(order, 1));
            for (std::size_t i = 0; i < order; ++i)
                for (std::size_t j = i + 1; j < order; ++j) {
                    matrix[i][j] =
                        std::pow(1.0 + static_cast<double>(random.below(9)), random.below(2) ? 1 : -1);
                    matrix[j][i] = 1 / matrix[i][j];
                }
            const Ahp ahp = ahp_weights(matrix);
            EXPECT_NEAR(std::accumulate(ahp.weights.begin(), ahp.weights.end(), 0.0), 1, 1e-12) << order;
        }
}

TEST_F(Bench, WeightsAreNotRoundedToWholePercent) {  // 11
    add("a", {0, 0, 0, 0}, 1);
    add("b", {100, 100, 100, 100}, 2);
    const model::Suitability result = scored();
    EXPECT_NEAR(cells(result)[0], 2.0 / 3, 0.5e-4) << "surfaces are rounded to 0.0001";
    EXPECT_NEAR(result.clusters[0].criteria[0].weight, 1.0 / 3, 1e-15);
}

TEST(WeightZero, LeavesEveryRuleUnmovedEvenAtWorthZeroOrWithoutData) {  // 12: 0^0 is 1
    for (const std::string& rule : every_rule)
        for (const double ignored : {0.0, 1.0, std::nan("")}) {
            const double with = aggregate(parse_aggregation(rule), std::vector<double>{0.4, 0.7, ignored},
                                          std::vector<double>{0.5, 0.5, 0});
            const double without = aggregate(parse_aggregation(rule), std::vector<double>{0.4, 0.7},
                                             std::vector<double>{0.5, 0.5});
            EXPECT_DOUBLE_EQ(with, without) << rule;
        }
}

TEST(Owa, NeverVanishesWhenWeightsAndOrderWeightsMiss) {  // 12
    // All importance on the best worth, nearly all attention on the worst: the score is that of the one that
    // counts.
    EXPECT_NEAR(
        aggregate(parse_aggregation("owa:0.01"), std::vector<double>{0.8, 0.1}, std::vector<double>{1, 0}),
        0.8, 1e-12);
}

TEST_F(Bench, UnitsAreScaledByTheirValueFunctionsBeforeTheyAreAdded) {  // 13: km and % do not add
    add("metres", {5000, 5000, 5000, 5000}, 1, 0, 10000);
    add("share", {0.5f, 0.5f, 0.5f, 0.5f}, 1, 0, 1);
    EXPECT_FLOAT_EQ(cells(scored())[0], 0.5f);
}

TEST_F(Bench, NothingIsWrittenBesideTheOutputAndNothingElseIsTouched) {  // 15: fixed temporary names
    add("a", {1, 2, 3, 4});
    const auto working_folder = std::filesystem::current_path();
    std::filesystem::create_directories(folder_ / "work");
    std::filesystem::current_path(folder_ / "work");
    scored();
    scored();
    std::filesystem::current_path(working_folder);
    EXPECT_TRUE(std::filesystem::is_empty(folder_ / "work"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_ / "out"), {}), 1) << "energy.tif";
}

TEST_F(Bench, AThousandParcelsCostAThousandRatingsAndNotAMillionPairs) {  // 14: no outranking over cells
    add("a", {10, 20, 30, 40});
    for (int i = 0; i < 1000; ++i) {
        model::Parcel parcel;
        const double x = 480000 + 0.03 * i;
        parcel.geometry = {{geom::rectangle({x, 2539991, x + 5, 2539999})}};
        parcels.push_back(parcel);
    }
    const model::Suitability result = scored();
    EXPECT_EQ(result.scores.size(), 1000u);
    EXPECT_EQ(result.worths.size(), 1000u) << "kept per parcel and criterion, nothing per pair";
}

TEST_F(Bench, TheScoresDoNotDependOnTheTiles) {  // 21
    add("a", {10, 20, 30, 40});
    add("b", {90, 80, nothing, 60}, 2);
    const auto whole = cells(scored());
    for (const std::size_t edge : {1, 2, 3}) {
        tile_edge = edge;
        const auto tiled = cells(scored());
        for (std::size_t i = 0; i < whole.size(); ++i)
            EXPECT_TRUE(tiled[i] == whole[i] || (std::isnan(tiled[i]) && std::isnan(whole[i]))) << edge;
    }
}

TEST_F(Bench, AParcelSmallerThanACellHasAScore) {  // 16
    add("a", {10, 20, 30, 40});
    model::Parcel tiny;
    tiny.geometry = {{geom::rectangle({480021, 2539991, 480022, 2539992})}};
    parcels.push_back(tiny);
    const model::Suitability result = scored();
    EXPECT_EQ(result.of(0, 0).state, model::ScoreState::Scored);
    EXPECT_NEAR(result.of(0, 0).score, 0.3, 1e-6);
}

TEST_F(Bench, TheLastColumnAndRowAreScored) {  // 22
    spec = {480000, 2540000, 10, 1, 4};
    add("a", {10, 20, 30, 40});
    const auto values = cells(scored());
    EXPECT_NEAR(values[3], 0.4, 1e-6);
    for (float value : values) EXPECT_FALSE(std::isnan(value));
}

TEST_F(Bench, ADroppedCriterionIsListedWithItsWeight) {  // 24: nothing goes silently
    add("a", {10, 20, 30, 40}, 3);
    add("b", {10, 20, 30, 40}, 1);
    surfaces[1].missing = true;
    surfaces[1].note = {"缺少数据来源：service", "no source of role service"};
    const model::Suitability result = scored();
    ASSERT_EQ(result.clusters[0].dropped.size(), 1u);
    EXPECT_NEAR(result.clusters[0].dropped[0].weight, 0.25, 1e-12);
    EXPECT_NEAR(result.clusters[0].criteria[0].weight, 1, 1e-12);
}

TEST_F(Bench, WithoutAnySourceAClusterHasNoScoreInsteadOfZero) {  // 3, 24
    add("a", {10, 20, 30, 40});
    surfaces[0].missing = true;
    model::Parcel parcel;
    parcel.geometry = {{geom::rectangle({480000, 2539990, 480040, 2540000})}};
    parcels.push_back(parcel);
    const model::Suitability result = scored();
    EXPECT_EQ(result.of(0, 0).state, model::ScoreState::NoData);
    EXPECT_TRUE(result.clusters[0].tiles.empty());
}

}  // namespace
}  // namespace zonewright::suitability
