#include "io/raster_io.h"
#include "raster/burn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/errors.h"
#include "base/random.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

class RasterFiles : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder = fs::temp_directory_path() / (std::string("zonewright_raster_") + test->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    std::vector<std::string> names_in_folder() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
        return names;
    }
    fs::path folder;
};

/// A slope to the east with a hole of no data, on odd sizes that fill no whole tile.
raster::Grid<float> slope_with_hole(std::size_t columns = 700, std::size_t rows = 530) {
    raster::Grid<float> grid({400000, 2560000, 10, columns, rows}, 0.0F);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            grid.at(c, r) = static_cast<float>(c) / static_cast<float>(columns);
    for (std::size_t r = 10; r < 20; ++r)
        for (std::size_t c = 30; c < 50; ++c) grid.at(c, r) = raster::no_data;
    return grid;
}

void expect_same_cells(const raster::Grid<float>& a, const raster::Grid<float>& b) {
    ASSERT_EQ(a.spec, b.spec);
    for (std::size_t i = 0; i < a.cells.size(); ++i) {
        if (std::isnan(a.cells[i]))
            ASSERT_TRUE(std::isnan(b.cells[i])) << "cell " << i;
        else
            ASSERT_EQ(a.cells[i], b.cells[i]) << "cell " << i;
    }
}

TEST_F(RasterFiles, ACogSaysWhatItHoldsAndReadsBackCellByCell) {
    const auto grid = slope_with_hole();
    write_cog(folder / "new_energy.tif", grid, 4547, {"suitability: 新能源", "0-1"}, Progress());

    const RasterInfo info = describe_raster(folder / "new_energy.tif");
    EXPECT_EQ(info.spec, grid.spec);
    EXPECT_EQ(info.epsg, 4547);
    EXPECT_EQ(info.type, "Float32");
    EXPECT_EQ(info.unit, "0-1");
    ASSERT_TRUE(info.no_data.has_value());
    EXPECT_EQ(*info.no_data, -9999);
    expect_same_cells(grid, read_onto_grid(folder / "new_energy.tif", grid.spec, 4547, Resampling::Nearest));
    EXPECT_THAT(names_in_folder(), testing::ElementsAre("new_energy.tif")) << "no side files, no leftovers";
}

TEST_F(RasterFiles, ReasonBitsKeepAll32Bits) {
    raster::Grid<std::uint32_t> bits({400000, 2560000, 50, 40, 30}, 0);
    bits.at(3, 4) = 0x80000001U;
    bits.at(0, 0) = 4294967295U;
    write_cog(folder / "admissible.tif", bits, 4547, {"reason bits", ""}, Progress());
    const RasterInfo info = describe_raster(folder / "admissible.tif");
    EXPECT_EQ(info.type, "UInt32");
    ASSERT_TRUE(info.no_data.has_value());
    EXPECT_EQ(*info.no_data, 4294967295.0);
    const auto read = read_onto_grid(folder / "admissible.tif", bits.spec, 4547, Resampling::Nearest);
    EXPECT_TRUE(std::isnan(read.at(0, 0)));
    EXPECT_EQ(read.at(3, 4), static_cast<float>(0x80000001U));
}

TEST_F(RasterFiles, TilesWrittenByManyThreadsInAnyOrderGiveTheSameContent) {
    const auto grid = slope_with_hole(1100, 900);
    {
        TileWriter writer(folder / "store.tif", grid.spec, 4547, {"value", "m"});
        const auto write_every_second = [&](std::size_t first) {
            std::vector<float> cells;
            for (std::size_t block = first; block < 12; block += 2) {
                const std::size_t column = block % 4 * 275, row = block / 4 * 300;
                cells.clear();
                for (std::size_t r = row; r < row + 300; ++r)
                    for (std::size_t c = column; c < column + 275; ++c) cells.push_back(grid.at(c, r));
                writer.write(column, row, 275, 300, cells);
            }
        };
        std::jthread odd(write_every_second, 1);
        write_every_second(0);
        odd.join();
        EXPECT_FALSE(fs::exists(folder / "store.tif")) << "nothing appears before publish()";
        writer.publish();
    }
    expect_same_cells(grid, read_onto_grid(folder / "store.tif", grid.spec, 4547, Resampling::Nearest));
    EXPECT_EQ(describe_raster(folder / "store.tif").unit, "m");
    EXPECT_THAT(names_in_folder(), testing::ElementsAre("store.tif"));
}

TEST_F(RasterFiles, BlocksNeverWrittenAreNoData) {
    TileWriter writer(folder / "store.tif", {0, 1000, 10, 100, 100}, 4547, {});
    writer.write(0, 0, 1, 1, std::vector<float>{0.0F});
    writer.publish();
    const auto read =
        read_onto_grid(folder / "store.tif", {0, 1000, 10, 100, 100}, 4547, Resampling::Nearest);
    EXPECT_EQ(read.at(0, 0), 0.0F) << "zero is a value";
    EXPECT_TRUE(std::isnan(read.at(1, 0)));
    EXPECT_TRUE(std::isnan(read.at(99, 99)));
}

TEST_F(RasterFiles, AnUnpublishedStoreLeavesNothing) {
    { TileWriter writer(folder / "store.tif", {0, 1000, 10, 100, 100}, 4547, {}); }
    EXPECT_THAT(names_in_folder(), testing::IsEmpty());
}

TEST_F(RasterFiles, AShiftedWindowOfTheSameCellsIsReadNotWarped) {
    const auto grid = slope_with_hole(60, 40);
    write_tiles(folder / "a.tif", grid, 4547, {});
    // Five cells further west and two further south: the first five columns lie outside.
    const raster::GridSpec shifted{400000 - 50, 2560000 - 20, 10, 20, 10};
    const auto read = read_onto_grid(folder / "a.tif", shifted, 4547, Resampling::Bilinear);
    EXPECT_TRUE(std::isnan(read.at(4, 0)));
    EXPECT_EQ(read.at(5, 0), grid.at(0, 2));
    EXPECT_EQ(read.at(19, 9), grid.at(14, 11));
}

TEST_F(RasterFiles, ALinearSurfaceSurvivesBilinearWarpingToAFinerGrid) {
    const auto grid = slope_with_hole(200, 100);
    write_tiles(folder / "a.tif", grid, 4547, {});
    const raster::GridSpec finer{400803, 2559503, 4, 100, 50};
    const auto read = read_onto_grid(folder / "a.tif", finer, 4547, Resampling::Bilinear);
    for (std::size_t c = 0; c < 100; ++c) {
        const double column = (finer.centre(c, 0).x - 400000) / 10 - 0.5;
        EXPECT_NEAR(read.at(c, 25), column / 200, 1e-5) << "column " << c;
    }
}

TEST_F(RasterFiles, WarpingComesFromGeographicWgs84WithoutAShift) {
    // Longitude as value: at the central meridian 114°E the easting is 500 000 m.
    raster::Grid<float> longitude({113.95, 23.05, 0.001, 100, 100}, 0.0F);
    for (std::size_t r = 0; r < 100; ++r)
        for (std::size_t c = 0; c < 100; ++c)
            longitude.at(c, r) = static_cast<float>(longitude.spec.centre(c, r).x);
    write_tiles(folder / "wgs84.tif", longitude, 4326, {});
    const raster::GridSpec around{499995, 2544005, 10, 1, 1};
    const auto read = read_onto_grid(folder / "wgs84.tif", around, 4547, Resampling::Bilinear);
    EXPECT_NEAR(read.at(0, 0), 114.0, 2e-5);
}

TEST_F(RasterFiles, ARasterWithoutCrsIsRefusedByName) {
    std::ofstream(folder / "plain.asc")
        << "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 10\n1 2\n3 4\n";
    EXPECT_EQ(describe_raster(folder / "plain.asc").epsg, 0);
    try {
        read_onto_grid(folder / "plain.asc", {0, 20, 10, 2, 2}, 4547, Resampling::Nearest);
        FAIL() << "a raster without CRS must be refused";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("plain.asc"));
    }
}

TEST_F(RasterFiles, AVirtualRasterUnderATiffNameIsRefused) {
    std::ofstream(folder / "outline.tif")
        << "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><VRTRasterBand dataType=\"Byte\" band=\"1\" "
           "subClass=\"VRTRawRasterBand\"><SourceFilename>/etc/hostname</SourceFilename></VRTRasterBand></"
           "VRTDataset>";
    EXPECT_THROW(describe_raster(folder / "outline.tif"), InputError);
}

TEST_F(RasterFiles, NamesThatAreNotFilesAreRefused) {
    EXPECT_THROW(describe_raster("/vsicurl/http://localhost/a.tif"), InputError);
    EXPECT_THROW(describe_raster(folder / "absent.tif"), InputError);
    EXPECT_THROW(describe_raster(folder), InputError);
}

TEST_F(RasterFiles, AFolderThatCannotBeWrittenIsAResourceErrorNamingTheTarget) {
    const auto grid = slope_with_hole(60, 40);
    try {
        write_cog(folder / "missing" / "a.tif", grid, 4547, {}, Progress());
        FAIL() << "must not succeed";
    } catch (const ResourceError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("missing/a.tif"));
    }
    EXPECT_THROW(TileWriter(folder / "missing" / "a.tif", grid.spec, 4547, {}), ResourceError);
}

TEST(Burn, CellsBelongToThePolygonTheirCentreLiesIn) {
    raster::Grid<float> grid({0, 50, 10, 5, 5}, 0.0F);
    const std::vector<geom::MultiPolygon> squares{{{geom::rectangle({8, 8, 32, 32})}}};
    burn(grid, squares, std::vector<float>{1.0F});
    std::string drawn;
    for (std::size_t r = 0; r < 5; ++r) {
        for (std::size_t c = 0; c < 5; ++c) drawn += grid.at(c, r) > 0 ? '#' : '.';
        drawn += '\n';
    }
    EXPECT_EQ(drawn,
              ".....\n"
              ".....\n"
              ".##..\n"
              ".##..\n"
              ".....\n");
}

TEST(Burn, NeighboursShareNoCellAndLeaveNone) {
    // A diagonal cut through cell centres: every cell goes to exactly one side.
    const geom::Polygon lower{{{{0, 0}, {0, 100}, {100, 0}, {0, 0}}}},
        upper{{{{0, 100}, {100, 100}, {100, 0}, {0, 100}}}};
    raster::Grid<float> first({0, 100, 10, 10, 10}, 0.0F), second = first;
    burn(first, std::vector<geom::MultiPolygon>{{{lower}}}, std::vector<float>{1.0F});
    burn(second, std::vector<geom::MultiPolygon>{{{upper}}}, std::vector<float>{1.0F});
    for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(first.cells[i] + second.cells[i], 1.0F) << "cell " << i;
}

}  // namespace
}  // namespace zonewright::io
