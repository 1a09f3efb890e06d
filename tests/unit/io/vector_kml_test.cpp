#include "io/vector_kml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/errors.h"
#include "base/random.h"

namespace zonewright::io {
namespace {

std::string rings(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "<LinearRing><coordinates>1,1</coordinates></LinearRing>";
    return text;
}

std::size_t times(const std::string& text, const std::string& word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
    return count;
}

TEST(KmlRings, SeveralInOneOuterBoundaryAreRefusedByPlaceMark) {
    const std::string kml = "<Placemark><name>K7</name><Polygon><outerBoundaryIs>" + rings(2) + "</outerBoundaryIs>";
    try {
        mended_kml(kml, "a.kml");
        FAIL();
    } catch (const InputError& error) {
        EXPECT_THAT(error.message().en, testing::HasSubstr("K7"));
    }
}

/// Every ring has a boundary of its own and none is lost; a proper file keeps its bytes.
TEST(KmlRings, EveryRingGetsABoundaryOfItsOwn) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        std::string kml = "<kml>";
        std::size_t all = 0, extra = 0;
        for (std::size_t polygon = random.below(4); polygon-- > 0;) {
            kml += "<Placemark><name>K</name><Polygon><outerBoundaryIs>" + rings(1) + "</outerBoundaryIs>";
            ++all;
            for (std::size_t boundary = random.below(3); boundary-- > 0;) {
                const std::size_t count = 1 + random.below(3);
                kml += "<innerBoundaryIs>" + rings(count) + "</innerBoundaryIs>";
                all += count, extra += count - 1;
            }
            kml += "</Polygon></Placemark>";
        }
        kml += "</kml>";
        const KmlMending mending = mended_kml(kml, "a.kml");
        const std::string& divided = mending.text;
        ASSERT_EQ(mending.holes, extra) << "seed " << seed;
        ASSERT_EQ(times(divided, "<LinearRing"), all) << "seed " << seed;
        ASSERT_EQ(times(divided, "<innerBoundaryIs") + times(divided, "<outerBoundaryIs"), all) << "seed " << seed;
        ASSERT_EQ(times(divided, "</innerBoundaryIs>") + times(divided, "</outerBoundaryIs>"), all) << "seed " << seed;
        ASSERT_EQ(divided == kml, extra == 0) << "seed " << seed;
    }
}

std::string coordinates(Random& random, bool sound) {
    static const std::vector<std::string> good{"113.7,23", "113.7,23,0", "113.7, 23, 0", "+113.7,-2e1"};
    static const std::vector<std::string> bad{"113.7", "113.7,", "113.7;23", "113,7,23,1", "113.7,2E3x", "经度,纬度", ",23"};
    std::string text = "<coordinates> ";
    const std::size_t count = 3 + random.below(4), at = random.below(count);
    for (std::size_t i = 0; i < count; ++i)
        text += (!sound && i == at ? bad[random.below(bad.size())] : good[random.below(good.size())]) + "\n";
    return text + "</coordinates>";
}

/// Every geometry of a place mark is in one MultiGeometry at most, with the prefix of the file; a place mark with a
/// coordinate that is none keeps none, and its name is told; comments and CDATA are no tags.
TEST(KmlMarks, KeepEveryGeometryOrAreEmptiedWhole) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        const std::string p = random.below(2) == 0 ? "" : "kml:";
        std::string kml = "<" + p + "kml><!-- <Placemark><Point> -->";
        std::size_t broken = 0, several = 0, all = 0;
        const std::size_t marks = 1 + random.below(4);
        for (std::size_t mark = 0; mark < marks; ++mark) {
            const bool sound = random.below(3) > 0;
            const std::size_t count = 1 + random.below(3), bad = random.below(count);
            kml += fmt::format("<{0}Placemark><{0}name>M{1}</{0}name><![CDATA[<{0}Point>]]>", p, mark);
            for (std::size_t i = 0; i < count; ++i)
                kml += fmt::format("<{0}Polygon><{0}outerBoundaryIs><{0}LinearRing>{1}</{0}LinearRing></{0}outerBoundaryIs></{0}Polygon>\n",
                                   p, coordinates(random, sound || i != bad));
            kml += "</" + p + "Placemark>";
            broken += !sound, several += count > 1, all += count;
        }
        const KmlMending mending = mended_kml(kml, "a.kml");
        ASSERT_EQ(mending.emptied.size(), broken) << "seed " << seed << kml;
        ASSERT_EQ(mending.gathered, several) << "seed " << seed;
        ASSERT_EQ(times(mending.text, "<" + p + "MultiGeometry>"), several) << "seed " << seed;
        ASSERT_EQ(times(mending.text, "</" + p + "MultiGeometry>"), several) << "seed " << seed;
        ASSERT_EQ(times(mending.text, "<" + p + "Polygon>"), all) << "seed " << seed;
        ASSERT_EQ(mending.changed(), mending.text != kml) << "seed " << seed;
    }
}

TEST(KmlMarks, ThatAreHiddenOrElsewhereAreCounted) {
    const KmlMending mending = mended_kml(
        "<Document><Folder><visibility>0</visibility><Placemark/><Placemark></Placemark></Folder><Placemark>"
        "<visibility>0</visibility></Placemark><Placemark></Placemark><NetworkLink></NetworkLink></Document>",
        "a.kml");
    EXPECT_EQ(mending.hidden, 2U);
    EXPECT_EQ(mending.links, 1U);
}

TEST(KmlMarks, OfSeveralShellsAreRefused) {
    const std::string shell = "<outerBoundaryIs>" + rings(1) + "</outerBoundaryIs>";
    EXPECT_THROW(mended_kml("<Placemark><Polygon>" + shell + shell + "</Polygon></Placemark>", "a.kml"), InputError);
    EXPECT_THROW(mended_kml("<k:Placemark><k:Polygon><k:outerBoundaryIs><k:LinearRing/><k:LinearRing/>", "a.kml"), InputError);
}

}  // namespace
}  // namespace zonewright::io
