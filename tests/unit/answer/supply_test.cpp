#include "answer/supply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/questions.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

using testing::HasSubstr;

TEST(SupplyQuestion, IsDeclaredOnce) {
    SupplyQuestion question;
    const Declaration declaration = declared(question);
    EXPECT_EQ(declaration.name, "supply");
    for (const char* field : {"study", "town", "demand", "structure", "offers", "workbook", "charts"})
        EXPECT_NE(declaration.find(field), nullptr) << field;
    EXPECT_EQ(option_name(*declaration.find("least_score")), "--least-score");
}

TEST(SupplyQuestion, RefusesALeastScoreAboveOne) {
    SupplyQuestion question{.study = "x", .least_score = 1.5};
    EXPECT_THROW(check(declared(question), NamedAs::Key), InputError);
}

TEST(SupplyQuestion, NamesTheTownThatWasMeant) {
    const SmallStudy small;
    try {
        ask(SupplyQuestion{.study = small.folder(), .town = "塘下镇"}, Progress{});
        FAIL() << "there is no such town";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::Zh), HasSubstr("塘厦镇"));
    }
}

TEST(SupplyAnswer, ClosesAndAddsUpOverTownsAndClasses) {
    const SmallStudy small;
    const SupplyAnswer found = ask(SupplyQuestion{.study = small.folder()}, Progress{});
    EXPECT_EQ(found.waterfall.front().step, "gross");
    EXPECT_EQ(found.waterfall.back().step, "net");
    Area rest = *found.waterfall.front().area;
    for (const SupplyStep& step : found.waterfall) {
        EXPECT_EQ(step.area.has_value(), step.checked) << step.step << ": not checked is not zero";
        EXPECT_NE(step.reason.has_value(), step.checked) << step.step;
        if (step.step != "gross" && step.area) rest -= *step.area;
    }
    EXPECT_EQ(rest, Area{});
    ASSERT_TRUE(found.towns);
    ASSERT_EQ(found.towns->size(), 2u);
    EXPECT_EQ(found.towns->front().name.zh, "塘厦镇");
    Area towns, classes;
    for (const SupplyTown& town : *found.towns) towns += town.net;
    for (const SupplyClassRow& row : found.classes) classes += row.net;
    EXPECT_EQ(towns, *found.waterfall.back().area);
    EXPECT_EQ(classes, towns);
    EXPECT_TRUE(found.complete);
}

TEST(SupplyAnswer, NamesClassesAndSizesAsTheRulesDo) {
    const SmallStudy small;
    const SupplyAnswer found = ask(SupplyQuestion{.study = small.folder()}, Progress{});
    const model::Catalogue catalogue = catalog::read_catalogue(catalog::find_layers_folder(), "dongguan-2024");
    ASSERT_FALSE(found.classes.empty());
    for (const SupplyClassRow& row : found.classes) {
        EXPECT_EQ(row.class_title, catalogue.rules_of("supply_classes").title_of(row.supply_class));
        EXPECT_EQ(row.size_title, catalogue.rules_of("size_classes").title_of(row.size_class));
    }
}

TEST(SupplyAnswer, OfOneTownHasItsParcelsOnly) {
    const SmallStudy small;
    const SupplyAnswer found = ask(SupplyQuestion{.study = small.folder(), .town = "凤岗"}, Progress{});
    EXPECT_EQ(found.town_code, "441900117");
    EXPECT_EQ(found.place.zh, "凤岗镇");
    EXPECT_FALSE(found.towns);
    int parcels = 0;
    for (const SupplyClassRow& row : found.classes) parcels += row.parcel_count;
    EXPECT_EQ(parcels, 12);
}

TEST(SupplyAnswer, SetsLandAgainstTheDemandOfTheStudy) {
    const SmallStudy small;
    const SupplyAnswer found =
        ask(SupplyQuestion{.study = small.folder(), .demand = true, .structure = true, .offers = true}, Progress{});
    ASSERT_TRUE(found.balance);
    const ClusterBalance& city = found.balance->front();
    EXPECT_EQ(city.cluster, "semiconductor");
    EXPECT_EQ(city.demand->mu(), 30);
    EXPECT_EQ(*city.shortfall > Area{}, !found.complete);
    for (const ClusterBalance& row : *found.balance) EXPECT_EQ(row.demand.has_value(), row.town_code.empty());
    ASSERT_TRUE(found.structure);
    ASSERT_EQ(found.structure->size(), 4u);
    for (const SupplyStructure& structure : *found.structure) {
        EXPECT_EQ(structure.groups.has_value(), !structure.not_checked) << structure.by;
        for (const NamedGroup& group : structure.group_titles)
            EXPECT_TRUE(structure.groups->contains(group.id)) << group.id;
    }
    ASSERT_TRUE(found.best_buys);
    EXPECT_EQ(found.best_buys->size(), 12u);
}

TEST(SupplyAnswer, WritesPicturesAndWorkbookInTheLanguageAskedFor) {
    const SmallStudy small;
    SupplyQuestion question{.study = small.folder(), .language = Language::En};
    question.charts = small.folder() / "charts", question.workbook = small.folder() / "supply.xlsx";
    const SupplyAnswer found = ask(question, Progress{});
    for (const Output& output : found.outputs) EXPECT_TRUE(std::filesystem::exists(output.path)) << output.path;
    EXPECT_THAT(read_file(question.charts / "waterfall.svg"), HasSubstr("Net supply: city"));
    EXPECT_TRUE(std::filesystem::exists(question.workbook));
}

TEST(SupplyAnswer, ObeysItsSchema) {
    const SmallStudy small;
    const auto json = answer_json("supply", {{"study", small.folder().string()}, {"structure", true}, {"offers", true}},
                                  Language::Zh, Progress{});
    const auto schema = schema_of(static_cast<const SupplyAnswer*>(nullptr));
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
    for (const char* key : {"step", "title", "checked"}) EXPECT_TRUE(json["waterfall"][0].contains(key)) << key;
    for (const char* key : {"supply_class", "size_class", "parcels", "net_m2"})
        EXPECT_TRUE(json["classes"][0].contains(key)) << key;
    EXPECT_TRUE(json["structure"][0]["groups"].is_object());
}

}  // namespace
}  // namespace zonewright::answer
