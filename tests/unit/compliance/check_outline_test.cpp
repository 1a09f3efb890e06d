// One outline of 100 m × 100 m, farmland moved up to it from the east:
//
//      outline        farmland
//     +--------+      +--------+
//     |        |      |        |      gap > 0: nearby · 0: touches · 0.05: touches · 1: occupies
//     +--------+      +--------+
#include "compliance/check_outline.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "compliance/overlap.h"

namespace zonewright::compliance {
namespace {

using model::CheckState;
using model::Verdict;

constexpr double west = 470000, south = 2540000;

geom::Polygon box(double x0, double y0, double x1, double y1) {
    return geom::rectangle({west + x0, south + y0, west + x1, south + y1});
}

const geom::StatutoryArea statutory(geom::GaussKruger{114, 500000});

model::CheckRule farmland_rule() {
    model::CheckRule rule;
    rule.id = "farmland";
    rule.title = {"永久基本农田", "farmland"};
    rule.role = "farmland";
    rule.touch_area_m2 = 10;
    rule.touch_width_m = 0.5;
    rule.nearby_m = 50;
    rule.occupied = {"涉及 {area_m2}", "occupies {area_m2}"};
    rule.touched = {"相接 {area_m2}", "touches {area_m2}"};
    rule.clear = {"不涉及", "clear"};
    return rule;
}

model::SourceSet farmland(std::vector<geom::MultiPolygon> fields, const std::string& date = "2024-12-31") {
    model::SourceSet sources;
    model::SourceDefinition definition;
    definition.role = "farmland";
    definition.date = date;
    model::FeatureTable table{
        "farmland", {}, model::GeometryKind::Polygon, 4547, {{"id", {}, {}, {}}, {"class", {}, {}, {}}}, {}};
    for (std::size_t i = 0; i < fields.size(); ++i)
        table.features.push_back({static_cast<std::int64_t>(i),
                                  fields[i],
                                  {"N" + std::to_string(i + 1), std::string(i % 2 ? "odd" : "even")}});
    sources.layers["farmland"] = {{definition}, table};
    return sources;
}

model::CheckResult check(const geom::MultiPolygon& outline, const model::SourceSet& sources,
                         model::CheckRule rule = farmland_rule(), int year = 2026) {
    const std::vector<model::CheckRule> rules{rule};
    const std::vector<model::ConstraintLayer> none;
    return check_outline({.outline = &outline,
                          .rules = &rules,
                          .sources = &sources,
                          .constraints = &none,
                          .year = year},
                         statutory, Progress())
        .results.at(0);
}

const geom::MultiPolygon outline{{box(0, 0, 100, 100)}};

TEST(CheckOutline, OneMetreOutsideIsClearAndListedAsNearby) {
    const auto result = check(outline, farmland({{{box(101, 0, 201, 100)}}}));
    EXPECT_EQ(result.state, CheckState::Clear);
    EXPECT_EQ(result.verdict, Verdict::Fits);
    ASSERT_EQ(result.nearby.size(), 1u);
    EXPECT_EQ(result.nearby[0].feature, "N1");
    EXPECT_NEAR(result.nearby[0].distance_m, 1, 1e-9);
    EXPECT_EQ(result.sentence.zh, "不涉及");
}

TEST(CheckOutline, ACommonBoundaryOnlyTouches) {
    const auto result = check(outline, farmland({{{box(100, 0, 200, 100)}}}));
    EXPECT_EQ(result.state, CheckState::TouchesOnly);
    EXPECT_EQ(result.area, Area{});
    EXPECT_EQ(result.verdict, Verdict::Fits) << "no land in common: no misfit, and no condition";
    EXPECT_EQ(result.sentence.zh, "不涉及边界相接，没有重叠。");
}

TEST(CheckOutline, FiveCentimetresInsideOnlyTouchesAndIsListed) {
    const auto result = check(outline, farmland({{{box(99.95, 0, 200, 100)}}}));
    EXPECT_EQ(result.state, CheckState::TouchesOnly);
    EXPECT_EQ(result.verdict, Verdict::Conditional);
    EXPECT_NEAR(result.area.m2(), 5, 0.011);
    ASSERT_EQ(result.pieces.size(), 1u);
    EXPECT_TRUE(result.pieces[0].sliver);
    EXPECT_NEAR(result.pieces[0].width_m, 0.05, 0.011);
}

TEST(CheckOutline, OneMetreInsideOccupies) {
    const auto result = check(outline, farmland({{{box(99, 0, 200, 100)}}}));
    EXPECT_EQ(result.state, CheckState::Occupies);
    EXPECT_EQ(result.verdict, Verdict::Conflicts);
    EXPECT_NEAR(result.area.m2(), 100, 0.02);
    EXPECT_NEAR(result.share, 0.01, 1e-5);
    EXPECT_NEAR(result.widest_m, 1, 0.011);
}

TEST(CheckOutline, ASmallButWideOverlapOccupies) {
    // 2 m × 2 m is below the touch area and above the touch width: both must be small.
    EXPECT_EQ(check(outline, farmland({{{box(98, 0, 200, 2)}}})).state, CheckState::Occupies);
}

TEST(CheckOutline, AHairlineOnlyTouchesAtAnyLength) {
    model::CheckRule rule = farmland_rule();
    rule.touch_area_m2 = 1;
    rule.hairline_width_m = 0.1;
    const auto thin =
        check(outline, farmland({{{box(99.95, 0, 200, 100)}}}), rule);  // 5 m², above the touch area
    EXPECT_EQ(thin.state, CheckState::TouchesOnly);
    EXPECT_NEAR(thin.area.m2(), 5, 0.011) << "stated all the same";
    EXPECT_EQ(check(outline, farmland({{{box(99.85, 0, 200, 100)}}}), rule).state, CheckState::Occupies);
}

TEST(CheckOutline, ALayerWithoutTheFieldOfTheRuleIsNotChecked) {
    model::CheckRule rule = farmland_rule();
    rule.where["level"] = {"1"};
    const auto result = check(outline, farmland({{{box(0, 0, 50, 50)}}}), rule);
    EXPECT_EQ(result.state, CheckState::NotChecked) << "nothing selected is not nothing there";
    EXPECT_NE(result.reason.zh.find("level"), std::string::npos);
}

TEST(CheckOutline, PiecesOfATilingAddUpExactly) {
    std::vector<geom::MultiPolygon> strips;
    for (int i = 0; i < 7; ++i) strips.push_back({{box(100.0 * i / 7, -5, 100.0 * (i + 1) / 7, 105)}});
    const auto result = check(outline, farmland(strips));
    Area sum;
    for (const auto& piece : result.pieces) sum += piece.area;
    EXPECT_EQ(sum, statutory.of(outline));
    EXPECT_EQ(result.area, statutory.of(outline));
    EXPECT_EQ(result.counted_twice, Area{});
}

TEST(CheckOutline, FarmlandInsideAHoleIsNotOccupied) {
    geom::Polygon ring = box(0, 0, 100, 100);
    ring.rings.push_back(box(40, 40, 60, 60).rings[0]);
    const auto result = check({{ring}}, farmland({{{box(45, 45, 55, 55)}}}));
    EXPECT_EQ(result.state, CheckState::Clear);
    EXPECT_EQ(check({{ring}}, farmland({{{box(40, 40, 60, 60)}}})).state, CheckState::TouchesOnly)
        << "the hole's boundary in common";
}

TEST(CheckOutline, BothPartsOfAnOutlineCount) {
    const geom::MultiPolygon parts{{box(0, 0, 10, 10), box(50, 0, 60, 10)}};
    EXPECT_NEAR(check(parts, farmland({{{box(0, 0, 60, 5)}}})).area.m2(), 100, 0.03);
}

TEST(CheckOutline, OverlappingFeaturesCountOnce) {
    const auto result = check(outline, farmland({{{box(0, 0, 50, 100)}}, {{box(25, 0, 75, 100)}}}));
    EXPECT_NEAR(result.area.m2(), 7500, 0.5);
    EXPECT_EQ(result.pieces.size(), 2u);
    EXPECT_NEAR(result.counted_twice.m2(), 2500, 0.2) << "and what they hold twice is stated";
}

TEST(CheckOutline, AMissingLayerIsNotCheckedRatherThanClear) {
    const auto result = check(outline, model::SourceSet{});
    EXPECT_EQ(result.state, CheckState::NotChecked);
    EXPECT_EQ(result.verdict, Verdict::Undecided);
    EXPECT_NE(result.sentence.zh.find("未核查"), std::string::npos);
}

TEST(CheckOutline, DataOlderThanAllowedAreNotChecked) {
    model::CheckRule rule = farmland_rule();
    rule.oldest_years = 2;
    const auto fields = std::vector<geom::MultiPolygon>{{{box(0, 0, 50, 50)}}};
    EXPECT_EQ(check(outline, farmland(fields, "2024"), rule).state, CheckState::Occupies);
    EXPECT_EQ(check(outline, farmland(fields, "2023-12-31"), rule).state, CheckState::NotChecked);
    EXPECT_EQ(check(outline, farmland(fields, ""), rule).state, CheckState::NotChecked)
        << "data without a date";
}

TEST(CheckOutline, WithinCountsTheLandOutside) {
    model::CheckRule rule = farmland_rule();
    rule.expectation = model::Expectation::Within;
    EXPECT_EQ(check(outline, farmland({{{box(0, 0, 100, 100)}}}), rule).state, CheckState::Clear);
    const auto result = check(outline, farmland({{{box(0, 0, 50, 100)}}, {{box(50, 0, 90, 100)}}}), rule);
    EXPECT_EQ(result.state, CheckState::Occupies);
    EXPECT_NEAR(result.area.m2(), 1000, 0.1);
}

TEST(CheckOutline, SplitsTheOverlapByPart) {
    model::CheckRule rule = farmland_rule();
    rule.breakdown_field = "class";
    const auto result = check(outline, farmland({{{box(0, 0, 100, 10)}}, {{box(0, 50, 100, 80)}}}), rule);
    ASSERT_EQ(result.breakdown.size(), 2u);
    EXPECT_EQ(result.breakdown[0].first, "odd");
    EXPECT_NEAR(result.breakdown[0].second.m2(), 3000, 0.2);
}

TEST(CheckOutline, DropsHairlinesFromTheSentenceAndSaysSo) {
    // 0.004 m × 100 m of the second class lies inside: 0.4 m², no digit of 公顷.
    model::CheckRule rule = farmland_rule();
    rule.breakdown_field = "class";
    rule.occupied = {"其中 {parts}。", "of it {parts}."};
    const auto result =
        check(outline, farmland({{{box(0, 0, 40, 100)}}, {{box(99.996, 0, 200, 100)}}}), rule);
    ASSERT_EQ(result.breakdown.size(), 2u);
    EXPECT_EQ(result.sentence.zh, "其中 even 0.4000 公顷（另有 1 类共 0.40 ㎡，各不足 0.0001 公顷，未列）。");
    EXPECT_EQ(result.sentence.en, "of it even 0.4000 ha (1 more, 0.40 m² in all, below 0.0001 ha each, are not listed).");
}

TEST(CheckOutline, AnOverrideNeedsReasonNameAndDocument) {
    const auto sources = farmland({{{box(50, 0, 200, 100)}}});
    const std::vector<model::CheckRule> rules{farmland_rule()};
    const std::vector<model::ConstraintLayer> none;
    CheckInput input{.outline = &outline, .rules = &rules, .sources = &sources, .constraints = &none};
    EXPECT_EQ(check_outline(input, statutory, Progress()).verdict, Verdict::Conflicts);
    input.overrides = {{"farmland", Verdict::Conditional, "", "张三", "东自然资〔2026〕1号"}};
    EXPECT_THROW(check_outline(input, statutory, Progress()), InputError);
    input.overrides = {{"farmland", Verdict::Conditional, "理由", "  ", "东自然资〔2026〕1号"}};
    EXPECT_THROW(check_outline(input, statutory, Progress()), InputError) << "a blank is no name";
    input.overrides = {{"farmland", Verdict::Conditional, "理由", "张三", " "}};
    EXPECT_THROW(check_outline(input, statutory, Progress()), InputError) << "no document number";
    input.overrides = {{"no_such_rule", Verdict::Conditional, "理由", "张三", "东自然资〔2026〕1号"}};
    EXPECT_THROW(check_outline(input, statutory, Progress()), InputError);
    input.overrides = {
        {"farmland", Verdict::Conditional, "已列入国家重大项目清单", "张三", "东自然资〔2026〕1号"}};
    const auto decided = check_outline(input, statutory, Progress());
    EXPECT_EQ(decided.verdict, Verdict::Conditional);
    ASSERT_EQ(decided.overrides.size(), 1u);
    EXPECT_EQ(decided.overrides[0].before, Verdict::Conflicts);
    EXPECT_TRUE(decided.results[0].overridden);
    EXPECT_FALSE(decided.overrides[0].capped);
    EXPECT_EQ(decided.headline.zh, "有条件符合：占永久基本农田 0.5000 公顷；含人工认定 1 项");
}

TEST(CheckOutline, AHardRuleIsNeverDecidedAsPlainFits) {
    const auto sources = farmland({{{box(50, 0, 200, 100)}}});
    const std::vector<model::CheckRule> rules{farmland_rule()};
    const std::vector<model::ConstraintLayer> none;
    CheckInput input{.outline = &outline, .rules = &rules, .sources = &sources, .constraints = &none};
    input.overrides = {{"farmland", Verdict::Fits, "已列入清单", "张三", "东自然资〔2026〕1号"}};
    const auto decided = check_outline(input, statutory, Progress());
    EXPECT_EQ(decided.verdict, Verdict::Conditional);
    EXPECT_TRUE(decided.overrides[0].capped);
    EXPECT_EQ(decided.headline.zh.find("符合："), std::string("有条件").size()) << decided.headline.zh;
}

TEST(CheckOutline, PartsDecideForThemselves) {
    model::CheckRule rule = farmland_rule();
    rule.expectation = model::Expectation::Inform;
    rule.if_occupied = Verdict::Fits;
    rule.breakdown_field = "class";
    rule.part_titles = {{"even", {"工业用地", "industry"}}, {"odd", {"住宅", "housing"}}};
    rule.part_rules = {{.values = {"odd"},
                        .verdict = Verdict::Conflicts,
                        .above_share = 0.05,
                        .below = Verdict::Conditional,
                        .title = {"住宅用地", "housing land"},
                        .wording = {"占住宅 {area_ha}。", "housing {area_ha}."}}};
    const auto result = check(outline, farmland({{{box(0, 0, 90, 100)}}, {{box(90, 0, 100, 100)}}}), rule);
    EXPECT_EQ(result.verdict, Verdict::Conflicts);
    ASSERT_EQ(result.part_findings.size(), 1u);
    EXPECT_NEAR(result.part_findings[0].area.m2(), 1000, 0.2);
    EXPECT_NE(result.sentence.zh.find("占住宅 0.1000。"), std::string::npos) << result.sentence.zh;
    EXPECT_EQ(check(outline, farmland({{{box(0, 0, 97, 100)}}, {{box(97, 0, 100, 100)}}}), rule).verdict,
              Verdict::Conditional)
        << "3 % is at most 5 %";
    EXPECT_EQ(check(outline, farmland({{{box(0, 0, 100, 100)}}}), rule).verdict, Verdict::Fits);
    rule.part_titles.erase("even");
    const auto unnamed = check(outline, farmland({{{box(0, 0, 90, 100)}}, {{box(90, 0, 100, 100)}}}), rule);
    EXPECT_EQ(unnamed.verdict, Verdict::Conflicts) << "what is known stays";
    EXPECT_NEAR(unnamed.unchecked.m2(), 9000, 0.5) << "a value nobody named is not checked land";
}

TEST(CheckOutline, PartlyInsideIsWordedAndJudgedApart) {
    model::CheckRule rule = farmland_rule();
    rule.expectation = model::Expectation::Inform;
    rule.if_occupied = Verdict::Fits;
    rule.if_partly = Verdict::Conditional;
    rule.whole_share = 0.99;
    rule.partly = {"仅 {share}", "only {share}"};
    const auto half = check(outline, farmland({{{box(0, 0, 50, 100)}}}), rule);
    EXPECT_EQ(half.verdict, Verdict::Conditional);
    EXPECT_EQ(half.sentence.zh, "仅 50.00%");
    EXPECT_EQ(check(outline, farmland({{{box(0, 0, 100, 100)}}}), rule).verdict, Verdict::Fits);
}

TEST(CheckOutline, LandBeyondTheLayersIsNotCheckedInEveryRow) {
    const std::vector<model::CheckRule> rules{farmland_rule()};
    const std::vector<model::ConstraintLayer> none;
    const auto sources = farmland({{{box(500, 0, 600, 100)}}});
    const geom::MultiPolygon city{{box(0, 0, 60, 100)}};
    const auto checked = check_outline(
        {.outline = &outline, .rules = &rules, .sources = &sources, .constraints = &none, .covered = &city},
        statutory, Progress());
    EXPECT_NEAR(checked.outside_city.m2(), 4000, 0.5);
    EXPECT_EQ(checked.results[0].state, CheckState::NotChecked);
    EXPECT_EQ(model::state_words(checked.results[0], checked.area).zh, "未核查（部分，0.4000 公顷）");
    EXPECT_EQ(checked.verdict, Verdict::Undecided);
    model::CheckRule within = farmland_rule();
    within.expectation = model::Expectation::Within;
    const std::vector<model::CheckRule> inside{within};
    const auto around = farmland({{{box(-10, -10, 60, 110)}}});
    const auto bounded = check_outline(
        {.outline = &outline, .rules = &inside, .sources = &around, .constraints = &none, .covered = &city},
        statutory, Progress());
    EXPECT_EQ(bounded.results[0].state, CheckState::NotChecked)
        << "beyond the layer is not known to be outside";
}

TEST(CheckOutline, RefusesAnOutlineWithoutArea) {
    EXPECT_THROW(check({{geom::Polygon{{{{west, south}, {west + 1, south}, {west, south}, {west, south}}}}}},
                       farmland({})),
                 InputError);
}

TEST(WidestM, IsTheDiameterOfTheLargestCircle) {
    EXPECT_NEAR(widest_m({{box(0, 0, 30, 7)}}), 7, 0.011);
    EXPECT_NEAR(widest_m({{box(0, 0, 3, 1), box(10, 0, 40, 2)}}), 2, 0.011);
    EXPECT_EQ(widest_m({}), 0);
}

}  // namespace
}  // namespace zonewright::compliance
