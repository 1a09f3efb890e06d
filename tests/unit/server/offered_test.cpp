#include "server/offered.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "answer/field.h"
#include "base/errors.h"
#include "server/router.h"
#include "server/submission.h"

namespace zonewright::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string no_file(const std::string&, const nlohmann::ordered_json&) {
    return "in/site.geojson";
}

TEST(Offered, LeavesOutEveryQuestionThatChangesTheStudy) {
    for (const char* name : {"run", "check", "import", "seal", "allocate", "demo", "init", "convert", "serve", "describe", "compare", "verify", "nonsense"})
        EXPECT_EQ(offered_question(name), nullptr) << name;
    for (const std::string& name : offered_names()) EXPECT_NE(offered_question(name), nullptr) << name;
}

TEST(Offered, HasNoInputThatNamesAPlaceOnThisMachine) {
    for (const std::string& name : offered_names()) {
        const answer::Question& question = *offered_question(name);
        const auto inputs = inputs_of(question);
        const answer::Draft draft = question.draft();
        for (const answer::Field& field : draft.declaration.fields) {
            const bool is_path = std::holds_alternative<std::filesystem::path*>(field.target);
            if (is_path && inputs.contains(field.name)) {
                EXPECT_TRUE(inputs[field.name]["upload"].get<bool>()) << name << " " << field.name;
            }
        }
    }
    EXPECT_FALSE(inputs_of(*offered_question("report")).contains("batch"));
}

TEST(Offered, SetsPlacesItself) {
    const auto prepared = prepared_question(*offered_question("report"), {{"site", "id"}, {"public", true}}, "zh", no_file);
    EXPECT_EQ(prepared["study"], "{study}");
    EXPECT_EQ(prepared["site"], "{job}/in/site.geojson");
    EXPECT_EQ(prepared["output"], "{job}/out");
    EXPECT_THAT(words_for("report", prepared, "/study", "/job"),
                ElementsAre("report", "--site=/job/in/site.geojson", "--output=/job/out", "--public", "--", "/study"));
}

TEST(Offered, TakesNoValueForAnOption) {
    const auto prepared = prepared_question(*offered_question("sites"), {{"cluster", "--output=/etc"}, {"area_mu", 10}}, "zh", no_file);
    EXPECT_THAT(words_for("sites", prepared, "/study", "/job"),
                ElementsAre("sites", "--cluster=--output=/etc", "--area-mu=10", "--output=/job/out", "--", "/study"));
    const auto plan = prepared_question(*offered_question("plan_diff"), {{"before", "--help"}, {"after", "x"}}, "zh", no_file);
    EXPECT_THAT(words_for("plan_diff", plan, "/study", "/job"), ElementsAre("plan", "diff", "--study=/study", "--", "--help", "x"));
}

TEST(Offered, PutsPlacesIntoPathsOnly) {
    const auto prepared = prepared_question(*offered_question("explain"), {{"parcel", "{study}/x"}, {"cluster", "{job}"}}, "zh", no_file);
    EXPECT_THAT(words_for("explain", prepared, "/study", "/job"), testing::Contains("--parcel={study}/x"));
}

TEST(Offered, RefusesWrongInputsByName) {
    const answer::Question& sites = *offered_question("sites");
    for (const nlohmann::ordered_json& wrong : {nlohmann::ordered_json{{"cluster", "ai"}},
                                                {{"cluster", "ai"}, {"area_mu", 0}},
                                                {{"cluster", "ai"}, {"area_mu", "10"}},
                                                {{"cluster", "ai"}, {"area_mu", 10}, {"objective", "best"}},
                                                {{"cluster", "ai"}, {"area_mu", 10}, {"output", "/etc"}},
                                                {{"cluster", "ai"}, {"area_mu", 10}, {"study", "/etc"}}})
        EXPECT_THROW(prepared_question(sites, wrong, "zh", no_file), InputError) << wrong;
}

TEST(Project, IsWrittenAsTomlThatHoldsWhatWasTyped) {
    const std::string toml = project_toml({{"name", "a\"\n[x]\nname = \"b"}, {"industry", "39"}, {"plot_ratio", 2.5}}, "ZW-2026-00001");
    EXPECT_EQ(toml, "name = \"a\\\"[x]name = \\\"b\"\nindustry = \"39\"\nplot_ratio = 2.5\nreport_number = \"ZW-2026-00001\"\n");
    EXPECT_THROW(project_toml({{"approved_by", "张三"}}, ""), InputError) << "a town signs for nobody";
    EXPECT_THROW(project_toml({{"plot_ratio", "2"}}, ""), InputError);
    EXPECT_THROW(project_toml({{"name", 1}}, ""), InputError);
}

TEST(Routes, SayWhoMayUseThemAndWhatTheyAreFor) {
    std::size_t open = 0;
    for (const Route& route : all_routes()) {
        EXPECT_FALSE(route.summary.empty()) << route.pattern;
        EXPECT_TRUE(route.pattern.starts_with("/")) << route.pattern;
        open += route.who == Who::Anyone ? 1 : 0;
    }
    EXPECT_EQ(open, 5u) << "page, its files, /conformance, /api and signing in; whoever adds one has thought of it";
}

TEST(Routes, TakeNoBodyWhereNoneIsRead) {
    EXPECT_EQ(most_body_of("GET", "/uploads"), 0u);
    EXPECT_EQ(most_body_of("POST", "/uploads"), Uploads::most_bytes);
    EXPECT_LT(most_body_of("POST", "/session"), 100000u);
}

}  // namespace
}  // namespace zonewright::server
