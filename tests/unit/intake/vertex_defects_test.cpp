#include "intake/vertex_defects.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "geom/planar_area.h"

namespace zonewright::intake {
namespace {

constexpr VertexRule vertex_rule{
    .duplicate_m = 1e-4, .spike_angle_deg = 10, .spike_width_m = 0.5, .spike_tip_m = 0.01};

geom::MultiPolygon polygon(geom::Ring ring) {
    ring.push_back(ring.front());
    return {{{{ring}}}};
}

const geom::MultiPolygon plain_square = polygon({{0, 0}, {0, 100}, {100, 100}, {100, 0}});

TEST(VertexDefects, ASoundPolygonHasNoneAndKeepsItsBits) {
    const VertexDefects found = find_vertex_defects(plain_square, vertex_rule);
    EXPECT_EQ(found.duplicates + found.spikes, 0u);
    EXPECT_EQ(without_spikes(plain_square, vertex_rule), plain_square);
    EXPECT_EQ(without_duplicates(plain_square, vertex_rule), plain_square);
}

TEST(VertexDefects, CountsEveryPointThatRepeatsTheOneBefore) {
    const auto shape = polygon({{0, 0}, {0, 100}, {0, 100}, {0, 100.00005}, {100, 100}, {100, 0}});
    EXPECT_EQ(find_vertex_defects(shape, vertex_rule).duplicates, 2u);
    EXPECT_EQ(find_vertex_defects(shape, vertex_rule).first_duplicate, (geom::Point{0, 100}));
    EXPECT_EQ(without_duplicates(shape, vertex_rule), plain_square);
}

//  A needle of 40 m, 0.2 m wide at its foot, stands on the upper edge:
//      (50,140)
//        /|
//  (49.9,100)(50.1,100)
TEST(VertexDefects, ANeedleIsASpike) {
    const auto shape = polygon({{0, 0}, {0, 100}, {49.9, 100}, {50, 140}, {50.1, 100}, {100, 100}, {100, 0}});
    const VertexDefects found = find_vertex_defects(shape, vertex_rule);
    EXPECT_EQ(found.spikes, 1u);
    EXPECT_EQ(found.first_spike, (geom::Point{50, 140}));
    EXPECT_NEAR(found.longest_spike_m, 40, 0.01);
    const geom::MultiPolygon repaired = without_spikes(shape, vertex_rule);
    EXPECT_NEAR(geom::planar_area(repaired), 10000, 1e-9);
    EXPECT_EQ(find_vertex_defects(repaired, vertex_rule).spikes, 0u);
}

//  The same with a tip of two vertices 4 mm apart, wherever the ring begins; 4 cm apart is a pillar, not a
//  tip.
TEST(VertexDefects, ABluntNeedleIsOneSpikeWhereverTheRingBegins) {
    geom::Ring ring{{0, 0},      {0, 100},   {49.9, 100}, {49.998, 140}, {50.002, 140.001},
                    {50.1, 100}, {100, 100}, {100, 0}};
    for (std::size_t turn = 0; turn < ring.size(); ++turn) {
        const VertexDefects found = find_vertex_defects(polygon(ring), vertex_rule);
        EXPECT_EQ(found.spikes, 1u) << turn;
        EXPECT_NEAR(found.longest_spike_m, 40, 0.01) << turn;
        EXPECT_NEAR(found.first_spike.x, 50, 1e-9) << turn;
        const geom::MultiPolygon repaired = without_spikes(polygon(ring), vertex_rule);
        EXPECT_NEAR(geom::planar_area(repaired), 10000, 1e-9) << turn;
        EXPECT_EQ(repaired.parts[0].rings[0].size(), 7u) << turn << ": the two of the tip are gone, no other";
        std::rotate(ring.begin(), ring.begin() + 1, ring.end());
    }
    ring[3].x -= 0.04;
    EXPECT_EQ(find_vertex_defects(polygon(ring), vertex_rule).spikes, 0u);
}

TEST(VertexDefects, ACutCornerAndAThinStripAreNoBluntSpikes) {
    const auto cut = polygon({{0, 0}, {0, 99.996}, {0.004, 100}, {100, 100}, {100, 0}});
    EXPECT_EQ(find_vertex_defects(cut, vertex_rule).spikes, 0u);
    const auto strip = polygon({{0, 0}, {0, 100}, {0.005, 100}, {0.005, 0}});
    EXPECT_EQ(find_vertex_defects(strip, vertex_rule).spikes, 0u) << "a sliver, and nothing would be left of it";
    EXPECT_EQ(without_spikes(strip, vertex_rule), strip);
}

TEST(VertexDefects, ARingWithoutSpikesKeepsItsDuplicatesWhenAnotherHasOne) {
    geom::MultiPolygon shape =
        polygon({{0, 0}, {0, 100}, {49.9, 100}, {50, 140}, {50.1, 100}, {100, 100}, {100, 0}});
    const geom::Ring hole{{20, 20}, {40, 20}, {40, 20}, {40, 40}, {20, 20}};
    shape.parts[0].rings.push_back(hole);
    EXPECT_EQ(without_spikes(shape, vertex_rule).parts[0].rings[1], hole);
}

TEST(VertexDefects, ANotchIsASpikeTooAndOneOfNoWidth) {
    const auto notch = polygon({{0, 0}, {0, 100}, {49.9, 100}, {50, 60}, {50.1, 100}, {100, 100}, {100, 0}});
    EXPECT_EQ(find_vertex_defects(notch, vertex_rule).spikes, 1u);
    const auto line = polygon({{0, 0}, {0, 100}, {50, 100}, {50, 140}, {50, 100}, {100, 100}, {100, 0}});
    EXPECT_EQ(find_vertex_defects(line, vertex_rule).spikes, 1u);
    EXPECT_EQ(without_spikes(line, vertex_rule), polygon({{0, 0}, {0, 100}, {50, 100}, {100, 100}, {100, 0}}));
}

TEST(VertexDefects, APointedWedgeIsNone) {
    // 5 m at its foot and 200 m long: 1.4° at the tip, and as wide as a road
    EXPECT_EQ(find_vertex_defects(polygon({{0, 0}, {0, 5}, {200, 2.5}, {100, 0}}), vertex_rule).spikes, 0u);
}

TEST(VertexDefects, ASpikeAtTheFirstPointIsFoundAndGone) {
    const auto shape = polygon({{50, 140}, {50.1, 100}, {100, 100}, {100, 0}, {0, 0}, {0, 100}, {49.9, 100}});
    EXPECT_EQ(find_vertex_defects(shape, vertex_rule).spikes, 1u);
    EXPECT_NEAR(geom::planar_area(without_spikes(shape, vertex_rule)), 10000, 1e-9);
}

TEST(VertexDefects, ATriangleIsNeverTakenApart) {
    const auto needle = polygon({{0, 0}, {100, 0.1}, {100, 0}});
    EXPECT_EQ(find_vertex_defects(needle, vertex_rule).spikes, 0u);
    EXPECT_EQ(without_spikes(needle, vertex_rule), needle);
}

TEST(VertexDefects, SpikesOnSpikesGoTogether) {
    // there and back along the same line in three steps
    const auto shape = polygon(
        {{0, 0}, {0, 100}, {50, 100}, {50, 120}, {50, 140}, {50, 120}, {50, 100}, {100, 100}, {100, 0}});
    EXPECT_EQ(find_vertex_defects(without_spikes(shape, vertex_rule), vertex_rule).spikes, 0u);
    EXPECT_NEAR(geom::perimeter(without_spikes(shape, vertex_rule)), 400, 1e-9);
}

}  // namespace
}  // namespace zonewright::intake
