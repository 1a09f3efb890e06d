#include "server/tile_pack.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zonewright::server {
namespace {

std::string pack_of(const std::vector<std::string>& tiles) {
    std::string bytes;
    for (const std::string& tile : tiles)
        for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(tile.size() >> shift & 0xff);
    for (const std::string& tile : tiles) bytes += tile;
    return bytes;
}

std::vector<std::string> sixteen() {
    std::vector<std::string> tiles;
    for (int i = 0; i < 16; ++i) tiles.push_back("\x89PNG\r\n\x1a\n" + std::string(static_cast<std::size_t>(i) * 100, static_cast<char>('a' + i)));
    return tiles;
}

TEST(TilePackTest, GivesEachPictureAsItWas) {
    const std::string bytes = pack_of(sixteen());
    const auto tiles = tiles_of_pack(bytes);
    ASSERT_TRUE(tiles);
    for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(tiles->at(i), sixteen()[i]);
}

TEST(TilePackTest, RefusesWhatDoesNotAddUp) {
    const std::string bytes = pack_of(sixteen());
    EXPECT_FALSE(tiles_of_pack(""));
    EXPECT_FALSE(tiles_of_pack(bytes + "x"));
    for (std::size_t cut = 0; cut < bytes.size(); cut += 7) EXPECT_FALSE(tiles_of_pack(std::string_view(bytes).substr(0, cut))) << cut;
    auto other = sixteen();
    other[3] = "<html>";
    EXPECT_FALSE(tiles_of_pack(pack_of(other))) << "no picture";
    std::string long_one = bytes;
    for (std::size_t k = 0; k < 4; ++k) long_one[k] = '\xff';
    EXPECT_FALSE(tiles_of_pack(long_one));
    other = sixteen();
    other[15] += std::string(most_pack_bytes, 'x');
    EXPECT_FALSE(tiles_of_pack(pack_of(other)));
}

TEST(TilePackTest, NumbersAreThoseThatWouldBeWritten) {
    EXPECT_EQ(tile_number("0"), 0);
    EXPECT_EQ(tile_number("999999"), 999999);
    for (const char* no : {"", "-1", "+1", "01", "1.0", "1e3", "1000000", " 1", "1 ", "x", "99999999999999999999"}) EXPECT_FALSE(tile_number(no)) << no;
}

}  // namespace
}  // namespace zonewright::server
