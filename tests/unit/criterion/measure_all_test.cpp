// What a run keeps on disk: one file where the answer is the same, nothing outside the city.
#include "criterion/measure_all.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/errors.h"
#include "base/hash.h"
#include "criterion/road_networks.h"
#include "io/raster_io.h"
#include "small_city.h"

namespace zonewright::criterion {
namespace {

using model::MeasureKind;

class MeasureAll : public testing::Test {
protected:
    MeasureAll()
        : folder(std::filesystem::temp_directory_path() / fmt::format("zonewright-measures-{}", ::getpid())) {
    }
    ~MeasureAll() override { std::filesystem::remove_all(folder); }

    raster::Grid<float> read(const std::filesystem::path& path) const {
        raster::Grid<float> grid(city.spec, 0);
        io::RasterReader(path).read(0, 0, city.spec.columns, city.spec.rows, grid.cells);
        return grid;
    }

    /// Kept under their ids: nothing is made twice in one test.
    std::vector<model::CriterionSurface> measured(const MeasureInput& input, const model::CriterionDefinition& definition) {
        const auto key_of = [&](const model::CriterionDefinition& one, std::optional<model::ClusterId> cluster) {
            ++asked;
            return hash_text(one.id + (cluster ? city.plan.cluster(*cluster).id : "") + made_from);
        };
        return measure_all(input, {definition}, {shelf, key_of}, {}, Progress());
    }

    SmallCity city;
    std::filesystem::path folder;
    io::TileShelf shelf{folder};
    std::string made_from = "this";
    int asked = 0;
};

TEST_F(MeasureAll, ClustersWithTheSameFeaturesShareOneFile) {
    city.plan.clusters.resize(3);
    city.plan.clusters[2].id = "ai";
    city.add_point("enterprise", {{"cluster", "electronics"}}, 50, 50);
    auto definition = definition_of(MeasureKind::Distance, "enterprise");
    definition.where = {{"cluster", {"$cluster"}}};
    const auto surfaces = measured(city.input(), definition);
    ASSERT_EQ(surfaces.size(), 3u);
    EXPECT_NE(surfaces[0].tiles, surfaces[1].tiles) << "one has an enterprise, the other none";
    EXPECT_EQ(surfaces[1].tiles, surfaces[2].tiles) << "both have none";
    EXPECT_EQ(surfaces[1].note.en, surfaces[2].note.en);
}

TEST_F(MeasureAll, WhatTheMeasureLooksAtBesidesTheFeaturesKeepsFilesApart) {
    auto definition = definition_of(MeasureKind::ZoneListing, "");
    const auto surfaces = measured(city.input(), definition);
    ASSERT_EQ(surfaces.size(), 2u);
    EXPECT_NE(surfaces[0].tiles, surfaces[1].tiles) << "the open list of one cluster differs";
}

TEST_F(MeasureAll, CellsOutsideTheCityHoldNoData) {
    city.add_point("enterprise", {{"cluster", "electronics"}}, 50, 950);
    const geom::MultiPolygon west{{geom::rectangle({0, 0, 500, 1000})}};
    MeasureInput input = city.input();
    input.city = &west;
    const auto surfaces =
        measured(input, definition_of(MeasureKind::Distance, "enterprise"));
    const auto values = read(surfaces[0].tiles);
    EXPECT_EQ(values.at(4, 0), 400);
    EXPECT_TRUE(std::isnan(values.at(5, 0)));
}

TEST_F(MeasureAll, WhatIsMadeFromTheSameIsTakenFromTheShelf) {
    city.add_point("enterprise", {{"cluster", "electronics"}}, 50, 950);
    const auto definition = definition_of(MeasureKind::Distance, "enterprise");
    const auto first = measured(city.input(), definition);
    city.add_point("enterprise", {{"cluster", "electronics"}}, 950, 950);  // unseen: the key is that of before
    const auto taken = measured(city.input(), definition);
    EXPECT_EQ(taken[0].tiles, first[0].tiles);
    EXPECT_EQ(taken[0].content_sha256, first[0].content_sha256);
    made_from = "another";
    const auto anew = measured(city.input(), definition);
    EXPECT_NE(anew[0].tiles, first[0].tiles);
    EXPECT_EQ(read(anew[0].tiles).at(9, 0), 0);
}

TEST_F(MeasureAll, WhyASurfaceIsMissingIsKeptToo) {
    const auto definition = definition_of(MeasureKind::Distance, "metro_station");
    const auto first = measured(city.input(), definition), again = measured(city.input(), definition);
    EXPECT_TRUE(first[0].missing);
    EXPECT_TRUE(again[0].missing);
    EXPECT_EQ(again[0].note.zh, first[0].note.zh);
    EXPECT_EQ(again[0].note.en, first[0].note.en);
}

TEST_F(MeasureAll, AMeasureCannotReadWhatItDoesNotState) {
    city.add_point("enterprise", {{"cluster", "electronics"}}, 50, 950);
    const SourceView all(city.sources);
    EXPECT_NE(all.layer("enterprise"), nullptr);
    EXPECT_THROW(all.only({"road"}).layer("enterprise"), InternalError);
    EXPECT_EQ(all.only({"road"}).layer("road"), nullptr) << "stated and absent";
}

TEST_F(MeasureAll, OneRoadNetworkServesCriteriaWithOtherOrigins) {
    city.add_line("road", {{"class", "local"}}, {{50, 550}, {950, 550}});
    city.add_line("road", {{"class", "local"}}, {{450, 50}, {450, 950}});
    city.add_point("gateway", {{"class", "airport"}}, 60, 540);
    city.add_point("gateway", {{"class", "port"}}, 460, 120);
    auto definition = definition_of(MeasureKind::TravelTime, "gateway");
    definition.speed_kmh = {{"local", 30}};
    definition.off_road_kmh = 5;
    RoadNetworks networks;
    MeasureInput shared = city.input();
    shared.networks = &networks;
    for (const char* origin : {"airport", "port", "airport"}) {
        definition.where = {{"class", {origin}}};
        const auto alone = measure(city.input(), definition, std::nullopt, Progress());
        const auto together = measure(shared, definition, std::nullopt, Progress());
        EXPECT_EQ(alone.values.cells, together.values.cells) << origin;
    }
}

}  // namespace
}  // namespace zonewright::criterion
