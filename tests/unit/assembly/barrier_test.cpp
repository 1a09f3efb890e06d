#include "assembly/barrier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/errors.h"

namespace zonewright::assembly {
namespace {

model::RuleValue words(const char* key, std::vector<std::string> list) {
    model::RuleValue value;
    value.key = key;
    value.words = std::move(list);
    return value;
}

model::PolicyRules rule_file() {
    model::PolicyRules rules;
    rules.id = "barriers";
    rules.values = {words("cutting_areas", {"farmland"}), words("crossable_areas", {"water"}),
                    words("cutting_roads", {"expressway"}), words("expressway", {"expressway", "高速公路"})};
    return rules;
}

/// One line or area for each word of the field `class`.
void add_layer(model::SourceSet& sources, const char* role, const std::vector<std::string>& classes) {
    model::FeatureTable& table = sources.layers[role].table;
    table.name = role;
    table.fields = {{"class", model::FieldType::Text, {}, ""}};
    for (const std::string& word : classes) table.features.push_back({0, {}, {word}});
}

TEST(Barriers, AreTheRolesAndRoadClassesOfTheRuleFile) {
    model::SourceSet sources;
    add_layer(sources, "farmland", {""});
    add_layer(sources, "ecological_redline", {""});
    add_layer(sources, "water", {""});
    add_layer(sources, "road", {"expressway", "高速公路", "arterial", "local"});
    std::vector<std::string> names;
    for (const Barrier& barrier : barriers_from(sources, barrier_rules_of(rule_file())))
        names.push_back(barrier.name + (barrier.kind == BarrierKind::Cuts ? " cuts" : " crossable"));
    EXPECT_THAT(names, testing::ElementsAre("farmland cuts", "expressway cuts", "expressway cuts",
                                            "water crossable"));
}

TEST(Barriers, WithoutAnEntryAreRefusedByFileAndKey) {
    model::PolicyRules rules = rule_file();
    rules.values.pop_back();
    try {
        barrier_rules_of(rules);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_EQ(error.problem().thing, "layers/rules/barriers.toml: expressway");
    }
}

}  // namespace
}  // namespace zonewright::assembly
