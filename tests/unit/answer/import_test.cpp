#include "answer/import.h"

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
using testing::Not;

/// The parcels of the small study, brought in anew.
ImportQuestion parcels_of(const SmallStudy& small) {
    return {.study = small.folder(), .file = small.folder() / "data" / "parcel.gpkg", .role = "parcel"};
}

template <typename Work>
std::string refused_import(Work work) {
    try {
        work();
    } catch (const InputError& problem) {
        return problem.message(Language::En);
    }
    return {};
}

TEST(ImportQuestion, TellsRepairWithoutNamesFromNoRepair) {
    ImportQuestion question;
    const Declaration declaration = declared(question);
    const Field* repair = declaration.find("repair");
    ASSERT_NE(repair, nullptr);
    EXPECT_TRUE(repair->value_may_be_left_out);
    EXPECT_EQ(repair->alone, "usual");
    EXPECT_FALSE(question.repair.has_value());
}

TEST(ImportQuestion, RefusesDatesThatTheCalendarDoesNotHave) {
    for (const char* date : {"去年", "2024-13-45", "2024-02-30", "yesterday"}) {
        ImportQuestion question{.date = date};
        EXPECT_THAT(refused_import([&] { check(declared(question), NamedAs::Option); }),
                    AllOf(HasSubstr("--date"), HasSubstr(date), HasSubstr("2024-12-31")));
    }
    ImportQuestion question{.date = "2024-12"};
    EXPECT_EQ(refused_import([&] { check(declared(question), NamedAs::Option); }), "");
}

TEST(ImportQuestion, RefusesAnEncodingThatStudyTomlDoesNotTake) {
    ImportQuestion question{.encoding = "UTF8"};
    EXPECT_THAT(refused_import([&] { check(declared(question), NamedAs::Option); }), HasSubstr("UTF-8"));
}

TEST(ImportAnswer, RefusesAFieldThatTheRoleDoesNotHave) {
    const SmallStudy small;
    ImportQuestion question = parcels_of(small);
    question.dry_run = true;
    question.field = {"tenur=owner"};
    EXPECT_THAT(refused_import([&] { ask(question, Progress{}); }),
                AllOf(HasSubstr("field"), HasSubstr("tenur"), HasSubstr("did you mean tenure?")));
    question.field = {"tenure"};
    EXPECT_THAT(refused_import([&] { ask(question, Progress{}); }), HasSubstr("canonical=name"));
}

TEST(ImportAnswer, RefusesACrsThatNobodyDefined) {
    const SmallStudy small;
    ImportQuestion question = parcels_of(small);
    question.dry_run = true;
    for (const char* crs : {"EPSG:999999", "4547", "CGCS2000"}) {
        question.crs = crs;
        EXPECT_THAT(refused_import([&] { ask(question, Progress{}); }), HasSubstr(crs));
    }
}

TEST(ImportAnswer, LeavesTheStudyAsItIsWhenOnlyAsked) {
    const SmallStudy small;
    ImportQuestion question = parcels_of(small);
    question.dry_run = true;
    const ImportAnswer found = ask(question, Progress{});
    EXPECT_EQ(found.features, 24u);
    EXPECT_EQ(found.features_kept, 24u);
    EXPECT_EQ(found.crs, "EPSG:4547");
    ASSERT_TRUE(found.field_mapping);
    EXPECT_EQ(found.field_mapping->at("owner"), "owner");
    EXPECT_EQ(found.field_mapping->at("tenure"), std::nullopt);
    EXPECT_TRUE(found.outputs.empty());
    EXPECT_EQ(read_file(small.folder() / "study.toml"), SmallStudy::definition());
}

TEST(ImportAnswer, DoesNotTakeASourceTwice) {
    const SmallStudy small;
    EXPECT_THAT(refused_import([&] { ask(parcels_of(small), Progress{}); }), HasSubstr("--replace"));
}

TEST(ImportAnswer, RefersToTheRepairedCopy) {
    const SmallStudy small;
    ImportQuestion question = parcels_of(small);
    question.repair = "all";
    question.replace = true;
    question.date = "2025-03";
    const ImportAnswer found = ask(question, Progress{});
    EXPECT_TRUE(fs::exists(small.folder() / "data" / "parcel_parcel.gpkg"));
    EXPECT_EQ(found.outputs.size(), 3u) << "the copy, its ledger, study.toml";
    const std::string text = read_file(small.folder() / "study.toml");
    EXPECT_THAT(text, AllOf(HasSubstr("path = \"data/parcel_parcel.gpkg\""), HasSubstr("date = \"2025-03\""),
                            Not(HasSubstr("path = \"data/parcel.gpkg\""))));
}

TEST(ImportAnswer, IsTheSameFromJson) {
    const SmallStudy small;
    const auto json = answer_json("import",
                                  {{"study", small.folder().string()},
                                   {"file", (small.folder() / "data" / "parcel.gpkg").string()},
                                   {"role", "parcel"},
                                   {"dry_run", true}},
                                  Language::En, Progress{});
    expect_keys_of_schema(json, schema_of(static_cast<const ImportAnswer*>(nullptr)));
    EXPECT_EQ(json["fields"]["owner"], "owner");
    EXPECT_TRUE(json["fields"]["tenure"].is_null());
}

}  // namespace
}  // namespace zonewright::answer
