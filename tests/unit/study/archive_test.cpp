#include "study/archive.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <tuple>

#include "base/atomic_file.h"
#include "study/archive_fields.h"

namespace zonewright::study {
namespace {

namespace fs = std::filesystem;

class Archives : public testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("zonewright-archive-" + std::to_string(::getpid()));
    fs::path file = folder / "x.stage";
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }

    /// Writes the value, reads it into a fresh one and writes that again: equal bytes mean nothing was lost.
    template <typename T>
    T there_and_back(const T& value) {
        ArchiveWriter first, second;
        first(value);
        ArchiveReader reader(first.content());
        T back{};
        reader(back);
        EXPECT_EQ(reader.left(), 0u);
        second(back);
        EXPECT_EQ(first.content(), second.content());
        return back;
    }
};

TEST_F(Archives, BringBackATableWithEveryKindOfValue) {
    model::FeatureTable table{"land_use", {"地类图斑", "land use"}, model::GeometryKind::Polygon, 4547, {},
                              {}};
    table.fields = {{"class_code", model::FieldType::Text, {"地类编码", "class"}, ""},
                    {"area", model::FieldType::Real, {}, "m2"}};
    table.features.push_back(
        {7, geom::MultiPolygon{{geom::rectangle({0, 0, 1, 2})}}, {std::string("0601"), 12.5}});
    table.features.push_back({8, std::monostate{}, {std::monostate{}, std::int64_t{-3}}});
    table.features.push_back(
        {9, geom::MultiLineString{{{{0, 0}, {3, 4}}}}, {std::string("中文"), std::monostate{}}});
    const auto back = there_and_back(table);
    EXPECT_EQ(back.title.zh, "地类图斑");
    ASSERT_EQ(back.features.size(), 3u);
    EXPECT_EQ(back.features[0].geometry, table.features[0].geometry);
    EXPECT_EQ(back.features[2].values, table.features[2].values);
}

TEST_F(Archives, BringBackAParcelMemberByMember) {
    model::Parcel p;
    p.id = "GYDK-1";
    p.town_code = "441900119";
    p.town_name = "长安镇";
    p.geometry = {{geom::rectangle({0, 0, 5, 5})}};
    p.gross = Area{123};
    p.owner = "某社区";
    p.ownership = "collective";
    p.land_use = "0601";
    p.use_name = "厂房";
    p.tenure = "supplied";
    p.year_built = 1998;
    p.floor_area_m2 = 1.5;
    p.storeys = 3;
    p.storey_height_m = 4.5;
    p.floor_load_kn_m2 = 7;
    p.rent_yuan_per_m2_month = 16;
    p.land_price_yuan_per_m2 = 900;
    p.recorded_area_m2 = 25.01;
    p.output_yuan_per_mu = 2e6;
    p.approved_year = 2010;
    p.contract_start_year = 2012;
    p.developed_share = 0.2;
    p.invested_share = 0.1;
    p.in_renewal_register = true;
    p.vacant = true;
    const auto back = there_and_back(p);
    EXPECT_EQ(back.owner, "某社区");
    EXPECT_EQ(back.year_built, 1998);
    EXPECT_EQ(back.contract_start_year, 2012);
    EXPECT_EQ(back.invested_share, 0.1);
    EXPECT_TRUE(back.in_renewal_register);
    EXPECT_TRUE(back.vacant);
    EXPECT_EQ(back.geometry, p.geometry);
}

TEST_F(Archives, BringBackASiteMemberByMember) {
    model::Site s;
    s.id = "energy-1";
    s.cluster = model::ClusterId(4);
    s.parcels = {model::ParcelId(3), model::ParcelId(9)};
    s.centre = model::ParcelId(9);
    s.geometry = {{geom::rectangle({0, 0, 5, 5})}};
    s.town_code = "441900119";
    s.net = Area{77};
    s.owner_count = 2, s.town_count = 3, s.hole_count = 4;
    s.redevelopment_share = 0.25, s.reach_m = 467, s.marginal_yuan_per_m2 = 812;
    s.min_width_m = 41, s.rectangle.long_m = 100, s.rectangle.short_m = 50, s.compactness = 0.7;
    s.rectangle.centre = {12, 13}, s.rectangle.bearing_rad = 0.5;
    s.cost_yuan = 1e6, s.cost_yuan_per_m2 = 900, s.score = 0.6;
    s.objective = 11, s.bound = 10, s.gap = 0.1, s.stop = model::StopReason::NodeBudget;
    s.blocks_larger = "主干路";
    const auto back = there_and_back(s);
    EXPECT_EQ(back.parcels, s.parcels);
    EXPECT_EQ(std::tie(back.owner_count, back.town_count, back.hole_count),
              std::tie(s.owner_count, s.town_count, s.hole_count));
    EXPECT_EQ(std::tie(back.redevelopment_share, back.reach_m, back.marginal_yuan_per_m2),
              std::tie(s.redevelopment_share, s.reach_m, s.marginal_yuan_per_m2));
    EXPECT_EQ(std::tie(back.min_width_m, back.rectangle.long_m, back.rectangle.short_m, back.compactness),
              std::tie(s.min_width_m, s.rectangle.long_m, s.rectangle.short_m, s.compactness));
    EXPECT_EQ(std::tie(back.rectangle.centre.x, back.rectangle.centre.y, back.rectangle.bearing_rad),
              std::tie(s.rectangle.centre.x, s.rectangle.centre.y, s.rectangle.bearing_rad));
    EXPECT_EQ(
        std::tie(back.cost_yuan, back.cost_yuan_per_m2, back.score, back.objective, back.bound, back.gap),
        std::tie(s.cost_yuan, s.cost_yuan_per_m2, s.score, s.objective, s.bound, s.gap));
    EXPECT_EQ(back.stop, s.stop);
    EXPECT_EQ(back.blocks_larger, s.blocks_larger);
}

TEST_F(Archives, AreReusedOnlyWithTheSameFingerprint) {
    ArchiveWriter archive;
    archive(std::string("result"), std::vector<double>{1, 2, 3});
    save_archive(file, "fingerprint-a", archive);
    EXPECT_TRUE(has_archive(file, "fingerprint-a"));
    EXPECT_FALSE(has_archive(file, "fingerprint-b"));
    EXPECT_FALSE(load_archive(file, "fingerprint-b"));
    EXPECT_TRUE(load_archive(file, "fingerprint-a"));
}

TEST_F(Archives, CountAsAbsentWhenCutOrAltered) {
    ArchiveWriter archive;
    archive(std::vector<double>(1000, 3.25));
    save_archive(file, "f", archive);
    const std::string whole = read_file(file);
    for (std::size_t cut : {std::size_t{10}, whole.size() / 2, whole.size() - 1}) {
        std::ofstream(file, std::ios::binary) << whole.substr(0, cut);
        EXPECT_FALSE(load_archive(file, "f")) << "cut at " << cut;
    }
    std::string altered = whole;
    altered[whole.size() / 2] ^= 1;
    std::ofstream(file, std::ios::binary) << altered;
    EXPECT_FALSE(load_archive(file, "f"));
    EXPECT_FALSE(load_archive(folder / "absent.stage", "f"));
}

TEST_F(Archives, RefuseACountThatCannotBeTrue) {
    ArchiveWriter archive;
    archive(std::uint64_t{1} << 60);
    ArchiveReader reader(archive.content());
    std::vector<std::string> items;
    EXPECT_THROW(reader(items), ArchiveCut);
}

}  // namespace
}  // namespace zonewright::study
