#include "answer/init.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

std::string refused_init(InitQuestion question) {
    try {
        check(declared(question), NamedAs::Option);
        ask(question, Progress{});
    } catch (const InputError& problem) {
        return problem.message(Language::En);
    }
    return {};
}

TEST(InitQuestion, RefusesCellsThatNoStudyTakes) {
    EXPECT_THAT(refused_init({.study = "x", .cell_size_m = 0}),
                AllOf(HasSubstr("--cell-size-m"), HasSubstr("0.5 to 1000 m")));
}

TEST(InitAnswer, RefusesAnEpsgNumberWithoutAStatutoryAreaAndLeavesNothingBehind) {
    const SmallStudy small;
    const fs::path folder = small.folder() / "new";
    for (const std::string crs : {"EPSG:999999", "EPSG:4490", "EPSG:3857", "EPSG:-1", "西安80"}) {
        EXPECT_THAT(refused_init({.study = folder, .crs = crs}),
                    AllOf(HasSubstr("crs"), HasSubstr(crs), HasSubstr("EPSG:4547")));
        EXPECT_FALSE(fs::exists(folder));
    }
}

TEST(InitAnswer, OverwritesNoStudy) {
    const SmallStudy small;
    EXPECT_THAT(refused_init({.study = small.folder()}), HasSubstr("study.toml"));
    EXPECT_EQ(read_file(small.folder() / "study.toml"), SmallStudy::definition());
}

TEST(InitAnswer, CommentsInTheLanguageAskedFor) {
    const SmallStudy small;
    ask(InitQuestion{.study = small.folder() / "zh"}, Progress{});
    ask(InitQuestion{.study = small.folder() / "en", .crs = "EPSG:4526", .language = Language::En}, Progress{});
    EXPECT_THAT(read_file(small.folder() / "zh" / "study.toml"),
                AllOf(HasSubstr("title = \"zh\""), HasSubstr("# 栅格边长"), HasSubstr("EPSG:4547")));
    EXPECT_THAT(read_file(small.folder() / "en" / "study.toml"),
                AllOf(HasSubstr("# cell of the rasters"), HasSubstr("EPSG:4526")));
}

TEST(InitAnswer, IsTheSameFromJson) {
    const SmallStudy small;
    const fs::path folder = small.folder() / "new";
    const auto json = answer_json("init", {{"study", folder.string()}}, Language::Zh, Progress{});
    expect_keys_of_schema(json, schema_of(static_cast<const InitAnswer*>(nullptr)));
    EXPECT_EQ(json["study"], folder.string());
    EXPECT_EQ(json["plan"], "dongguan-2024");
}

}  // namespace
}  // namespace zonewright::answer
