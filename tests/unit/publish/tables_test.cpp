#include "publish/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/errors.h"
#include "model/printed_waterfall.h"
#include "unit/publish/sample_run.h"

namespace zonewright::publish {
namespace {

const model::Value& cell(const model::FeatureTable& table, std::size_t row, const std::string& field) {
    return table.features.at(row).values.at(table.field(field));
}
std::string text(const model::FeatureTable& table, std::size_t row, const std::string& field) {
    return model::text_of(cell(table, row, field));
}
std::vector<std::string> field_names(const model::FeatureTable& table) {
    std::vector<std::string> names;
    for (const auto& field : table.fields) names.push_back(field.name);
    return names;
}

TEST(Tables, KeepThePromisedFields) {
    const SampleRun sample;
    const RunView run = sample.view();
    using testing::IsSupersetOf;
    using Names = std::vector<std::string>;
    EXPECT_THAT(field_names(town_table(run)),
                IsSupersetOf(Names{"id", "code", "name", "kind", "status", "area_m2"}));
    EXPECT_THAT(field_names(place_table(run)),
                IsSupersetOf(Names{"id", "code", "name", "kind", "status", "area_m2"}));
    EXPECT_THAT(field_names(zone_table(run)),
                IsSupersetOf(Names{"cluster_id", "cluster_name", "kind", "place_id", "clause", "lead",
                                   "status", "area_m2"}));
    EXPECT_THAT(field_names(exclusion_table(run)),
                IsSupersetOf(Names{"constraint_id", "legal_basis", "area_m2"}));
    EXPECT_THAT(field_names(parcel_table(run)),
                IsSupersetOf(Names{"id", "town_code", "supply_class", "gross_m2", "net_m2", "excluded_m2",
                                   "s_electronics", "s_life_health"}));
    EXPECT_THAT(
        field_names(site_table(run)),
        IsSupersetOf(Names{"id", "town_code", "area_m2", "area_mu", "parcel_count", "owner_count",
                           "min_width_m", "rect_long_m", "rect_short_m", "compactness", "cost_yuan_per_m2",
                           "best_cluster", "score", "centre", "marginal_yuan_per_m2", "redevelopment_share",
                           "rect_x", "rect_y", "rect_bearing_rad"}));
    EXPECT_THAT(field_names(site_parcel_table(run)), testing::ElementsAre("site_id", "parcel_id"));
    EXPECT_THAT(field_names(allocation_table(run)),
                IsSupersetOf(Names{"id", "cluster_id", "area_m2", "score"}));
    EXPECT_THAT(field_names(waterfall_table(run)),
                IsSupersetOf(Names{"town_code", "supply_class", "size_class", "step", "area_m2"}));
    EXPECT_THAT(field_names(balance_table(run)),
                IsSupersetOf(Names{"cluster_id", "demand_m2", "eligible_m2", "allocated_m2", "shortfall_m2",
                                   "price"}));
    EXPECT_THAT(field_names(finding_table(run)),
                IsSupersetOf(Names{"source", "rule", "severity", "feature", "message", "fix"}));
}

TEST(Tables, EveryFieldHasTitlesInBothLanguages) {
    const SampleRun sample;
    for (const auto& table : tables_of(sample.view()))
        for (const auto& field : table.fields) {
            EXPECT_FALSE(field.title.zh.empty()) << table.name << "." << field.name;
            EXPECT_FALSE(field.title.en.empty()) << table.name << "." << field.name;
        }
}

/// The figure is the diameter of the largest circle inside, not how narrow a site gets.
TEST(Tables, TheWidestPlaceOfASiteIsNotCalledItsLeastWidth) {
    const SampleRun sample;
    const auto table = site_table(sample.view());
    const Text& title = table.fields[table.field("min_width_m")].title;
    EXPECT_THAT(title.zh, testing::HasSubstr("最宽处"));
    EXPECT_THAT(title.en, testing::HasSubstr("widest place"));
}

TEST(Tables, ExcludedNoDataAndLowAreThreeDifferentThings) {
    SampleRun sample;
    sample.scores[0][0] = 0.9;           // parcel 0 is wholly excluded
    sample.scores[0][1] = std::nan("");  // parcel 1 has no data
    sample.scores[0][2] = 0;             // parcel 2 scores lowest
    const auto table = parcel_table(sample.view());
    EXPECT_EQ(text(table, 0, "status"), "excluded");
    EXPECT_TRUE(model::is_null(cell(table, 0, "s_electronics")));
    EXPECT_EQ(text(table, 1, "status"), "partly_excluded");
    EXPECT_TRUE(model::is_null(cell(table, 1, "s_electronics")));
    EXPECT_EQ(text(table, 2, "status"), "admissible");
    EXPECT_EQ(cell(table, 2, "s_electronics"), model::Value(0.0));
}

TEST(Tables, AParcelsDeductionsAndNetAddUpToItsGross) {
    const SampleRun sample;
    const auto table = parcel_table(sample.view());
    for (std::size_t row = 0; row < table.features.size(); ++row) {
        const auto number = [&](const std::string& field) {
            return model::number_of(cell(table, row, field)).value_or(0);
        };
        EXPECT_NEAR(number("gross_m2"),
                    number("d_permanent_farmland_m2") + number("d_ecological_redline_m2") + number("net_m2"),
                    0.005)
            << row;
        EXPECT_NEAR(number("gross_m2"), number("excluded_m2") + number("net_m2"), 0.005) << row;
    }
}

TEST(Tables, WhatWasNotCheckedHasNoAreaAndSaysWhy) {
    const SampleRun sample;
    const auto exclusions = exclusion_table(sample.view());
    const std::size_t last = exclusions.features.size() - 1;
    EXPECT_EQ(text(exclusions, last, "constraint_id"), "water");
    EXPECT_EQ(text(exclusions, last, "checked"), "0");
    EXPECT_TRUE(model::is_null(cell(exclusions, last, "area_m2")));
    EXPECT_EQ(text(exclusions, last, "unchecked_reason"), "没有角色为 water 的数据源");
    const auto waterfall = waterfall_table(sample.view());
    EXPECT_EQ(text(waterfall, 3, "step"), "water");
    EXPECT_TRUE(model::is_null(cell(waterfall, 3, "area_m2"))) << "unknown is not zero";
    EXPECT_TRUE(model::is_null(cell(parcel_table(sample.view()), 1, "d_water_m2")));
}

TEST(Tables, WaterfallStepsComeInOrderAndClose) {
    const SampleRun sample;
    const auto table = waterfall_table(sample.view());
    ASSERT_EQ(table.features.size(), 5U);
    for (std::size_t row = 0; row < 5; ++row) EXPECT_EQ(text(table, row, "step_order"), std::to_string(row));
    const auto area = [&](std::size_t row) {
        return model::number_of(cell(table, row, "area_m2")).value_or(0);
    };
    EXPECT_NEAR(area(0), area(1) + area(2) + area(4), 0.005);
    EXPECT_EQ(text(table, 0, "town_code"), "all");
}

TEST(Tables, WaterfallIsPrintedAsOnThePage) {
    const SampleRun sample;
    const auto table = waterfall_table(sample.view());
    const auto steps = model::printed_waterfall(*sample.view().supply, "");
    ASSERT_EQ(steps.size(), 5U);
    for (std::size_t row = 0; row < 5; ++row) {
        if (!steps[row].checked) continue;  // no figure at all, see above
        EXPECT_EQ(model::number_of(cell(table, row, "area_mu")), steps[row].mu) << steps[row].id;
    }
}

TEST(Tables, EveryParcelIsInAtMostOneSite) {
    const SampleRun sample;
    const auto table = site_parcel_table(sample.view());
    std::set<std::string> seen;
    for (std::size_t row = 0; row < table.features.size(); ++row)
        EXPECT_TRUE(seen.insert(text(table, row, "parcel_id")).second) << text(table, row, "parcel_id");
    EXPECT_EQ(seen.size(), 12U);
}

TEST(Tables, OwnersCanBeLeftOut) {
    const SampleRun sample;
    RunView run = sample.view();
    EXPECT_TRUE(parcel_table(run).find_field("owner").has_value());
    run.mask_owners = true;
    EXPECT_FALSE(parcel_table(run).find_field("owner").has_value());
}

TEST(Tables, FindingsAreLocatedWhereTheyHaveAPlace) {
    const SampleRun sample;
    const auto table = finding_table(sample.view());
    ASSERT_EQ(table.features.size(), 3U);
    EXPECT_TRUE(std::holds_alternative<geom::MultiPoint>(table.features[0].geometry));
    EXPECT_TRUE(std::holds_alternative<geom::MultiPoint>(table.features[1].geometry));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table.features[2].geometry))
        << "listed, though it has no place";
    EXPECT_EQ(finding_area_table(sample.view()).features.size(), 1U);
}

TEST(Tables, AnAllocatedUnitThatWasNotOfferedIsAFault) {
    SampleRun sample;
    sample.allocation.units[0].unit = 99;
    EXPECT_THROW(allocation_table(sample.view()), InternalError);
}

}  // namespace
}  // namespace zonewright::publish
