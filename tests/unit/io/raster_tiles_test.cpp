// The tile store: same cells in either coding, nothing for tiles without data, damage is noticed.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/errors.h"
#include "base/parallel.h"
#include "base/random.h"
#include "io/raster_io.h"
#include "raster/distance.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

class TileStore : public testing::Test {
protected:
    TileStore() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder = fs::temp_directory_path() / (std::string("zonewright_tiles_") + test->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    ~TileStore() override { fs::remove_all(folder); }

    fs::path folder;
};

/// Smooth values in the western half, nothing in the eastern one.
raster::Grid<float> half_a_city(std::size_t columns = 2100, std::size_t rows = 900) {
    raster::Grid<float> grid({400000, 2560000, 10, columns, rows}, raster::no_data);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns / 2; ++c)
            grid.at(c, r) = std::hypot(static_cast<float>(c), static_cast<float>(r)) * 10;
    return grid;
}

raster::Grid<float> read_whole(const fs::path& path, const raster::GridSpec& spec) {
    raster::Grid<float> grid(spec, 0);
    RasterReader(path).read(0, 0, spec.columns, spec.rows, grid.cells);
    return grid;
}

bool same_bits(const raster::Grid<float>& a, const raster::Grid<float>& b) {
    for (std::size_t i = 0; i < a.cells.size(); ++i)
        if (!(std::isnan(a.cells[i]) && std::isnan(b.cells[i])) &&
            std::memcmp(&a.cells[i], &b.cells[i], sizeof(float)) != 0)
            return false;
    return true;
}

/// Squares of distances to one point, to nothing in a corner, and left out in the east.
raster::Grid<std::uint32_t> squares(std::size_t columns = 1100, std::size_t rows = 900) {
    raster::Grid<std::uint32_t> grid({400000, 2560000, 10, columns, rows}, raster::left_out);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns / 2; ++c) {
            const std::uint64_t east = c < 300 ? 300 - c : c - 300, south = r < 200 ? 200 - r : r - 200;
            grid.at(c, r) = r < 10 && c < 10 ? raster::unreached : static_cast<std::uint32_t>(east * east + south * south);
        }
    return grid;
}

TEST_F(TileStore, DistancesComeBackInMetresByAnyWindow) {
    const auto stored = squares();
    write_distances(folder / "far.tif", stored, 4547, {"distance", "m"});
    raster::Grid<float> metres(stored.spec, 0);
    raster::metres_of(stored.cells, stored.spec.cell_m, metres.cells);
    EXPECT_TRUE(same_bits(metres, read_whole(folder / "far.tif", stored.spec)));
    std::vector<float> window(20 * 30);
    RasterReader(folder / "far.tif").read(540, 500, 20, 30, window);
    for (std::size_t r = 0; r < 30; ++r)
        for (std::size_t c = 0; c < 20; ++c) {
            const float expected = metres.at(540 + c, 500 + r), found = window[r * 20 + c];
            EXPECT_TRUE(found == expected || (std::isnan(found) && std::isnan(expected))) << c << ", " << r;
        }
    write_tiles(folder / "plain.tif", metres, 4547, {"distance", "m"}, TileCoding::Compact);
    EXPECT_LT(fs::file_size(folder / "far.tif") * 10, fs::file_size(folder / "plain.tif"));
    EXPECT_TRUE(tiles_are_intact(folder / "far.tif"));
}

// Which block lies first in the file depends on which thread came first; so the whole grid is read.
TEST_F(TileStore, DamagedDistancesAreNoticed) {
    const auto spec = squares().spec;
    write_distances(folder / "far.tif", squares(), 4547, {"distance", "m"});
    std::fstream file(folder / "far.tif", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(200);
    file.put('\x55');
    file.close();
    EXPECT_FALSE(tiles_are_intact(folder / "far.tif"));
    EXPECT_THROW(read_whole(folder / "far.tif", spec), ResourceError);
}

TEST_F(TileStore, CompactLosesNothingAndTakesLessRoom) {
    const auto grid = half_a_city();
    write_tiles(folder / "plain.tif", grid, 4547, {"value", "m"});
    write_tiles(folder / "compact.tif", grid, 4547, {"value", "m"}, TileCoding::Compact);
    EXPECT_TRUE(same_bits(grid, read_whole(folder / "plain.tif", grid.spec)));
    EXPECT_TRUE(same_bits(grid, read_whole(folder / "compact.tif", grid.spec)));
    EXPECT_LT(fs::file_size(folder / "compact.tif"), fs::file_size(folder / "plain.tif") / 2);
}

TEST_F(TileStore, TilesWithoutDataTakeNoRoom) {
    const raster::GridSpec spec{400000, 2560000, 10, 4000, 4000};
    write_tiles(folder / "empty.tif", raster::Grid<float>(spec, raster::no_data), 4547, {});
    EXPECT_LT(fs::file_size(folder / "empty.tif"), 10000u);
    EXPECT_TRUE(std::isnan(read_whole(folder / "empty.tif", spec).cells.back()));
}

TEST_F(TileStore, AnyWindowReadsTheSameAsTheWhole) {
    const auto grid = half_a_city();
    for (const TileCoding coding : {TileCoding::Plain, TileCoding::Compact}) {
        write_tiles(folder / "store.tif", grid, 4547, {}, coding);
        RasterReader reader(folder / "store.tif");
        Random random(3, "windows");
        for (int i = 0; i < 60; ++i) {
            // Every third window is one of whole blocks.
            const bool blocks = i % 3 == 0;
            const std::size_t column = blocks ? 512 * random.below(4) : random.below(2000);
            const std::size_t row = blocks ? 512 * random.below(1) : random.below(800);
            const std::size_t width =
                blocks ? std::min<std::size_t>(512, 2100 - column) : 1 + random.below(99);
            const std::size_t height = blocks ? 512 : 1 + random.below(99);
            std::vector<float> cells(width * height);
            reader.read(column, row, width, height, cells);
            for (std::size_t c = 0; c < cells.size(); ++c) {
                const float expected = grid.at(column + c % width, row + c / width);
                ASSERT_TRUE(cells[c] == expected || (std::isnan(cells[c]) && std::isnan(expected)))
                    << "window " << i;
            }
        }
    }
}

TEST_F(TileStore, IsTheSameFromAnyNumberOfThreads) {
    const auto grid = half_a_city();
    write_tiles(folder / "one.tif", grid, 4547, {}, TileCoding::Compact, Progress(nullptr, {}, 1));
    write_tiles(folder / "three.tif", grid, 4547, {}, TileCoding::Compact, Progress(nullptr, {}, 3));
    EXPECT_TRUE(
        same_bits(read_whole(folder / "one.tif", grid.spec), read_whole(folder / "three.tif", grid.spec)));
}

TEST_F(TileStore, KnowsItsOwnContentAgain) {
    const auto grid = half_a_city();
    for (const TileCoding coding : {TileCoding::Plain, TileCoding::Compact}) {
        write_tiles(folder / "store.tif", grid, 4547, {}, coding);
        EXPECT_TRUE(tiles_are_intact(folder / "store.tif"));
    }
}

TEST_F(TileStore, NoticesOneChangedByte) {
    write_tiles(folder / "store.tif", half_a_city(), 4547, {});
    {
        std::fstream file(folder / "store.tif", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(fs::file_size(folder / "store.tif") / 2));
        file.put('\x55');
    }
    EXPECT_FALSE(tiles_are_intact(folder / "store.tif"));
}

TEST_F(TileStore, OneChangedByteIsRefusedByWhoeverReadsItsBlockAndByNobodyElse) {
    for (const TileCoding coding : {TileCoding::Plain, TileCoding::Compact}) {
        const auto grid = half_a_city();
        write_tiles(folder / "store.tif", grid, 4547, {}, coding);
        std::vector<float> cells(grid.spec.columns * grid.spec.rows);
        RasterReader(folder / "store.tif").read(0, 0, grid.spec.columns, grid.spec.rows, cells);
        {
            std::fstream file(folder / "store.tif", std::ios::in | std::ios::out | std::ios::binary);
            file.seekg(static_cast<std::streamoff>(fs::file_size(folder / "store.tif") / 2));
            const char before = static_cast<char>(file.get());
            file.seekp(static_cast<std::streamoff>(fs::file_size(folder / "store.tif") / 2));
            file.put(static_cast<char>(before ^ 0x11));
        }
        EXPECT_THROW(RasterReader(folder / "store.tif").read(0, 0, grid.spec.columns, grid.spec.rows, cells), Error);
    }
}

/// The whole file is read as any stage would; what is thrown besides ResourceError fails the test.
template <typename Read>
bool is_damaged(const Read& read) {
    try {
        read();
        return false;
    } catch (const ResourceError&) {
        return true;
    }
}

TEST_F(TileStore, AnyChangedByteIsDamageToBeMadeAnewAndNeverAWrongInput) {
    const auto grid = half_a_city(600, 530);
    write_tiles(folder / "plain.tif", grid, 4547, {});
    write_tiles(folder / "compact.tif", grid, 4547, {}, TileCoding::Compact);
    write_cog(folder / "surface.tif", grid, 4547, {}, Progress());
    Random random(2811);
    for (const std::string name : {"plain.tif", "compact.tif", "surface.tif"}) {
        std::ifstream from(folder / name, std::ios::binary);
        const std::string whole{std::istreambuf_iterator<char>(from), {}};
        int damaged = 0;
        for (int i = 0; i < 150; ++i) {
            // Every third among the directories at either end, where GDAL itself stumbles.
            const std::size_t at = i % 3 == 0   ? random.below(whole.size())
                                   : i % 3 == 1 ? random.below(std::min<std::size_t>(whole.size(), 2000))
                                                : whole.size() - 1 - random.below(std::min<std::size_t>(whole.size(), 2000));
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 + random.below(255)));
            std::ofstream(folder / "changed.tif", std::ios::binary) << changed;
            SCOPED_TRACE(name + ", seed 2811, byte " + std::to_string(at));
            raster::Grid<float> read(grid.spec, 0);
            const bool refused = is_damaged([&] {
                RasterReader reader(folder / "changed.tif");
                if (reader.info().spec.columns == grid.spec.columns && reader.info().spec.rows == grid.spec.rows)
                    reader.read(0, 0, grid.spec.columns, grid.spec.rows, read.cells);
                else
                    throw ResourceError({.thing = "another size"});
            });
            is_damaged([&] { read_reduced(folder / "changed.tif", 200); });
            EXPECT_TRUE(name == "surface.tif" || refused || same_bits(grid, read));
            damaged += refused ? 1 : 0;
        }
        EXPECT_GT(damaged, 15) << name;
    }
}

TEST_F(TileStore, ASourceThatCannotBeReadIsAWrongInput) {
    std::ofstream(folder / "text.tif") << "not a raster";
    EXPECT_THROW(RasterReader(folder / "text.tif", RasterOrigin::Source), InputError);
    EXPECT_THROW(RasterReader(folder / "text.tif"), ResourceError);
}

TEST_F(TileStore, NoticesAFileThatWasCutAndOneThatIsNone) {
    write_tiles(folder / "store.tif", half_a_city(), 4547, {});
    fs::resize_file(folder / "store.tif", fs::file_size(folder / "store.tif") / 2);
    EXPECT_FALSE(tiles_are_intact(folder / "store.tif"));
    EXPECT_FALSE(tiles_are_intact(folder / "absent.tif"));
    std::ofstream(folder / "text.tif") << "not a raster";
    EXPECT_FALSE(tiles_are_intact(folder / "text.tif"));
}

}  // namespace
}  // namespace zonewright::io
