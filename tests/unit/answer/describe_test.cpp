#include "answer/describe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "answer/ask.h"
#include "answer/question_form.h"
#include "answer/verb_words.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> values_of(const std::vector<Choice>& choices) {
    std::vector<std::string> values;
    for (const Choice& choice : choices) values.push_back(choice.value);
    return values;
}

TEST(DescribeQuestion, IsItselfAmongTheQuestions) {
    EXPECT_EQ(question_named("describe").draft().declaration.find("manual")->name, "manual");
}

TEST(DescribeAnswer, GivesEveryQuestionWithBothSchemas) {
    const DescribeAnswer found = ask(DescribeQuestion{}, Progress{});
    ASSERT_TRUE(found.questions);
    ASSERT_EQ(found.questions->size(), all_questions().size());
    for (const QuestionForm& form : *found.questions) {
        EXPECT_FALSE(form.summary.en.empty()) << form.name;
        EXPECT_THAT(form.example + " ", HasSubstr("zonewright " + verb_of(form.name) + " " + part_of(form.name)));
        EXPECT_THAT(form.example, HasSubstr("zonewright " + form.command));
        EXPECT_EQ(form.question["type"], "object") << form.name;
        EXPECT_TRUE(form.answer["properties"].contains("warnings")) << form.name;
    }
    EXPECT_EQ(found.topics->size(), topic_ids.size());
}

TEST(DescribeAnswer, SaysOfEveryPathWhatItIsOf) {
    for (const Question& question : all_questions()) {
        const Draft draft = question.draft();
        for (const Field& field : draft.declaration.fields)
            EXPECT_FALSE(std::holds_alternative<std::filesystem::path*>(field.target) && field.path_of == PathOf::Nothing)
                << question.name << " " << field.name;
    }
}

TEST(DescribeAnswer, HelpsInBothLanguages) {
    for (const Question& question : all_questions()) {
        const Draft draft = question.draft();
        const auto schema = question_schema(draft.declaration);
        EXPECT_FALSE(schema["help"]["zh"].get<std::string>().empty()) << question.name;
        for (const auto& [name, field] : schema["properties"].items()) {
            EXPECT_FALSE(field["help"]["zh"].get<std::string>().empty()) << question.name << " " << name;
            EXPECT_FALSE(field["help"]["en"].get<std::string>().empty()) << question.name << " " << name;
        }
    }
}

TEST(DescribeAnswer, PutsTheDeclaredOptionsIntoTheManualPage) {
    const DescribeAnswer found = ask(DescribeQuestion{.topic = "sites", .manual = true}, Progress{});
    ASSERT_TRUE(found.manual);
    EXPECT_THAT(*found.manual, HasSubstr("`--area-mu mu`"));
    EXPECT_THAT(*found.manual, HasSubstr("more than 0; required"));
    EXPECT_THAT(*found.manual, HasSubstr("最小净面积（亩）"));
    EXPECT_THAT(*found.manual, HasSubstr("`-q, --quiet`"));
    EXPECT_THAT(*found.manual, Not(HasSubstr("@OPTIONS@")));
}

TEST(DescribeAnswer, KnowsThePartsOfAVerb) {
    const DescribeAnswer whole = ask(DescribeQuestion{.topic = "plan", .manual = true}, Progress{});
    ASSERT_EQ(whole.questions->size(), 12u) << "show, coverage, diff, new, match, bases, departments, chains, targets, links, pilots, gain";
    EXPECT_EQ(whole.questions->front().name, "plan_show");
    EXPECT_THAT(*whole.manual, HasSubstr("`plan diff` takes:"));
    const DescribeAnswer part = ask(DescribeQuestion{.topic = "plan", .id = "diff"}, Progress{});
    ASSERT_EQ(part.questions->size(), 1u);
    EXPECT_EQ(part.questions->front().name, "plan_diff");
    EXPECT_THROW(ask(DescribeQuestion{.topic = "plan", .id = "dif"}, Progress{}), InputError);
}

TEST(DescribeAnswer, CompletesVerbsOptionsAndChoices) {
    const DescribeAnswer found = ask(DescribeQuestion{.completion = "bash"}, Progress{});
    ASSERT_TRUE(found.completion);
    EXPECT_THAT(found.completion->zh, HasSubstr("sites) options=\"--cluster"));
    EXPECT_THAT(found.completion->zh, HasSubstr("cost unit-cost score"));
    EXPECT_THAT(found.completion->zh, HasSubstr("complete -F _zonewright zonewright"));
}

TEST(DescribeAnswer, NamesTheNearestWord) {
    try {
        ask(DescribeQuestion{.topic = "critera"}, Progress{});
        FAIL() << "there is no such topic";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("criteria"));
    }
}

TEST(DescribeAnswer, GivesTheChoicesOfAStudy) {
    const SmallStudy small;
    const DescribeAnswer found = ask(DescribeQuestion{.topic = small.folder().string(), .id = "towns"}, Progress{});
    ASSERT_TRUE(found.choices);
    ASSERT_EQ(found.choices->size(), 1u);
    const std::vector<Choice>& towns = found.choices->at("towns");
    EXPECT_THAT(values_of(towns), testing::ElementsAre("441900116", "441900117"));
    EXPECT_EQ(towns[0].title.zh.substr(0, 6), "塘厦");
    EXPECT_EQ(to_json(found, Language::Zh)["choices"]["towns"][0]["value"], "441900116");
}

TEST(Choices, AreThoseOfTheStudyForEveryKind) {
    const SmallStudy small;
    const study::Study study(small.folder());
    EXPECT_EQ(choices_in(study, ChoicesOf::Clusters).size(), study.plan().clusters.size());
    EXPECT_EQ(choices_in(study, ChoicesOf::Parcels).size(), 24u);
    EXPECT_EQ(choices_in(study, ChoicesOf::Sites).size(), study.sites().sites.size());
    EXPECT_TRUE(choices_in(study, ChoicesOf::Scenarios).empty());
    EXPECT_THAT(values_of(choices_in(study, ChoicesOf::WeightSets)), testing::Contains("default"));
    EXPECT_EQ(values_of(choices_in(study, ChoicesOf::Stages)), study::Study::stage_ids());
    EXPECT_THAT(values_of(choices_in(study, ChoicesOf::Sources)), testing::Contains("data/parcel.gpkg"));
    EXPECT_THAT(values_of(choices_in(study, ChoicesOf::Roles)), testing::Contains("parcel"));
    EXPECT_THAT(values_of(choices_in(study, ChoicesOf::Plans)), testing::Contains("dongguan-2024"));
    EXPECT_TRUE(choices_in(study, ChoicesOf::Nothing).empty());
}

}  // namespace
}  // namespace zonewright::answer
