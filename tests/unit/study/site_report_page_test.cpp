// A site report from values, on the shipped catalogue, styles and templates: one square in a town, farmland
// beside it.
#include "report/site_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "catalog/catalogue_reader.h"
#include "catalog/style_catalog.h"
#include "compliance/check_outline.h"
#include "report/site_text.h"
#include "report/wording.h"

namespace zonewright::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const fs::path source = ZONEWRIGHT_SOURCE_DIR;
const geom::StatutoryArea statutory(geom::GaussKruger{114, 500000});
constexpr double west = 470000, south = 2540000;

geom::MultiPolygon box(double x0, double y0, double x1, double y1) {
    return {{geom::rectangle({west + x0, south + y0, west + x1, south + y1})}};
}

model::SourceLayer layer(const char* role, std::vector<std::string> fields,
                         std::vector<std::pair<geom::MultiPolygon, std::vector<std::string>>> rows) {
    model::SourceDefinition definition;
    definition.role = role;
    definition.written_path = std::string("data/") + role + ".gpkg";
    definition.date = "2024-12-31";
    model::FeatureTable table{role, {}, model::GeometryKind::Polygon, 4547, {}, {}};
    for (const std::string& field : fields) table.fields.push_back({field, {}, {}, {}});
    for (auto& [geometry, values] : rows) {
        model::Feature feature{static_cast<std::int64_t>(table.features.size() + 1), geometry, {}};
        for (const std::string& value : values) feature.values.emplace_back(value);
        table.features.push_back(feature);
    }
    return {{definition}, table};
}

class SiteReportPage : public testing::Test {
protected:
    SiteReportPage()
        : catalogue(catalog::read_catalogue(source / "layers", "dongguan-2024")),
          styles(catalog::read_styles(source / "styles", catalogue.plan, source / "layers")),
          map_styles(catalog::read_map_styles(source / "styles")) {
        sources.layers["town"] =
            layer("town", {"code", "name"}, {{box(-500, -500, 900, 900), {"441900117", "凤岗镇"}}});
        sources.layers["farmland"] = layer("farmland", {"id"}, {{box(100, 0, 200, 100), {"N1"}}});
        sources.layers["land_use"] = layer("land_use", {"id", "class_code", "ownership"},
                                           {{box(0, 0, 33.33, 100), {"1", "0601", "20"}},
                                            {box(33.33, 0, 66.67, 100), {"2", "0101", "30"}},
                                            {box(66.67, 0, 300, 100), {"3", "1104", "30"}}});
        report.title = "样例 <b>地块</b> & {{title}}";
        report.subject = "a.geojson";
        report.epsg = 4547;
        report.secret_above_m2 = 25e6;
        report.parcels = {{"GY1",
                           "张三实业",
                           "state",
                           "工业用地",
                           "supplied",
                           Area::from_m2(5000),
                           Area::from_m2(4000),
                           {}}};
        request.report = &report;
        request.catalogue = &catalogue;
        request.sources = &sources;
        request.styles = &styles;
        request.map_styles = &map_styles;
        folder = fs::temp_directory_path() / "zonewright_site_report_test";
        make_folder(folder);
    }
    ~SiteReportPage() override { fs::remove_all(folder); }

    std::string page_of(const geom::MultiPolygon& outline) {
        report.outline = outline;
        report.area = statutory.of(outline);
        report.towns = {{"凤岗镇", report.area}};
        report.check = compliance::check_outline({.outline = &report.outline,
                                                  .rules = &catalogue.checks,
                                                  .sources = &sources,
                                                  .constraints = &constraints},
                                                 statutory, {});
        write_site_html(folder / "a.html", source / "styles/report", request, {});
        return read_file(folder / "a.html");
    }
    const model::CheckResult& check(const std::string& rule) const {
        for (const auto& result : report.check.results)
            if (result.rule.id == rule) return result;
        throw std::out_of_range(rule);
    }

    model::Catalogue catalogue;
    model::StyleSheet styles, map_styles;
    model::SourceSet sources;
    std::vector<model::ConstraintLayer> constraints;
    model::SiteReport report;
    SiteReportRequest request;
    fs::path folder;
};

TEST_F(SiteReportPage, IsSelfContainedAndTextsStayTexts) {
    const std::string page = page_of(box(0, 0, 100, 100));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("http://")));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
    EXPECT_THAT(page, HasSubstr("样例 &lt;b&gt;地块&lt;/b&gt; &amp; {{title}}"));
}

TEST_F(SiteReportPage, TheShippedFarmlandRuleTellsCentimetresFromMetres) {
    const std::pair<double, model::CheckState> cases[] = {{99, model::CheckState::Clear},
                                                          {100, model::CheckState::TouchesOnly},
                                                          {100.05, model::CheckState::TouchesOnly},
                                                          {101, model::CheckState::Occupies}};
    for (const auto& [east, state] : cases) {
        page_of(box(0, 0, east, 100));
        EXPECT_EQ(check("farmland").state, state) << "outline up to " << east << " m, farmland from 100 m";
    }
}

TEST_F(SiteReportPage, CodesAreWordsAndThePartsAddUp) {
    const std::string page = page_of(box(0, 0, 100, 100));
    EXPECT_THAT(page, HasSubstr("0601 工业用地"));
    EXPECT_THAT(page, HasSubstr("30 集体土地所有权"));
    Area sum;
    for (const auto& [code, area] : check("land_use_class").breakdown) sum += area;
    EXPECT_EQ(sum, report.area) << "to 0.01 m²";
    EXPECT_EQ(check("land_use_class").breakdown.size(), 3u);
}

TEST_F(SiteReportPage, WhatWasNotCheckedIsSaidLoudlyAndNeverClear) {
    sources.layers.erase("farmland");
    const std::string page = page_of(box(0, 0, 100, 100));
    EXPECT_EQ(check("farmland").state, model::CheckState::NotChecked);
    EXPECT_EQ(report.check.verdict, model::Verdict::Undecided) << "no other rule conflicts";
    EXPECT_THAT(page, HasSubstr("永久基本农田：未核查"));
    EXPECT_THAT(page, HasSubstr("缺少图层：永久基本农田")) << "in the legend of the map";
}

TEST_F(SiteReportPage, ChecksWithoutALayerAreListedInTheHeadline) {
    const std::string page = page_of(box(0, 0, 100, 100));
    for (const char* rule : {"detailed_plan", "city_lines", "flood_risk", "mineral", "pipeline_corridor",
                             "eco_zoning", "utilities", "title_dispute", "buildings"})
        EXPECT_EQ(check(rule).state, model::CheckState::NotChecked) << rule;
    EXPECT_THAT(page, HasSubstr("项未核查"));
    EXPECT_THAT(page, HasSubstr("控制性详细规划用途、城市绿线、蓝线、紫线、黄线"));
    EXPECT_THAT(page, Not(HasSubstr("总体结论<strong>符合")));
}

TEST_F(SiteReportPage, HousingPublicServiceAndRoadsConflictAndAPondIsNoRiver) {
    const auto on = [&](const char* code) {
        sources.layers["land_use"] =
            layer("land_use", {"id", "class_code", "ownership"}, {{box(0, 0, 300, 100), {"1", code, "20"}}});
        page_of(box(0, 0, 100, 100));
        return check("land_use_class").verdict;
    };
    for (const char* code : {"0701", "08H2", "1003", "1101"})
        EXPECT_EQ(on(code), model::Verdict::Conflicts) << code;
    for (const char* code : {"1104", "1006", "05H1"})
        EXPECT_EQ(on(code), model::Verdict::Conditional) << code;
    for (const char* code : {"0601", "0508"}) EXPECT_EQ(on(code), model::Verdict::Fits) << code;
    EXPECT_EQ(on("999"), model::Verdict::Undecided) << "a code outside the scheme";
    sources.layers["water"] = layer("water", {"id", "class"}, {{box(0, 0, 300, 50), {"1", "pond"}}});
    page_of(box(0, 0, 100, 100));
    EXPECT_EQ(check("water").verdict, model::Verdict::Conditional);
    sources.layers["water"] = layer("water", {"id", "class"}, {{box(0, 0, 300, 50), {"1", "river"}}});
    page_of(box(0, 0, 100, 100));
    EXPECT_EQ(check("water").verdict, model::Verdict::Conflicts);
}

TEST_F(SiteReportPage, ThePublicVersionHasNeitherCoordinatesNorOwners) {
    const std::string full = page_of(box(0, 0, 100, 100));
    EXPECT_THAT(full, HasSubstr("470000.000"));
    EXPECT_THAT(full, HasSubstr("张三实业"));
    report.for_the_public = true;
    const std::string page = page_of(box(0, 0, 100, 100));
    EXPECT_THAT(page, Not(HasSubstr("470000.00"))) << "neither corners nor extent";
    EXPECT_THAT(page, Not(HasSubstr("张三实业")));
    EXPECT_THAT(site_json(request), Not(HasSubstr("张三实业")));
}

TEST_F(SiteReportPage, TheSameReportGivesTheSamePageAndJson) {
    const std::string page = page_of(box(0, 0, 100, 100)), json = site_json(request);
    EXPECT_EQ(page_of(box(0, 0, 100, 100)), page);
    EXPECT_EQ(site_json(request), json);
    EXPECT_EQ(nlohmann::json::parse(json)["area_m2"].get<double>(), report.area.m2());
}

TEST_F(SiteReportPage, SpeaksEnglishOnRequest) {
    request.language = Language::En;
    const std::string page = page_of(box(0, 0, 100, 100));
    EXPECT_THAT(page, HasSubstr("0601 industrial land"));
    EXPECT_THAT(page, Not(HasSubstr("总体结论")));
}

TEST(ClosedRows, AddUpInEveryUnit) {
    const std::vector<Area> parts{Area::from_m2(3333.33), Area::from_m2(3333.33), Area::from_m2(3333.34)};
    const auto rows = closed_rows(parts, Area::from_m2(10000));
    double hectares = 0, mu = 0, share = 0;
    for (const ClosedRow& row : rows)
        hectares += std::stod(row.hectares), mu += std::stod(row.mu), share += std::stod(row.share);
    EXPECT_NEAR(hectares, 1.0000, 1e-9);
    EXPECT_NEAR(mu, 15.00, 1e-9);
    EXPECT_NEAR(share, 100.00, 1e-9);
}

TEST(Wordings, HoldBothLanguages) {
    EXPECT_EQ(both_languages("甲 | a"), (Text{"甲", "a"}));
    EXPECT_EQ(both_languages("甲"), (Text{"甲", "甲"}));
}

}  // namespace
}  // namespace zonewright::report
