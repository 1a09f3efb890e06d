#include "answer/plan_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

/// A made-up later version beside the small study: 塘厦 is not named for electronics any more, 凤岗 is.
std::filesystem::path later_version(const std::filesystem::path& beside) {
    const std::filesystem::path folder = beside / "dongguan-2025";
    std::filesystem::copy(std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / "layers/plans/dongguan-2024", folder,
                          std::filesystem::copy_options::recursive);
    const auto replace = [&](const char* file, const std::string& from, const std::string& to) {
        std::string text = read_file(folder / file);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << file;
        write_file(folder / file, text.replace(at, from.size(), to));
    };
    replace("plan.toml", "id = \"dongguan-2024\"", "id = \"dongguan-2025\"\nprevious = \"dongguan-2024\"");
    replace("clusters/electronics.toml", "\"tangxia\"", "\"fenggang\"");
    return folder;
}

TEST(PlanDiff, OfAVersionWithItselfIsEmpty) {
    const PlanDiffAnswer found = ask(PlanDiffQuestion{.before = "dongguan-2024", .after = "dongguan-2024"}, Progress{});
    EXPECT_TRUE(found.changes.empty());
    EXPECT_FALSE(found.effect);
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanDiffAnswer*>(nullptr)));
}

TEST(PlanDiff, TheEffectOnAStudyClosesAndReusesWhatTheChangeDoesNotTouch) {
    const SmallStudy small;
    const std::filesystem::path later = later_version(small.folder());
    const PlanDiffAnswer found =
        ask(PlanDiffQuestion{.before = "dongguan-2024", .after = later.string(), .study = small.folder()}, Progress{});
    ASSERT_TRUE(found.effect);
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanDiffAnswer*>(nullptr)));
    Area gained, lost, kept;
    for (const ListedLand& land : found.effect->zones) {
        const bool electronics = (land.from.size() == 1 && land.from[0] == "electronics") ||
                                 (land.to.size() == 1 && land.to[0] == "electronics");
        EXPECT_TRUE(!land.changed || electronics) << "no other cluster has changed";
        if (!electronics) continue;
        (land.from.empty() ? gained : land.to.empty() ? lost : kept) += land.area;
    }
    EXPECT_NEAR(gained.m2(), 1e6, 2000) << "凤岗 is a square kilometre on the plane";
    EXPECT_NEAR(lost.m2(), 1e6, 2000);
    EXPECT_EQ(kept, Area{});
    std::map<std::string, bool> reused;
    for (const StageUse& stage : found.effect->stages) reused[stage.id] = stage.reused;
    for (const char* stage : {"intake", "constraint", "supply"}) EXPECT_TRUE(reused.at(stage)) << stage;
    for (const char* stage : {"zoning", "suitability"}) EXPECT_FALSE(reused.at(stage)) << stage;
    for (const ClusterEffect& cluster : found.effect->clusters) {
        std::size_t parcels = 0;
        for (const ClassMove& move : cluster.classes) parcels += move.parcels;
        EXPECT_EQ(parcels, 24u) << cluster.after << ": every parcel is in one class before and one after";
    }
}

TEST(PlanDiff, ADirectionLessRecomputesNothing) {
    const SmallStudy small;
    const std::filesystem::path later = later_version(small.folder());
    std::filesystem::copy_file(std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / "layers/plans/dongguan-2024/clusters/electronics.toml",
                               later / "clusters/electronics.toml", std::filesystem::copy_options::overwrite_existing);
    std::string text = read_file(later / "clusters/ai.toml");
    const auto at = text.find("zh = \"", text.find("[[direction]]"));
    ASSERT_NE(at, std::string::npos);
    write_file(later / "clusters/ai.toml", text.insert(at + 6, "新的"));
    const PlanDiffAnswer found =
        ask(PlanDiffQuestion{.before = "dongguan-2024", .after = later.string(), .study = small.folder()}, Progress{});
    EXPECT_EQ(found.changes.size(), 2u) << "one direction less, one more";
    for (const StageUse& stage : found.effect->stages) EXPECT_TRUE(stage.reused) << stage.id;
}

TEST(PlanDiff, AFolderForLayersNeedsAStudy) {
    EXPECT_THROW(ask(PlanDiffQuestion{.before = "dongguan-2024", .after = "dongguan-2024", .output = "somewhere"}, Progress{}),
                 InputError);
}

}  // namespace
}  // namespace zonewright::answer
