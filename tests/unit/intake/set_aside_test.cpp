// Parcels with repeated ids and features with one impossible vertex: what is kept, what is set aside and what
// is said about it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gis/crs.h"
#include "intake/parcel_ids.h"
#include "intake/vertex_gate.h"

namespace zonewright::intake {
namespace {

using testing::HasSubstr;

geom::Polygon square(double x, double y, double side = 100) {
    return geom::rectangle({x, y, x + side, y + side});
}

const Tolerances limits{
    .crs_margin_deg = 10, .longest_edge_m = 50000, .region = {{113.52, 22.65, 114.27, 23.15}, 0.3}};

struct Parcels {
    model::FeatureTable table{.name = "parcel", .kind = model::GeometryKind::Polygon, .epsg = 4547};
    std::vector<model::Finding> findings;
    std::vector<model::Repair> repairs;
    Inspection inspection{"parcel · t", geom::StatutoryArea({}), findings, repairs};

    Parcels() {
        table.fields = {{.name = "id"}, {.name = "recorded_area_m2", .type = model::FieldType::Real}};
    }
    Parcels& add(const std::string& id, geom::Geometry geometry, model::Value recorded = {}) {
        table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1,
                                  std::move(geometry),
                                  {id.empty() ? model::Value{} : model::Value{id}, recorded}});
        return *this;
    }
    Parcels& add(const std::string& id) {
        return add(id, geom::MultiPolygon{{square(470000 + 200.0 * double(table.features.size()), 2540000)}});
    }
    std::vector<std::string> column(const char* field) const {
        std::vector<std::string> ids;
        for (const model::Feature& feature : table.features)
            ids.push_back(model::text_of(feature.values[table.field(field)]));
        return ids;
    }
};

TEST(ParcelIds, RepeatedInAnotherFileAreNamedAfterIt) {
    Parcels a, b;
    TakenIds taken;
    a.add("DK0001").add("DK0002");
    b.add("DK0001").add("DK0003").add("DK0001");
    make_ids_unique(a.table, "town_a", taken, a.inspection);
    make_ids_unique(b.table, "town_b", taken, b.inspection);
    EXPECT_THAT(a.column("id"), testing::ElementsAre("DK0001", "DK0002"));
    EXPECT_THAT(b.column("id"), testing::ElementsAre("DK0001@town_b", "DK0003", "DK0001@town_b-2"));
    EXPECT_THAT(b.column("source_id"), testing::ElementsAre("DK0001", "DK0003", "DK0001"));
    EXPECT_TRUE(a.findings.empty());
    ASSERT_EQ(b.findings.size(), 2U);
    EXPECT_EQ(b.findings[0].rule, "parcel_id_repeated");
    EXPECT_EQ(b.findings[0].severity, model::Severity::Warning);
    EXPECT_EQ(b.findings[0].feature, "DK0001");
    EXPECT_THAT(b.findings[0].message.en, HasSubstr("town_a"));
    EXPECT_THAT(b.findings[0].message.en, HasSubstr("DK0001@town_b"));
    EXPECT_NEAR(b.findings[0].area_m2, 10000, 5);
}

TEST(ParcelIds, NeverTakeOneThatTheSourceGivesToAnother) {
    Parcels parcels;
    TakenIds taken;
    parcels.add("1").add("1").add("1@t");
    make_ids_unique(parcels.table, "t", taken, parcels.inspection);
    EXPECT_THAT(parcels.column("id"), testing::ElementsAre("1", "1@t-2", "1@t"));
}

TEST(ParcelIds, OfParcelsWithoutOneAreTheirNumberInTheFile) {
    Parcels parcels;
    TakenIds taken;
    parcels.add("").add("2");
    make_ids_unique(parcels.table, "t", taken, parcels.inspection);
    EXPECT_THAT(parcels.column("id"), testing::ElementsAre("1@t", "2"));
    EXPECT_THAT(parcels.column("source_id"), testing::ElementsAre("", "2"));
    ASSERT_EQ(parcels.findings.size(), 1U);
    EXPECT_EQ(parcels.findings[0].rule, "parcel_without_id");
}

struct GateCase {
    const char* what;
    int epsg;
    double x, y;  ///< where the layer lies
    geom::Point vertex;
    bool bad;
};

TEST(VertexGate, SetsAsideTheFeatureWithTheVertexThatIsNoPlace) {
    const GateCase cases[] = {
        {"nothing in place of a coordinate, 114°", 4547, 470000, 2540000, {0, 0}, true},
        {"nothing, zone 38", 4526, 38470000, 2540000, {0, 0}, true},
        {"a digit lost from the easting", 4526, 38470000, 2540000, {3847050, 2540100}, true},
        {"no easting", 4547, 470000, 2540000, {0, 2540100}, true},
        {"no northing", 4547, 470000, 2540000, {470100, 0}, true},
        {"degrees among metres", 4547, 470000, 2540000, {113.9, 22.9}, true},
        {"a digit too many", 4547, 470000, 2540000, {4701000, 2540100}, true},
        {"no place on earth", 4490, 113.8, 22.9, {113.8, 229.0}, true},
        {"sound", 4547, 470000, 2540000, {470100, 2540100}, false},
        {"far, and in the province", 4547, 700000, 2540000, {760000, 2600000}, false},
    };
    for (const GateCase& given : cases) {
        SCOPED_TRACE(given.what);
        Parcels parcels;
        const double step = given.epsg == 4490 ? 0.001 : 200, side = given.epsg == 4490 ? 0.0005 : 100;
        parcels.add("B1", geom::MultiPolygon{{square(given.x, given.y, side)}});
        parcels.add("B2", geom::MultiPolygon{{square(given.x + step, given.y, side)}});
        geom::Polygon damaged = square(given.x + 2 * step, given.y, side);
        damaged.rings[0][2] = given.vertex;
        parcels.add("B3", geom::MultiPolygon{{damaged}}, 10000.0);
        const VertexGate gate = set_aside_bad_vertices(parcels.table, given.epsg, limits);
        EXPECT_FALSE(gate.all_outside);
        ASSERT_EQ(gate.bad.size(), given.bad ? 1U : 0U);
        if (!given.bad) continue;
        EXPECT_EQ(gate.bad[0].number, 3U);
        EXPECT_EQ(gate.bad[0].at, given.vertex);
        EXPECT_FALSE(std::holds_alternative<std::monostate>(parcels.table.features[0].geometry));
        EXPECT_TRUE(std::holds_alternative<std::monostate>(parcels.table.features[2].geometry));
        report_bad_vertices(gate, parcels.table, "gydk", parcels.inspection);
        ASSERT_EQ(parcels.findings.size(), 1U);
        EXPECT_EQ(parcels.findings[0].feature, "B3");
        EXPECT_THAT(parcels.findings[0].message.en, HasSubstr("layer gydk, feature 3: vertex 3"));
        EXPECT_EQ(parcels.findings[0].area_m2, 10000);
    }
}

TEST(VertexGate, SetsNothingAsideWhereTheWholeLayerLiesElsewhere) {
    Parcels parcels;
    parcels.add("1", geom::MultiPolygon{{square(38470000, 2540000)}});
    parcels.add("2", geom::MultiPolygon{{square(38470200, 2540000)}});
    const VertexGate gate = set_aside_bad_vertices(parcels.table, 4547, limits);  // zone 38 read without its prefix
    EXPECT_TRUE(gate.all_outside);
    EXPECT_TRUE(gate.bad.empty());
}

TEST(VertexGate, KnowsWhereACrsIsUsed) {
    const auto use = gis::area_of_use(4547);
    ASSERT_TRUE(use.has_value());
    EXPECT_TRUE(use->contains({114, 23}));
    EXPECT_FALSE(use->contains({0, 0}));
}

}  // namespace
}  // namespace zonewright::intake
