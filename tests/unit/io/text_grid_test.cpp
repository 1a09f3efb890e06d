#include "io/text_grid.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/errors.h"
#include "base/random.h"

namespace zonewright::io {
namespace {

std::string refusal(const std::string& text) {
    const auto path = std::filesystem::temp_directory_path() / fmt::format("zonewright_grid_{}.asc", getpid());
    std::ofstream(path) << text;
    std::string said;
    try {
        require_sound_text_grid(path);
    } catch (const InputError& error) {
        said = error.message().en;
    }
    std::filesystem::remove(path);
    return said;
}

/// Grids of random form: as many numbers as the header says pass, in lines of any length, with decimal points or commas;
/// one more, one less or a word is refused, the word with its line.
TEST(TextGrid, HoldsAsManyNumbersAsItSays) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        const std::size_t columns = 1 + random.below(6), rows = 1 + random.below(6), all = columns * rows;
        const bool comma = random.below(2) == 0;
        std::string head = fmt::format("NCOLS {}\r\nnrows {}\nxllcorner 0\nyllcorner 0\ncellsize 1\n", columns, rows);
        if (random.below(2) == 0) head += "NODATA_value -9999\n";
        std::vector<std::string> words;
        for (std::size_t i = 0; i < all; ++i) words.push_back(fmt::format(fmt::runtime(comma ? "{},5" : "-{}.5e1"), random.below(90)));
        const auto written = [&](const std::vector<std::string>& values) {
            std::string text = head;
            for (const std::string& value : values) text += value + (random.below(3) == 0 ? "\r\n" : " ");
            return text;
        };
        ASSERT_EQ(refusal(written(words)), "") << "seed " << seed;
        std::vector<std::string> more = words, fewer = words, wrong = words;
        more.push_back("1");
        fewer.pop_back();
        wrong[random.below(all)] = "N/A";
        EXPECT_THAT(refusal(written(more)), testing::HasSubstr(fmt::format("{} values", all + 1)));
        EXPECT_THAT(refusal(written(fewer)), testing::HasSubstr(fmt::format("{} values", all - 1)));
        EXPECT_THAT(refusal(written(wrong)), testing::AllOf(testing::HasSubstr("N/A"), testing::HasSubstr("line ")));
    }
}

TEST(TextGrid, LooksAtNoOtherFile) {
    EXPECT_NO_THROW(require_sound_text_grid("absent.tif"));
}

}  // namespace
}  // namespace zonewright::io
