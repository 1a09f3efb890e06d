#include "study/archive.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

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

/// Fingerprints are digests of what would be archived: chance bytes would make a finished stage run again.
TEST_F(Archives, DoNotTellWhatAnEmptyOptionalHeldBefore) {
    std::optional<double> never, once = 7.5;
    once.reset();
    ArchiveWriter first(std::filesystem::path{}), second(std::filesystem::path{});
    first(never);
    second(once);
    EXPECT_EQ(first.content(), second.content());
}

TEST_F(Archives, AreReusedOnlyWithTheSameFingerprint) {
    ArchiveWriter archive;
    archive(std::string("result"), std::vector<double>{1, 2, 3});
    save_archive(file, "fingerprint-a", archive);
    EXPECT_TRUE(kept_content(file, "fingerprint-a"));
    EXPECT_FALSE(kept_content(file, "fingerprint-b"));
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
