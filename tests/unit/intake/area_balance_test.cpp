#include "intake/area_balance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/errors.h"

namespace zonewright::intake {
namespace {

using testing::ElementsAre;

/// Squares of 100 m with these codes.
model::FeatureTable plots(const std::vector<std::string>& codes) {
    model::FeatureTable table{.name = "land_use", .kind = model::GeometryKind::Polygon, .epsg = 4547};
    table.fields.push_back({.name = "location_code"});
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const double x = 500000 + 100.0 * static_cast<double>(i);
        table.features.push_back({static_cast<std::int64_t>(i),
                                  geom::MultiPolygon{{geom::rectangle({x, 2544000, x + 100, 2544100})}},
                                  {codes[i]}});
    }
    return table;
}

Area square_metres(double m2) {
    return Area::from_m2(m2);
}

const geom::StatutoryArea area({});

TEST(AreaBalance, AFeatureBelongsToTheLongestCode) {
    const auto table = plots({"441900101001", "441900101002", "441900102001"});
    const AreaBalance balance = balance_areas(table,
                                              {{"441900", "市", square_metres(30000)},
                                               {"441900101", "甲", square_metres(20000)},
                                               {"441900102", "乙", square_metres(10000)}},
                                              area);
    EXPECT_EQ(balance.controls[0].features, 3u) << "the city counts all";
    EXPECT_TRUE(balance.controls[0].adjusted.empty()) << "and adjusts none, the towns do";
    EXPECT_EQ(balance.controls[1].adjusted.size(), 2u);
    EXPECT_EQ(balance.controls[2].adjusted.size(), 1u);
    EXPECT_EQ(balance.controls[1].adjusted[0].adjusted + balance.controls[1].adjusted[1].adjusted,
              square_metres(20000));
}

TEST(AreaBalance, WhatLiesInNoTownSharesWhatTheTownsLeave) {
    const auto table = plots({"441900101001", "441900999001"});
    const AreaBalance balance = balance_areas(
        table, {{"441900", "市", square_metres(20000.5)}, {"441900101", "甲", square_metres(9999.99)}}, area);
    ASSERT_EQ(balance.controls[0].adjusted.size(), 1u);
    EXPECT_EQ(balance.controls[0].adjusted[0].adjusted, square_metres(10000.51));
}

TEST(AreaBalance, ATotalWithoutCodeHoldsTheWholeLayer) {
    const auto table = plots({"", "x"});
    const AreaBalance balance = balance_areas(table, {{"", "", square_metres(20000)}}, area);
    EXPECT_EQ(balance.controls[0].adjusted[0].adjusted + balance.controls[0].adjusted[1].adjusted,
              square_metres(20000));
    EXPECT_TRUE(balance.unclaimed.empty());
}

TEST(AreaBalance, FeaturesOfNoTotalAreListed) {
    const auto table = plots({"441900101001", "440300"});
    EXPECT_THAT(balance_areas(table, {{"441900", "市", square_metres(10000)}}, area).unclaimed,
                ElementsAre(1u));
}

TEST(AreaBalance, ALayerWithoutCodesCannotBeBalancedByCode) {
    auto table = plots({"1"});
    table.fields[0].name = "name";
    EXPECT_THROW(balance_areas(table, {{"441900", "市", square_metres(1)}}, area), InputError);
}

}  // namespace
}  // namespace zonewright::intake
