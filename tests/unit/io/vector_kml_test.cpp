#include "io/vector_kml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    std::size_t moved = 0;
    try {
        separate_rings(kml, "a.kml", moved);
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
        std::size_t moved = 0;
        const std::string divided = separate_rings(kml, "a.kml", moved);
        ASSERT_EQ(moved, extra) << "seed " << seed;
        ASSERT_EQ(times(divided, "<LinearRing"), all) << "seed " << seed;
        ASSERT_EQ(times(divided, "<innerBoundaryIs") + times(divided, "<outerBoundaryIs"), all) << "seed " << seed;
        ASSERT_EQ(times(divided, "</innerBoundaryIs>") + times(divided, "</outerBoundaryIs>"), all) << "seed " << seed;
        ASSERT_EQ(divided == kml, extra == 0) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::io
