// What the pictures must say; how they look is looked at.
#include "report/charts.h"

#include <gtest/gtest.h>

namespace zonewright::report {
namespace {

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

Area mu(double value) {
    return Area::from_m2(value * 2000 / 3);
}

TEST(WaterfallPicture, HasABarForEveryStepAndItsFigure) {
    const std::string svg = waterfall_svg(
        "全市",
        {{"毛面积", mu(1000), true, ""}, {"永久基本农田", mu(300), true, ""}, {"净供应", mu(700), true, ""}},
        Language::Zh);
    EXPECT_EQ(count(svg, "<rect"), 4);  // and the paper
    EXPECT_NE(svg.find("−300"), std::string::npos);
    EXPECT_NE(svg.find(">700<"), std::string::npos);
}

TEST(WaterfallPicture, ShowsAStepThatWasNotCheckedAsAnOpenBox) {
    const std::vector<WaterfallBar> bars{{"毛面积", mu(10), true, ""},
                                         {"生态红线", mu(0), false, {"没有数据", "no data"}},
                                         {"净供应", mu(10), true, ""}};
    const std::string svg = waterfall_svg("全市", bars, Language::Zh);
    EXPECT_NE(svg.find("未核查"), std::string::npos);
    EXPECT_NE(svg.find("没有数据"), std::string::npos);
    EXPECT_EQ(svg.find("−0"), std::string::npos);
    const std::string english = waterfall_svg("全市", bars, Language::En);
    EXPECT_NE(english.find("not checked"), std::string::npos);
    EXPECT_NE(english.find("no data"), std::string::npos);
}

TEST(WaterfallPicture, EscapesNames) {
    const std::string svg =
        waterfall_svg("<script>&\"", {{"a<b", mu(1), true, ""}, {"net", mu(1), true, ""}}, Language::En);
    EXPECT_EQ(svg.find("<script>"), std::string::npos);
    EXPECT_NE(svg.find("a&lt;b"), std::string::npos);
}

TEST(SupplyCurvePicture, DrawsTheBandOfTheRangeAndTheCentralLine) {
    model::SupplyCurve curve;
    curve.points = {{model::ParcelId(0), mu(100), mu(100), {90, 100, 120}},
                    {model::ParcelId(1), mu(50), mu(150), {190, 200, 260}}};
    EXPECT_EQ(count(supply_curve_svg("新能源", curve, Language::Zh), "<path"), 2);
}

TEST(SupplyCurvePicture, OfNoLandSaysSo) {
    EXPECT_NE(supply_curve_svg("新能源", {}, Language::Zh).find("没有达到"), std::string::npos);
}

}  // namespace
}  // namespace zonewright::report
