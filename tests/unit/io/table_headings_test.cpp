#include "io/table_headings.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/random.h"

namespace zonewright::io {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Titles and notes of any number above headings over most columns: the headings are found where they stand.
TEST(TableHeadings, AreFoundBelowWhatStandsAboveThem) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const std::size_t width = 3 + random.below(6), above = random.below(4);
        Rows rows;
        for (std::size_t i = 0; i < above; ++i) {
            rows.emplace_back(width);
            const std::uint64_t kind = random.below(3);
            if (kind == 0) rows.back()[0] = "塘厦镇地块坐标表";
            if (kind == 1) rows.back()[0] = "单位：米", rows.back()[width - 1] = "制表: 张三";
        }
        std::vector<std::string> headings;
        for (std::size_t i = 0; i < width; ++i) headings.push_back(fmt::format("列{}", static_cast<char>('A' + static_cast<int>(i))));
        rows.push_back(headings);
        for (std::size_t i = 0; i < 4; ++i) rows.push_back(std::vector<std::string>(width, "2544000.5"));
        const auto found = find_headings(rows);
        ASSERT_EQ(found.has_value(), above > 0);
        if (!found) continue;
        EXPECT_EQ(found->above, above + 1);
        EXPECT_EQ(found->names, headings);
    }
}

TEST(TableHeadings, OfTwoRowsAreJoined) {
    const Rows rows{{"地块表", "", "", ""}, {"编号", "点号", "坐标", ""}, {"", "", "X", "Y"}, {"DK1", "J1", "1", "2"}};
    const auto found = find_headings(rows);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->above, 3);
    EXPECT_EQ(found->names, (std::vector<std::string>{"编号", "点号", "X", "Y"}));
    EXPECT_EQ(found->title, "地块表");
}

TEST(TableHeadings, OfAnOrdinaryTableAreLeftAlone) {
    EXPECT_FALSE(find_headings({{"name", "x", "y"}, {"甲", "1", "2"}}));
    EXPECT_FALSE(find_headings({{"name", "note", ""}, {"甲", "好", "无"}, {"乙", "好", "无"}}));
    EXPECT_FALSE(find_headings({{"1", "2"}, {"3", "4"}}));
    EXPECT_FALSE(find_headings({{"title"}, {"1"}}));
    EXPECT_FALSE(find_headings({}));
}

}  // namespace
}  // namespace zonewright::io
