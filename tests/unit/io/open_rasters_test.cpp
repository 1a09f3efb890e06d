// Rasters that stay open say what the file said when it was opened, to several callers at once.
#include "io/open_rasters.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <atomic>
#include <thread>

#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

class OpenRastersTest : public testing::Test {
protected:
    OpenRastersTest()
        : folder(fs::temp_directory_path() / ("zonewright_open_rasters_" + std::to_string(::getpid()))) {
        make_folder(folder);
    }
    ~OpenRastersTest() override { fs::remove_all(folder); }

    /// Cell (column, row) holds base + 1000·row + column.
    fs::path written(const std::string& name, float base) const {
        raster::Grid<float> grid(
            {.west_m = 480000, .north_m = 2560000, .cell_m = 10, .columns = 700, .rows = 600}, 0.0f);
        for (std::size_t row = 0; row < 600; ++row)
            for (std::size_t column = 0; column < 700; ++column)
                grid.at(column, row) = base + static_cast<float>(1000 * row + column);
        write_tiles(folder / name, grid, 4547, {name, "m"}, TileCoding::Compact);
        return folder / name;
    }
    static float cell(OpenRasters& rasters, const fs::path& path, std::size_t column, std::size_t row) {
        float value = 0;
        rasters.read(path, column, row, 1, 1, {&value, 1});
        return value;
    }
    fs::path folder;
};

TEST_F(OpenRastersTest, ReadWhatTheFilesHold) {
    OpenRasters rasters(1);  // one at most stays open: the two push each other out
    const fs::path a = written("a.tif", 0), b = written("b.tif", 5e6f);
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_EQ(cell(rasters, a, 3, 2), 2003.0f);
        EXPECT_EQ(cell(rasters, b, 3, 2), 5e6f + 2003.0f);
        EXPECT_EQ(cell(rasters, a, 699, 599), 599699.0f);
    }
}

TEST_F(OpenRastersTest, GoOnReadingAFileThatWasSweptAway) {
    OpenRasters rasters;
    const fs::path a = written("a.tif", 0);
    EXPECT_EQ(cell(rasters, a, 3, 2), 2003.0f);
    fs::remove(a);
    EXPECT_EQ(cell(rasters, a, 600, 550), 550600.0f);
    OpenRasters others;
    EXPECT_THROW(cell(others, a, 3, 2), ResourceError);
}

TEST_F(OpenRastersTest, ServeSeveralThreads) {
    OpenRasters rasters(2);
    const fs::path a = written("a.tif", 0), b = written("b.tif", 5e6f);
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (std::size_t thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (std::size_t turn = 0; turn < 100; ++turn) {
                const std::size_t column = (turn * 67 + thread * 13) % 700, row = turn * 5;
                const float expected = static_cast<float>(1000 * row + column);
                wrong += cell(rasters, a, column, row) != expected;
                wrong += cell(rasters, b, column, row) != 5e6f + expected;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace zonewright::io
