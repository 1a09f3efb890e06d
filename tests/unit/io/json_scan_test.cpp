#include "io/json_scan.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

#include "base/random.h"

namespace zonewright::io {
namespace {

JsonFaults scanned(const std::string& text, std::size_t piece = 1000, bool lines = false) {
    JsonScan scan(lines);
    for (std::size_t at = 0; at < text.size(); at += piece) scan.take(std::string_view(text).substr(at, piece));
    return scan.faults();
}

std::string feature(const std::string& name, const std::string& coordinates) {
    return R"({"type":"Feature","properties":{"DKBH":")" + name + R"("},"geometry":{"type":"Polygon","coordinates":)" + coordinates + "}}";
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

/// Faults put into features of a collection are found where they were put, whatever the pieces it comes in.
TEST(JsonScan, FindsTheFeatureOfEveryFault) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        std::string features;
        std::vector<std::size_t> bad;
        const std::size_t count = 1 + random.below(6);
        for (std::size_t i = 1; i <= count; ++i) {
            static const std::vector<std::string> sound{"[[[1,2],[3,4.5e1],[-5,6],[1,2]]]", "[ [[1,2,3],[3,4,3],[5,6,3]] ]", "[]"},
                broken{R"([[[1,2],["3",4]]])", "[[[1,2],[3]]]", "[[[1,2],null]]", "[[[1,2],[[3,4],5]]]", R"("1,2")", "[[[1,{}]]]"};
            const bool fault = random.below(3) == 0;
            const auto& choice = fault ? broken : sound;
            features += (i > 1 ? "," : "") + feature(fmt::format("D{}", i), choice[random.below(choice.size())]);
            if (fault) bad.push_back(i);
        }
        const JsonFaults found = scanned(collection(features), 1 + random.below(40));
        ASSERT_EQ(found.coordinates.size(), bad.size());
        for (std::size_t i = 0; i < bad.size(); ++i) {
            EXPECT_EQ(found.coordinates[i].feature, bad[i]);
            EXPECT_EQ(found.coordinates[i].name, fmt::format("DKBH=D{}", bad[i]));
            EXPECT_GT(found.coordinates[i].geometry.end, found.coordinates[i].geometry.begin);
        }
        EXPECT_TRUE(found.repeated.empty());
    }
}

TEST(JsonScan, TheSpanIsThatOfTheGeometry) {
    const std::string text = collection(feature("a", R"([[["1",2]]])"));
    const JsonFaults found = scanned(text, 3);
    ASSERT_EQ(found.coordinates.size(), 1);
    const JsonSpan span = found.coordinates.front().geometry;
    EXPECT_EQ(text.substr(span.begin, span.end - span.begin), R"({"type":"Polygon","coordinates":[[["1",2]]]})");
    EXPECT_EQ(found.coordinates.front().written, R"("1")");
}

TEST(JsonScan, AShapeWithoutCoordinatesIsOne) {
    for (const std::string geometry : {R"({"type":"Polygon"})", R"({"type":"Polygon","coordinates":null})", "{}"})
        EXPECT_EQ(scanned(collection(R"({"type":"Feature","properties":{},"geometry":)" + geometry + "}")).coordinates.size(), 1);
    EXPECT_TRUE(scanned(collection(R"({"type":"Feature","properties":{},"geometry":null})")).coordinates.empty());
    EXPECT_TRUE(scanned(collection(R"({"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[]}})")).coordinates.empty());
}

TEST(JsonScan, TellsWhichKeysStandTwice) {
    const JsonFaults found = scanned(collection(R"({"type":"Feature","properties":{"a":1,"b":{"c":1,"c":2},"a":2},"geometry":null})"));
    ASSERT_EQ(found.repeated.size(), 1);
    EXPECT_EQ(found.repeated.front().key, "a");
    EXPECT_TRUE(found.repeated.front().property);
    EXPECT_EQ(found.repeated.front().feature, 1);
    EXPECT_EQ(scanned(R"({"features":[],"features":[]})").repeated.front().feature, 0);
}

TEST(JsonScan, FeaturesOfLinesAreCounted) {
    const std::string text = feature("a", "[[[1,2]]]") + "\n" + feature("b", R"([[["1",2]]])") + "\n";
    EXPECT_EQ(scanned(text, 5, true).coordinates.front().feature, 2);
}

/// What is no JSON is for its reader to refuse.
TEST(JsonScan, EndsOnAnything) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        std::string text;
        for (std::size_t i = 0; i < 200; ++i) text += std::string_view("{}[]\":,\\1a \n")[random.below(12)];
        scanned(text, 1 + random.below(30));
    }
}

}  // namespace
}  // namespace zonewright::io
