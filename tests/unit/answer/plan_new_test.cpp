#include "answer/plan_new.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/plan.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(PlanNew, IsReadAsItIsAndSaysNothingYet) {
    const SmallStudy scratch;
    const std::filesystem::path folder = scratch.folder() / "anyang-2030";
    const PlanNewAnswer made = ask(PlanNewQuestion{.folder = folder, .extent = {113.6, 35.2, 115.0, 36.4}}, Progress{});
    EXPECT_EQ(made.plan, "anyang-2030");
    expect_keys_of_schema(to_json(made, Language::Zh), schema_of(static_cast<const PlanNewAnswer*>(nullptr)));
    const model::Catalogue catalogue = catalog::read_catalogue(catalog::find_layers_folder(), folder.string());
    EXPECT_TRUE(catalogue.plan.clusters.empty());
    EXPECT_TRUE(catalogue.plan.places.empty());
    EXPECT_EQ(catalogue.rules_of("region").number("west_degree"), 113.6);
    for (const model::CriterionDefinition& criterion : catalogue.criteria)
        EXPECT_EQ(criterion.clause, "—") << criterion.id << " cites a clause of another city's plan";
    EXPECT_EQ(catalogue.find_weights("default")->clusters.at(0).cluster, "*");
    EXPECT_EQ(ask(PlanShowQuestion{.plan = folder.string()}, Progress{}).plan.id, "anyang-2030");
}

TEST(PlanNew, OverwritesNothingAndRefusesWhatIsNoPlan) {
    const SmallStudy scratch;
    const std::filesystem::path folder = scratch.folder() / "second";
    ask(PlanNewQuestion{.folder = folder}, Progress{});
    EXPECT_THROW(ask(PlanNewQuestion{.folder = folder}, Progress{}), InputError);
    EXPECT_THROW(ask(PlanNewQuestion{.folder = scratch.folder() / "Grüße"}, Progress{}), InputError);
    EXPECT_THROW(ask(PlanNewQuestion{.folder = scratch.folder() / "third", .extent = {115, 35, 113, 36}}, Progress{}), InputError);
    EXPECT_FALSE(std::filesystem::exists(scratch.folder() / "third")) << "nothing is written when the question is refused";
}

}  // namespace
}  // namespace zonewright::answer
