#include "study/tile_trust.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "io/raster_io.h"

namespace zonewright::study {
namespace {

class TileTrust : public testing::Test {
protected:
    TileTrust()
        : folder(std::filesystem::temp_directory_path() / fmt::format("zonewright-trust-{}", ::getpid())) {
        std::filesystem::create_directories(folder);
        const raster::Grid<float> grid({0, 100, 10, 10, 10}, 7);
        io::write_tiles(folder / "a.tif", grid, 4547, {});
        mark_tiles(folder);
    }
    ~TileTrust() override { std::filesystem::remove_all(folder); }

    /// As if the machine had been started since.
    void restart_machine() {
        const std::string mark = read_file(folder / "written");
        write_file(folder / "written", mark.substr(0, mark.find('\n') + 1) + "another start");
    }
    void damage() { std::filesystem::resize_file(folder / "a.tif", 100); }

    std::filesystem::path folder;
};

TEST_F(TileTrust, StoresOfTheSameStartAreBelieved) {
    EXPECT_TRUE(tiles_are_trusted(folder));
}

TEST_F(TileTrust, AfterARestartWholeStoresPassTheirCheckOnce) {
    restart_machine();
    EXPECT_TRUE(tiles_are_trusted(folder));
    EXPECT_EQ(read_file(folder / "written").find("another start"), std::string::npos) << "the check is noted";
}

TEST_F(TileTrust, AfterARestartACutStoreIsNotBelieved) {
    restart_machine();
    damage();
    EXPECT_FALSE(tiles_are_trusted(folder));
}

TEST_F(TileTrust, AStoreThatIsGoneOrOfAnotherSizeIsNotBelieved) {
    damage();
    EXPECT_FALSE(tiles_are_trusted(folder)) << "cut while the machine is up";
    std::filesystem::remove(folder / "a.tif");
    EXPECT_FALSE(tiles_are_trusted(folder));
}

TEST_F(TileTrust, AFolderThatWasNeverFinishedIsNotBelieved) {
    std::filesystem::remove(folder / "written");
    EXPECT_FALSE(tiles_are_trusted(folder));
    EXPECT_FALSE(tiles_are_trusted(folder / "absent"));
}

}  // namespace
}  // namespace zonewright::study
