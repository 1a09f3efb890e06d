#include "suitability/value_curve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/errors.h"

namespace zonewright::suitability {
namespace {

using model::CurveKind;
using model::ValueFunction;

float worth(const ValueFunction& f, float x) {
    return ValueCurve(f, {}, "test")(x);
}

ValueFunction between(CurveKind kind, double low, double high, double shape = 1) {
    ValueFunction f;
    f.kind = kind;
    f.low = low;
    f.high = high;
    f.shape = shape;
    return f;
}

ValueFunction with_knots(CurveKind kind, std::vector<std::pair<double, double>> knots) {
    ValueFunction f;
    f.kind = kind;
    f.knots = std::move(knots);
    return f;
}

TEST(ValueCurve, LinearRisesBetweenItsBoundsAndIsLevelBeyond) {
    const ValueFunction f = between(CurveKind::Linear, 100, 300);
    EXPECT_FLOAT_EQ(worth(f, 50), 0);
    EXPECT_FLOAT_EQ(worth(f, 150), 0.25f);
    EXPECT_FLOAT_EQ(worth(f, 1000), 1);
}

TEST(ValueCurve, FallsWhenTheWorthAtLowIsGreater) {
    ValueFunction f = between(CurveKind::Linear, 500, 8000);
    f.at_low = 1;
    f.at_high = 0;
    EXPECT_FLOAT_EQ(worth(f, 500), 1);
    EXPECT_FLOAT_EQ(worth(f, 4250), 0.5f);
    EXPECT_FLOAT_EQ(worth(f, std::numeric_limits<float>::infinity()), 0)
        << "nothing near takes the far bound";
}

TEST(ValueCurve, PiecewiseGoesThroughItsKnots) {
    const ValueFunction f = with_knots(CurveKind::Piecewise, {{0, 0.9}, {1000, 1}, {5000, 0.5}, {10000, 0}});
    EXPECT_FLOAT_EQ(worth(f, 0), 0.9f);
    EXPECT_FLOAT_EQ(worth(f, 1000), 1);
    EXPECT_FLOAT_EQ(worth(f, 3000), 0.75f);
    EXPECT_NEAR(worth(f, 20000), 0, 1e-6);
}

TEST(ValueCurve, ClassesHoldUpToAndIncludingTheirBound) {
    const ValueFunction f =
        with_knots(CurveKind::Classes, {{3, 1}, {8, 0.75}, {15, 0.4}, {25, 0.1}, {90, 0}});
    EXPECT_FLOAT_EQ(worth(f, 0), 1);
    EXPECT_FLOAT_EQ(worth(f, 3), 1);
    EXPECT_FLOAT_EQ(worth(f, 3.01f), 0.75f);
    EXPECT_FLOAT_EQ(worth(f, 25.5f), 0);
    EXPECT_FLOAT_EQ(worth(f, 1000), 0);
}

TEST(ValueCurve, StepsBeginAtTheirBound) {
    const ValueFunction f = with_knots(CurveKind::Step, {{0, 0.2}, {10, 0.6}, {20, 1}});
    EXPECT_FLOAT_EQ(worth(f, -5), 0.2f);
    EXPECT_FLOAT_EQ(worth(f, 9.9f), 0.2f);
    EXPECT_FLOAT_EQ(worth(f, 10), 0.6f);
    EXPECT_FLOAT_EQ(worth(f, 25), 1);
}

TEST(ValueCurve, TheSmoothOnesMeetTheirBounds) {
    for (const CurveKind kind : {CurveKind::JShape, CurveKind::SShape, CurveKind::Inverse})
        for (const double shape : {0.5, 1.0, 2.0, 3.0, 4.7}) {
            const ValueFunction f = between(kind, 10, 50, shape);
            EXPECT_NEAR(worth(f, 10), 0, 1e-7);
            EXPECT_NEAR(worth(f, 50), 1, 1e-7);
            EXPECT_NEAR(worth(f, 5), 0, 1e-7);
            EXPECT_NEAR(worth(f, 500), 1, 1e-7);
        }
}

TEST(ValueCurve, ShapesBendAsTheySay) {
    EXPECT_FLOAT_EQ(worth(between(CurveKind::JShape, 0, 10, 2), 5), 0.25f);
    EXPECT_FLOAT_EQ(worth(between(CurveKind::JShape, 0, 10, 3), 5), 0.125f);
    EXPECT_NEAR(worth(between(CurveKind::JShape, 0, 10, 2.5), 5), std::pow(0.5, 2.5), 1e-7);
    EXPECT_FLOAT_EQ(worth(between(CurveKind::SShape, 0, 10, 2), 5), 0.5f);
    EXPECT_NEAR(worth(between(CurveKind::SShape, 0, 10, 2), 2), 0.04 / (0.04 + 0.64), 1e-7);
    EXPECT_FLOAT_EQ(worth(between(CurveKind::Inverse, 1, 4), 2), 2.0f / 3);
    EXPECT_FLOAT_EQ(worth(between(CurveKind::Gaussian, 0, 10, 0.5), 10), 1);
    EXPECT_NEAR(worth(between(CurveKind::Gaussian, 0, 10, 0.5), 15), std::exp(-0.5), 1e-7);
    EXPECT_NEAR(worth(between(CurveKind::Gaussian, 0, 10, 0.5), 5), std::exp(-0.5), 1e-7);
}

TEST(ValueCurve, CategoriesTakeTheWorthOfTheirClass) {
    ValueFunction f;
    f.kind = CurveKind::Categorical;
    f.categories = {{"0601", 1}, {"other", 0.4}};
    const ValueCurve curve(f, {"0601", "07", "other"}, "test");
    EXPECT_FLOAT_EQ(curve(0), 1);
    EXPECT_FLOAT_EQ(curve(2), 0.4f);
    EXPECT_TRUE(std::isnan(curve(1))) << "a class without worth is no data";
    EXPECT_TRUE(std::isnan(curve(3)));
}

TEST(ValueCurve, NoDataStaysNoDataForEveryKind) {
    const float nothing = std::numeric_limits<float>::quiet_NaN();
    for (const CurveKind kind :
         {CurveKind::Linear, CurveKind::JShape, CurveKind::SShape, CurveKind::Gaussian, CurveKind::Inverse})
        for (const double shape : {2.0, 2.5})
            EXPECT_TRUE(std::isnan(worth(between(kind, 1, 2, shape), nothing)));
    for (const CurveKind kind : {CurveKind::Piecewise, CurveKind::Step, CurveKind::Classes})
        EXPECT_TRUE(std::isnan(worth(with_knots(kind, {{0, 0}, {1, 1}}), nothing)));
}

TEST(ValueCurve, ARowHasTheWorthsOfItsCells) {
    const ValueFunction f = with_knots(CurveKind::Piecewise, {{10, 0}, {30, 0.3}, {60, 0.9}, {90, 1}});
    const ValueCurve curve(f, {}, "test");
    std::vector<float> cells, worths(1000);
    for (int i = 0; i < 1000; ++i) cells.push_back(static_cast<float>(i) / 9);
    curve.apply(cells, worths);
    for (std::size_t i = 0; i < cells.size(); ++i) EXPECT_EQ(worths[i], curve(cells[i]));
}

TEST(ValueCurve, AddsToTheSameBitsAsOneStepAfterTheOther) {
    const std::vector<std::vector<std::pair<double, double>>> chains{
        {{10, 0.2}, {30, 0.9}},
        {{10, 0}, {30, 0.3}, {60, 0.9}},
        {{10, 0}, {30, 0.3}, {60, 0.9}, {90, 1}},
        {{10, 1}, {20, 0.9}, {30, 0.3}, {60, 0.2}, {90, 0}},
        {{10, 0.4}}};
    std::vector<float> cells;
    for (int i = 0; i < 777; ++i) cells.push_back(static_cast<float>(i) / 7);
    cells[100] = std::numeric_limits<float>::quiet_NaN();
    cells[101] = std::numeric_limits<float>::infinity();
    for (const auto& knots : chains) {
        const ValueCurve curve(with_knots(CurveKind::Piecewise, knots), {}, "test");
        std::vector<float> worths(cells.size()), sums(cells.size(), 0.25f);
        curve.apply(cells, worths);
        curve.add(cells, 0.3f, sums);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (i == 100)
                EXPECT_TRUE(std::isnan(worths[i]) && std::isnan(sums[i]));
            else
                EXPECT_EQ(sums[i], 0.25f + 0.3f * worths[i]) << knots.size() << " knots, cell " << i;
    }
}

TEST(ValueCurve, RefusesFunctionsThatMakeNoSense) {
    EXPECT_THROW(ValueCurve(between(CurveKind::Linear, 5, 5), {}, "c"), InputError);
    EXPECT_THROW(ValueCurve(between(CurveKind::Inverse, 0, 5), {}, "c"), InputError);
    EXPECT_THROW(ValueCurve(with_knots(CurveKind::Piecewise, {{5, 0}, {1, 1}}), {}, "c"), InputError);
    EXPECT_THROW(ValueCurve(with_knots(CurveKind::Step, {{5, 1.5}}), {}, "c"), InputError);
}

}  // namespace
}  // namespace zonewright::suitability
