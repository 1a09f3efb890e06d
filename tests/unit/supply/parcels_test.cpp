// From rows of the source to parcels in their towns, with everything odd reported.
#include "supply/parcels.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/errors.h"
#include "supply_land.h"

namespace zonewright::supply {
namespace {

struct Source {
    model::SourceSet sources;
    Source() {
        model::FeatureTable& table = sources.layers["parcel"].table;
        table.name = "parcel";
        for (const char* field : {"id", "town_code"})
            table.fields.push_back({field, model::FieldType::Text, {}, ""});
        table.fields.push_back({"recorded_area_m2", model::FieldType::Real, {}, ""});
        table.fields.push_back({"town_name", model::FieldType::Text, {}, ""});
    }
    void add(const std::string& id, const std::string& town, model::Value recorded, geom::Geometry geometry,
             const std::string& name = {}) {
        auto& features = sources.layers["parcel"].table.features;
        features.push_back({static_cast<std::int64_t>(features.size() + 1),
                            std::move(geometry),
                            {id, town, recorded, name}});
    }
    ParcelIntake read() const { return read(coded()); }
    ParcelIntake read(const std::vector<model::Town>& towns) const {
        return read_parcels(sources, towns, statutory(), Progress());
    }
    static std::vector<model::Town> coded() {
        return {{"441900101", "东城街道", box(0, 0, 1000, 1000)},
                {"441900102", "南城街道", box(1000, 0, 2000, 1000)}};
    }
    /// As model::towns_of makes them of a layer without codes.
    static std::vector<model::Town> uncoded() {
        return {{"东城街道", "东城街道", box(0, 0, 1000, 1000)},
                {"南城街道", "南城街道", box(1000, 0, 2000, 1000)}};
    }
};

int count(const ParcelIntake& intake, const std::string& rule) {
    return static_cast<int>(std::count_if(intake.findings.begin(), intake.findings.end(),
                                          [&](const model::Finding& f) { return f.rule == rule; }));
}

TEST(Parcels, BelongToTheTownThatHoldsMostOfThem) {
    Source source;
    source.add("a", "", {}, box(10, 10, 110, 110));
    source.add("b", "", {}, box(970, 10, 1070, 110));
    const auto intake = source.read();
    ASSERT_EQ(intake.parcels.size(), 2u);
    EXPECT_EQ(intake.parcels[0].town_name, "东城街道");
    EXPECT_EQ(intake.parcels[1].town_code, "441900102");
    EXPECT_EQ(count(intake, "parcel_across_towns"), 1);
}

TEST(Parcels, OutsideEveryTownAreReportedAndKept) {
    Source source;
    source.add("a", "", {}, box(0, 5000, 100, 5100));
    source.add("b", "", {}, box(-50, 0, 50, 100));
    const auto intake = source.read();
    EXPECT_EQ(intake.parcels.size(), 2u);
    EXPECT_EQ(intake.parcels[0].town_code, "");
    EXPECT_EQ(count(intake, "parcel_outside_towns"), 1);
    EXPECT_EQ(count(intake, "parcel_partly_outside_towns"), 1);
}

TEST(Parcels, RecordedInAnotherTownAreReportedAndTheirPlaceCounts) {
    Source source;
    source.add("a", "441900102001", {}, box(10, 10, 110, 110));
    source.add("b", "441900101007", {}, box(210, 10, 310, 110));
    const auto intake = source.read();
    EXPECT_EQ(intake.parcels[0].town_code, "441900101");
    EXPECT_EQ(count(intake, "parcel_town_differs"), 1);
}

TEST(Parcels, RecordedByACodeInTownsWithoutCodesAreNoMismatch) {
    Source source;
    for (int i = 0; i < 5; ++i)
        source.add("p" + std::to_string(i), "441900101", {}, box(10 + 100 * i, 10, 90 + 100 * i, 90));
    const auto intake = source.read(Source::uncoded());
    EXPECT_EQ(count(intake, "parcel_town_differs"), 0);
    EXPECT_EQ(count(intake, "parcel_town_unknown"), 1) << "said once for each code, not for each parcel";
    EXPECT_EQ(intake.parcels[0].town_name, "东城街道");
    for (const model::Finding& finding : intake.findings) {
        if (finding.rule != "parcel_town_unknown") continue;
        EXPECT_NEAR(finding.area_m2, 5 * 6400, 10);
    }
}

TEST(Parcels, RecordedByNameAreComparedByName) {
    Source source;
    source.add("same", "", {}, box(10, 10, 110, 110), "东城");
    source.add("name_as_code", "东城街道办事处", {}, box(210, 10, 310, 110));
    source.add("other", "", {}, box(410, 10, 510, 110), "南城");
    for (const auto& towns : {Source::coded(), Source::uncoded()}) {
        const auto intake = source.read(towns);
        ASSERT_EQ(count(intake, "parcel_town_differs"), 1);
        EXPECT_EQ(count(intake, "parcel_town_unknown"), 0);
        for (const model::Finding& finding : intake.findings) {
            EXPECT_EQ(finding.feature, "other");
            EXPECT_NE(finding.message.zh.find("南城街道"), std::string::npos) << finding.message.zh;
            EXPECT_NE(finding.message.zh.find("东城街道"), std::string::npos) << finding.message.zh;
        }
        EXPECT_EQ(intake.parcels[2].town_name, "东城街道") << "the place counts";
    }
}

TEST(Parcels, InNoTownBelongToTheOneTheirRecordsMean) {
    Source source;
    source.add("by_code", "441900102003", {}, box(0, 5000, 100, 5100));
    source.add("by_name", "", {}, box(200, 5000, 300, 5100), "南城");
    source.add("by_nothing", "", {}, box(400, 5000, 500, 5100));
    const auto intake = source.read();
    EXPECT_EQ(intake.parcels[0].town_code, "441900102");
    EXPECT_EQ(intake.parcels[1].town_code, "441900102");
    EXPECT_EQ(intake.parcels[2].town_code, "");
    EXPECT_EQ(count(intake, "parcel_outside_towns"), 3);
}

TEST(Parcels, WithoutAreaOrIdOrWithARepeatedIdAreLeftOutAndReported) {
    Source source;
    source.add("a", "", {}, box(0, 0, 100, 100));
    source.add("a", "", {}, box(200, 0, 300, 100));
    source.add("", "", {}, box(400, 0, 500, 100));
    source.add("flat", "", {}, box(600, 0, 600, 100));
    source.add("none", "", {}, {});
    const auto intake = source.read();
    EXPECT_EQ(intake.parcels.size(), 1u);
    EXPECT_EQ(count(intake, "parcel_id_repeated"), 1);
    EXPECT_EQ(count(intake, "parcel_without_id"), 1);
    EXPECT_EQ(count(intake, "parcel_without_area"), 2);
    for (const model::Finding& finding : intake.findings)
        EXPECT_NEAR(finding.area_m2, finding.rule == "parcel_without_area" ? 0 : 10000, 5);
}

TEST(Parcels, WithANegativeRecordedAreaAreReportedAndItCountsAsUnknown) {
    Source source;
    source.add("a", "", -5.0, box(0, 0, 100, 100));
    const auto intake = source.read();
    EXPECT_FALSE(intake.parcels.at(0).recorded_area_m2.has_value());
    EXPECT_EQ(count(intake, "negative_value"), 1);
}

TEST(Parcels, OfALongTableHaveTheSameFindingsWithoutBeingKept) {
    Source source;
    constexpr int rows = 40000;  // more than are read at a time
    for (int i = 0; i < rows; ++i) {
        const double x = 10.0 * (i % 200), y = 6.0 * (i / 200);
        const std::string id = i % 9000 == 8999 ? "0" : i == 7 ? "" : std::to_string(i);
        source.add(id, i % 5000 == 0 ? "449900001" : "441900101", i % 7000 == 0 ? -1.0 : 60.0, box(x, y, x + 9, y + 5));
    }
    const ParcelIntake kept = source.read();
    const std::vector<model::Finding> found =
        parcel_findings(source.sources.layers["parcel"].table, Source::coded(), statutory(), FindingShapes::Kept, Progress());
    ASSERT_GT(found.size(), 20u);
    for (const char* rule : {"parcel_id_repeated", "parcel_without_id", "negative_value", "parcel_outside_towns",
                             "parcel_town_differs", "parcel_town_unknown"})
        EXPECT_GT(count(kept, rule), 0) << rule;
    ASSERT_EQ(found.size(), kept.findings.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].rule, kept.findings[i].rule);
        EXPECT_EQ(found[i].feature, kept.findings[i].feature);
        EXPECT_EQ(found[i].message.zh, kept.findings[i].message.zh);
        EXPECT_EQ(found[i].area_m2, kept.findings[i].area_m2);
        EXPECT_EQ(found[i].geometry, kept.findings[i].geometry);
    }
}

TEST(Parcels, WithoutASourceAreAnInputError) {
    EXPECT_THROW(read_parcels({}, {}, statutory(), Progress()), InputError);
}

}  // namespace
}  // namespace zonewright::supply
