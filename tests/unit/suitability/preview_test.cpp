// Six cells by two, 10 m: a ramp from the west and one from the north, one cell excluded, one outside the city.
//
//   near   0 1 2 3 4 5     high   0 0 0 0 0 0     reasons  . . . x . .
//          0 1 2 3 4 5            5 5 5 5 5 5              . . . . . o
#include "suitability/preview.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>

#include "base/errors.h"
#include "io/raster_io.h"
#include "model/suitability.h"

namespace zonewright::suitability {
namespace {

struct PreviewTest : testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("zonewright-preview-" + std::to_string(::getpid()));
    raster::GridSpec spec{.west_m = 500000, .north_m = 2530000, .cell_m = 10, .columns = 6, .rows = 2};
    raster::Grid<std::uint32_t> reasons{spec, 0};
    std::filesystem::path near = folder / "near.tif", high = folder / "high.tif";

    void SetUp() override {
        std::filesystem::create_directories(folder);
        raster::Grid<float> east(spec, 0), south(spec, 0);
        for (std::size_t row = 0; row < 2; ++row)
            for (std::size_t column = 0; column < 6; ++column)
                east.at(column, row) = static_cast<float>(column), south.at(column, row) = row == 0 ? 0.0f : 5.0f;
        io::write_tiles(near, east, 4547, {"near", "m"});
        io::write_tiles(high, south, 4547, {"high", "m"});
        reasons.at(3, 0) = 4, reasons.at(5, 1) = model::outside_city;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    static ValueCurve ramp() { return {model::ValueFunction{.low = 0, .high = 5}, {}, "ramp"}; }
    std::vector<PreviewTerm> terms(double of_near) const { return {{near, ramp(), of_near}, {high, ramp(), 1 - of_near}}; }
    std::vector<float> scores(Preview& preview, PreviewPicture picture, double of_near) const {
        return preview.scores(picture, terms(of_near), {}, {});
    }
};

constexpr float x = model::excluded_cell;

TEST_F(PreviewTest, EveryPixelIsACellAtAnyStep) {
    Preview preview(reasons, {near, high}, 64);
    EXPECT_EQ(preview.held_step(), 1u);
    const auto whole = scores(preview, {.width = 6, .height = 2}, 0.5);
    const std::vector<float> first{0, 0.1f, 0.2f, x, 0.4f, 0.5f}, second{0.5f, 0.6f, 0.7f, 0.8f, 0.9f};
    for (std::size_t i = 0; i < 6; ++i) EXPECT_FLOAT_EQ(whole[i], first[i]) << i;
    for (std::size_t i = 0; i < 5; ++i) EXPECT_FLOAT_EQ(whole[6 + i], second[i]) << i;
    EXPECT_TRUE(std::isnan(whole[11])) << "outside the city";
    const auto coarse = scores(preview, {.width = 3, .height = 1, .step = 2}, 0.5);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(coarse[i], whole[2 * i]) << "a cell, no mean";
}

TEST_F(PreviewTest, AWeightThatMovesIsFollowed) {
    Preview preview(reasons, {near, high}, 64);
    EXPECT_FLOAT_EQ(scores(preview, {.column = 4, .row = 0, .width = 1, .height = 1}, 0.5)[0], 0.4f);
    EXPECT_FLOAT_EQ(scores(preview, {.column = 4, .row = 0, .width = 1, .height = 1}, 1)[0], 0.8f);
    EXPECT_FLOAT_EQ(scores(preview, {.column = 4, .row = 0, .width = 1, .height = 1}, 0)[0], 0.0f);
}

TEST_F(PreviewTest, WhatIsNotHeldIsReadFromTheTilesAndTheSame) {
    Preview held(reasons, {near, high}, 64), read(reasons, {near, high}, 0);
    EXPECT_GT(read.held_step(), 1u);
    EXPECT_EQ(held.held_step(), 1u);
    const auto one = scores(held, {.width = 5, .height = 2}, 0.25), two = scores(read, {.width = 5, .height = 2}, 0.25);
    EXPECT_EQ(one, two);
}

TEST_F(PreviewTest, BeyondTheGridIsNoData) {
    Preview preview(reasons, {near, high}, 64);
    const auto seen = scores(preview, {.column = -2, .row = -1, .width = 4, .height = 2}, 0.5);
    for (const std::size_t i : {0, 1, 2, 3, 4, 5}) EXPECT_TRUE(std::isnan(seen[i])) << i;
    EXPECT_FLOAT_EQ(seen[7], 0.1f);
}

TEST_F(PreviewTest, RefusesAPictureThatCannotBe) {
    Preview preview(reasons, {near, high}, 64);
    EXPECT_THROW(scores(preview, {.width = 0, .height = 2}, 0.5), InputError);
    EXPECT_THROW(scores(preview, {.width = 2, .height = 2, .step = 0}, 0.5), InputError);
    EXPECT_THROW(scores(preview, {.width = 100000, .height = 100000}, 0.5), InputError);
}

}  // namespace
}  // namespace zonewright::suitability
