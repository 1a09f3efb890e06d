#include "io/tile_shelf.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "base/hash.h"
#include "io/raster_io.h"

namespace zonewright::io {
namespace {

const std::string slope = hash_text("slope of this DEM"), other = hash_text("slope of another DEM");

class TileShelfTest : public testing::Test {
protected:
    TileShelfTest()
        : folder(std::filesystem::temp_directory_path() / fmt::format("zonewright-shelf-{}", ::getpid())) {
        std::filesystem::remove_all(folder);
        TileShelf shelf(folder);
        kept = put(shelf, slope, 7);
        used = shelf.used();
    }
    ~TileShelfTest() override { std::filesystem::remove_all(folder); }

    static TileShelf::Item put(TileShelf& shelf, const std::string& key, float value) {
        const raster::Grid<float> grid({0, 100, 10, 10, 10}, value);
        const WrittenSurface written = write_tiles(shelf.draft("slope", key), grid, 4547, {}, TileCoding::Compact);
        return shelf.keep("slope", key, written.content_sha256, "two remarks\nof its maker");
    }
    std::filesystem::path note() const { return folder / ("slope." + slope.substr(0, 16) + ".kept"); }
    /// As if the machine had been started since.
    void restart_machine() const {
        std::string text = read_file(note());
        std::size_t line = 0;
        for (int i = 0; i < 5; ++i) line = text.find('\n', line) + 1;
        write_file(note(), text.replace(line, text.find('\n', line) - line, "another start"));
    }
    void damage() const { std::filesystem::resize_file(kept.store, 100); }
    bool is_there() const { return TileShelf(folder).has_all(used); }

    std::filesystem::path folder;
    TileShelf::Item kept;
    std::string used;
};

TEST_F(TileShelfTest, WhatWasKeptIsFoundByItsKeyOnly) {
    TileShelf shelf(folder);
    const auto found = shelf.find("slope", slope);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->store, kept.store);
    EXPECT_EQ(found->note, "two remarks\nof its maker");
    EXPECT_FALSE(shelf.find("slope", other));
    EXPECT_FALSE(shelf.find("relief", slope));
}

TEST_F(TileShelfTest, AStoreIsNamedAfterWhatItSays) {
    TileShelf shelf(folder);
    EXPECT_EQ(put(shelf, other, 7).store, kept.store) << "another key, the same cells";
    EXPECT_NE(put(shelf, other, 8).store, kept.store);
}

TEST_F(TileShelfTest, AnItemWithoutAStoreIsItsNote) {
    TileShelf shelf(folder);
    shelf.keep("worth", slope, "", std::string("\0\1\2", 3));
    const auto found = shelf.find("worth", slope);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->store.empty());
    EXPECT_EQ(found->note, std::string("\0\1\2", 3));
}

TEST_F(TileShelfTest, WhatIsNotUsedIsSweptAndWhatIsUsedStays) {
    TileShelf shelf(folder);
    put(shelf, other, 8);
    shelf.sweep();
    EXPECT_FALSE(std::filesystem::exists(kept.store));
    EXPECT_FALSE(is_there());
    EXPECT_TRUE(shelf.find("slope", other));
}

TEST_F(TileShelfTest, AnotherShelfIsReadAndNotSwept) {
    TileShelf shelf(folder / "version", folder);
    ASSERT_TRUE(shelf.find("slope", slope));
    std::filesystem::create_directories(folder / "version");
    shelf.sweep();
    EXPECT_TRUE(is_there());
}

TEST_F(TileShelfTest, AfterARestartWholeStoresPassTheirCheckOnce) {
    restart_machine();
    EXPECT_TRUE(is_there());
    EXPECT_EQ(read_file(note()).find("another start"), std::string::npos) << "the check is noted";
}

TEST_F(TileShelfTest, AfterARestartACutStoreIsNotBelieved) {
    restart_machine();
    const std::string content = read_file(kept.store);
    write_file(kept.store, content.substr(0, content.size() / 2) + std::string(content.size() - content.size() / 2, '\0'));
    EXPECT_FALSE(is_there());
}

TEST_F(TileShelfTest, AStoreThatIsGoneOrOfAnotherSizeIsNotBelieved) {
    damage();
    EXPECT_FALSE(is_there()) << "cut while the machine is up";
    std::filesystem::remove(kept.store);
    EXPECT_FALSE(is_there());
}

TEST_F(TileShelfTest, AnAlteredNoteIsNotBelieved) {
    write_file(note(), read_file(note()) + "!");
    EXPECT_FALSE(is_there());
    write_file(note(), "");
    EXPECT_FALSE(is_there());
    EXPECT_FALSE(TileShelf(folder / "absent").has_all(used));
    EXPECT_FALSE(TileShelf(folder).has_all("a line that names no key")) << "nor a list that is cut";
}

}  // namespace
}  // namespace zonewright::io
