#include "answer/plan_pilots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;

std::string pilot_complaint(const PlanPilotsQuestion& question) {
    try {
        ask(question, Progress{});
    } catch (const InputError& problem) {
        return problem.message(Language::En);
    }
    return "no complaint";
}

/// The rules of the program with other bounds, as a file of the study's own.
void lay_over(const std::filesystem::path& study, const std::vector<std::pair<std::string, std::string>>& values) {
    std::string text = read_file(std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / "layers/rules/pilots.toml");
    for (const auto& [key, value] : values) {
        const std::size_t at = text.find("value = ", text.find("key = \"" + key + "\"")) + 8;
        text.replace(at, text.find('\n', at) - at, value);
    }
    std::filesystem::create_directories(study / "layers/rules");
    write_file(study / "layers/rules/pilots.toml", text);
}

TEST(PlanPilots, NeedSitesOfFutureIndustriesAndSayHowToGetThem) {
    const SmallStudy small;
    const std::string said = pilot_complaint({.study = small.folder()});
    EXPECT_THAT(said, HasSubstr("study.toml: demand"));
    EXPECT_THAT(said, HasSubstr("[[demand]]"));
}

TEST(PlanPilots, PartsSumToThePointsAndRulesThatContradictThemselvesAreRefused) {
    const SmallStudy small;
    write_file(small.folder() / "study.toml", read_file(small.folder() / "study.toml") +
                                                  "\n[[demand]]\ncluster = \"embodied_ai\"\narea_mu = 30\nminimum_site_mu = 30\nmaximum_site_mu = 45\n");
    lay_over(small.folder(), {{"least_mu", "30"}, {"least_score", "0"}, {"growth_least_mu", "15"}});
    const PlanPilotsAnswer found = ask(PlanPilotsQuestion{.study = small.folder()}, Progress{});
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanPilotsAnswer*>(nullptr)));
    ASSERT_TRUE(found.plan_says) << "the plan names none";
    EXPECT_TRUE(found.held.empty());
    for (const PilotProposal& proposal : found.candidates) {
        double points = 0;
        for (const PilotPart& part : proposal.parts) points += part.points;
        EXPECT_NEAR(points, proposal.points, 1e-12);
        EXPECT_FALSE(proposal.parts[1].known) << "no source of platforms";
    }
    lay_over(small.folder(), {{"weight_room", "0.5"}});
    EXPECT_THAT(pilot_complaint({.study = small.folder()}), testing::ContainsRegex("layers/rules/pilots.toml:[0-9]+: weight_suitability"));
    lay_over(small.folder(), {{"platform_full", "0"}});
    EXPECT_THAT(pilot_complaint({.study = small.folder()}), testing::ContainsRegex("layers/rules/pilots.toml:[0-9]+: platform_full"));
}

}  // namespace
}  // namespace zonewright::answer
