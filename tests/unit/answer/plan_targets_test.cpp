#include "answer/plan_targets.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"

namespace zonewright::answer {
namespace {

TEST(PlanTargets, WithoutATableAreAllThereAndNoneIsStated) {
    const PlanTargetsAnswer found = ask(PlanTargetsQuestion{}, Progress{});
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanTargetsAnswer*>(nullptr)));
    ASSERT_EQ(found.targets.size(), 4u);
    for (const TargetFigures& target : found.targets) {
        EXPECT_EQ(target.state, "not_stated");
        EXPECT_EQ(standing_words(target).zh, "没有填报全市数据");
    }
}

TEST(PlanTargets, AreWorded) {
    TargetFigures target{.name = {"产值", "output"}, .comparison = ">=", .unit = "亿元", .kind = "sum", .value = 30000, .year = 2027};
    target.city = {.first_year = 2024, .last_year = 2025, .first = 26000, .last = 27000, .pace = 1000, .growth = 3.846};
    target.gap = 3000, target.pace_needed = 1500, target.growth_needed = 5.41;
    EXPECT_EQ(target_words(target).en, "output ≥ 30,000 亿元 (2027)");
    EXPECT_EQ(standing_words(target).zh,
              "2025 年 27,000 亿元，尚差 3,000 亿元；至今每年 +1,000 亿元（年均增速 3.85%）；此后需每年 +1,500 亿元（年均增速 5.41%）");
}

TEST(PlanTargets, AnUnknownTargetOfTheTableIsRefusedWithItsRow) {
    const auto file = std::filesystem::temp_directory_path() / "zonewright_targets.csv";
    write_file(file, "target,year,value,unit\nindustrial_outptu,2024,1,亿元\n");
    try {
        ask(PlanTargetsQuestion{.table = file}, Progress{});
        FAIL() << "a target that the plan does not have";
    } catch (const InputError& error) {
        EXPECT_NE(error.message(Language::En).find(":2: target"), std::string::npos) << error.message(Language::En);
    }
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace zonewright::answer
