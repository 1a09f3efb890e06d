#include "answer/published_items.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

/// The parcels of the small study as if they were published.
struct PublishedItems : testing::Test {
    SmallStudy small;
    PublishedPackage package{small.folder() / "data" / "parcel.gpkg"};

    std::vector<std::int64_t> ids(const ItemsPage& page) const {
        std::vector<std::int64_t> list;
        for (const auto& feature : nlohmann::json::parse(page.features)) list.push_back(feature["id"].get<std::int64_t>());
        return list;
    }
    DegreeBox box_of(std::int64_t fid) const {
        const auto shape = nlohmann::json::parse(*package.item("parcel", fid)).at("geometry").at("coordinates").at(0);
        DegreeBox box{180, 90, -180, -90};
        for (const auto& corner : shape) {
            box.west = std::min(box.west, corner[0].get<double>()), box.east = std::max(box.east, corner[0].get<double>());
            box.south = std::min(box.south, corner[1].get<double>()), box.north = std::max(box.north, corner[1].get<double>());
        }
        return box;
    }
};

TEST_F(PublishedItems, TellWhatTheLayerIs) {
    ASSERT_EQ(package.layers().size(), 1u);
    const PublishedLayer& layer = package.layer("parcel");
    EXPECT_EQ(layer.shape, "polygon");
    EXPECT_EQ(layer.epsg, 4547);
    EXPECT_EQ(layer.rows, 24);
    ASSERT_EQ(layer.columns.size(), 5u);
    EXPECT_EQ(layer.columns[0].name, "id");
    EXPECT_EQ(layer.columns[4].type, "integer");
    ASSERT_TRUE(layer.box);
    EXPECT_NEAR(layer.box->west, 114.0, 0.1);
    EXPECT_THROW(package.layer("parcels"), InputError);
}

TEST_F(PublishedItems, ComeInPagesEachRowOnce) {
    ItemsQuestion question{.layer = "parcel", .limit = 7};
    std::vector<std::int64_t> seen;
    for (int pages = 0; pages < 10; ++pages) {
        const ItemsPage page = package.items(question);
        EXPECT_EQ(page.matched, 24);
        for (const std::int64_t id : ids(page)) seen.push_back(id);
        if (!page.next) break;
        question.after = *page.next;
    }
    EXPECT_EQ(seen.size(), 24u);
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    question = {.layer = "parcel", .limit = 24};
    EXPECT_FALSE(package.items(question).next) << "the last page says that it is the last";
}

TEST_F(PublishedItems, AreFoundByABoxExactly) {
    const DegreeBox one = box_of(1);
    const double inset = (one.east - one.west) / 4;
    const DegreeBox inside{one.west + inset, one.south + inset, one.east - inset, one.north - inset};
    EXPECT_EQ(ids(package.items({.layer = "parcel", .box = inside})), std::vector<std::int64_t>{1});
    EXPECT_EQ(package.items({.layer = "parcel", .box = DegreeBox{0, 0, 1, 1}}).count, 0u);
    EXPECT_EQ(package.items({.layer = "parcel", .box = DegreeBox{-180, -90, 180, 90}}).count, 24u);
    EXPECT_FALSE(package.items({.layer = "parcel", .box = inside}).matched);
}

TEST_F(PublishedItems, AreFoundByTheirValues) {
    const ItemsPage page = package.items({.layer = "parcel", .equals = {{"town_code", "441900116"}, {"owner", "村民小组 0"}}});
    EXPECT_EQ(page.count, 4u);
    EXPECT_EQ(page.matched, 4);
    EXPECT_EQ(package.items({.layer = "parcel", .equals = {{"approved_year", "2012"}}}).count, 24u) << "as the column's type";
    EXPECT_EQ(package.items({.layer = "parcel", .equals = {{"id", "' OR 1=1 --"}}}).count, 0u);
    EXPECT_THROW(package.items({.layer = "parcel", .equals = {{"id\" OR 1=1", "x"}}}), InputError);
}

TEST_F(PublishedItems, GiveOneOrNothing) {
    EXPECT_EQ(nlohmann::json::parse(*package.item("parcel", 3)).at("properties").at("id"), "A3");
    EXPECT_FALSE(package.item("parcel", 99));
    EXPECT_FALSE(package.item("parcel", -1));
}

}  // namespace
}  // namespace zonewright::answer
