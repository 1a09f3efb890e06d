// Links between drawn parcels, with the reason why, and the barrier that keeps others apart.
#include "assembly/link_parcels.h"
#include "support/site_rules.h"

#include <gtest/gtest.h>

namespace zonewright::assembly {
namespace {

model::Parcel parcel(double x0, double y0, double x1, double y1) {
    model::Parcel made;
    made.geometry.parts = {geom::rectangle({x0, y0, x1, y1})};
    return made;
}

Barrier line(const std::string& name, geom::Point a, geom::Point b) {
    return {name, BarrierKind::Cuts, geom::MultiLineString{{{a, b}}}};
}
Barrier area(const std::string& name, BarrierKind kind, geom::Box box) {
    return {name, kind, geom::MultiPolygon{{geom::rectangle(box)}}};
}

model::ParcelGraph linked(const std::vector<model::Parcel>& parcels,
                          const std::vector<Barrier>& barriers = {}) {
    return link_parcels(parcels, barriers, testing_support::plain_site_rules(), 40, Progress());
}

const std::vector<model::Parcel> across_20_m{parcel(0, 0, 100, 100), parcel(120, 0, 220, 100)};

TEST(LinkParcels, SharedEdgeAndRoadHaveTheirReasons) {
    const model::ParcelGraph touching = linked({parcel(0, 0, 100, 100), parcel(100, 30, 200, 130)});
    ASSERT_EQ(touching.links.size(), 1u);
    EXPECT_EQ(touching.links[0].reason, model::LinkReason::SharedEdge);
    EXPECT_NEAR(touching.links[0].frontage_m, 70, 1e-6);
    const model::ParcelGraph road = linked(across_20_m);
    ASSERT_EQ(road.links.size(), 1u);
    EXPECT_EQ(road.links[0].reason, model::LinkReason::AcrossRoad);
    EXPECT_NEAR(road.links[0].gap_m, 20, 1e-6);
}

TEST(LinkParcels, ATooWideRoadAndATooShortFrontageAreBlockedWithTheirName) {
    const model::ParcelGraph wide = linked({parcel(0, 0, 100, 100), parcel(140, 0, 220, 100)});
    EXPECT_TRUE(wide.links.empty());
    ASSERT_EQ(wide.blocked.size(), 1u);
    EXPECT_EQ(wide.blocked[0].barrier, "road_too_wide");
    const model::ParcelGraph narrow = linked({parcel(0, 0, 100, 100), parcel(100, 95, 200, 195)});
    EXPECT_TRUE(narrow.links.empty());
    ASSERT_EQ(narrow.blocked.size(), 1u);
    EXPECT_EQ(narrow.blocked[0].barrier, "frontage_too_short");
}

TEST(LinkParcels, NothingReachesAcrossFarmlandRedlineOrArterial) {
    const std::vector<Barrier> cuts{area("farmland", BarrierKind::Cuts, {105, -50, 115, 150}),
                                    area("ecological_redline", BarrierKind::Cuts, {105, -50, 115, 150}),
                                    line("arterial", {110, -50}, {110, 150})};
    for (const Barrier& cut : cuts) {
        const model::ParcelGraph graph = linked(across_20_m, {cut});
        EXPECT_TRUE(graph.links.empty()) << cut.name;
        ASSERT_EQ(graph.blocked.size(), 1u) << cut.name;
        EXPECT_EQ(graph.blocked[0].barrier, cut.name);
    }
}

TEST(LinkParcels, ALineDrawnOnTheSharedEdgeCuts) {
    const model::ParcelGraph graph = linked({parcel(0, 0, 100, 100), parcel(100, 0, 200, 100)},
                                            {line("expressway", {100, -50}, {100, 150})});
    EXPECT_TRUE(graph.links.empty());
    ASSERT_EQ(graph.blocked.size(), 1u);
    EXPECT_EQ(graph.blocked[0].barrier, "expressway");
}

TEST(LinkParcels, ACanalMayBeCrossedAndIsNamed) {
    const model::ParcelGraph graph =
        linked(across_20_m, {area("water", BarrierKind::Crossable, {102, -50, 118, 150})});
    ASSERT_EQ(graph.links.size(), 1u);
    EXPECT_EQ(graph.links[0].reason, model::LinkReason::AcrossWater);
}

}  // namespace
}  // namespace zonewright::assembly
