#include "intake/map_datum.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "geom/planar_area.h"
#include "gis/crs.h"

namespace zonewright::intake {
namespace {

const gis::Transformation& plane() {
    static const gis::Transformation transformation(4490, 4547);
    return transformation;
}

TEST(MapDatum, ShiftsDongguanByHalfAKilometre) {
    for (const geom::Point p :
         {geom::Point{113.52, 22.65}, geom::Point{113.75, 23.0}, geom::Point{114.27, 23.15}}) {
        const geom::Point plain = plane()(p), shifted = plane()(to_map_datum(p, MapDatum::Gcj02));
        EXPECT_GT(shifted.x - plain.x, 495);
        EXPECT_LT(shifted.x - plain.x, 535);
        EXPECT_LT(shifted.y - plain.y, -285);
        EXPECT_GT(shifted.y - plain.y, -330);
    }
}

TEST(MapDatum, InverseIsBelowAMillimetre) {
    Random random(20260301);
    for (int i = 0; i < 2000; ++i) {
        const geom::Point p{random.between(73.5, 135), random.between(18, 53.5)};
        for (const MapDatum datum : {MapDatum::Gcj02, MapDatum::Bd09}) {
            const geom::Point back = from_map_datum(to_map_datum(p, datum), datum);
            EXPECT_LT(std::hypot(back.x - p.x, back.y - p.y) * 111320, 1e-3)
                << to_string(datum) << " at " << p.x << " " << p.y;
        }
    }
}

model::FeatureTable ragged_outline(std::uint64_t seed) {
    Random random(seed);
    geom::Ring ring;
    for (int i = 0; i < 720; ++i) {
        const double angle = i * 3.14159265358979 / 360,
                     radius = 20000 + 3000 * std::sin(7 * angle) + 200 * random.normal();
        ring.push_back({474000 + radius * std::cos(angle), 2544000 + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    model::FeatureTable table{.name = "place", .epsg = 4547};
    table.features.push_back({1, geom::MultiPolygon{{{{ring}}}}, {}});
    return table;
}

void shift(model::FeatureTable& table, MapDatum datum) {
    const gis::Transformation to_degrees(4547, 4490);
    for (geom::Point& p : std::get<geom::MultiPolygon>(table.features[0].geometry).parts[0].rings[0])
        p = plane()(to_map_datum(to_degrees(p), datum));
}

TEST(MapDatum, IsToldByComparingOutlines) {
    const model::FeatureTable control = ragged_outline(7);
    for (const MapDatum datum : {MapDatum::Plain, MapDatum::Gcj02, MapDatum::Bd09}) {
        model::FeatureTable layer = control;
        shift(layer, datum);
        const DatumEvidence evidence = compare_datums(layer, control);
        EXPECT_EQ(evidence.found, datum);
        EXPECT_TRUE(evidence.certain);
        EXPECT_LT(evidence.spread_m, 0.01);
        take_from_map_datum(layer, datum);
        EXPECT_NEAR(geom::planar_area(std::get<geom::MultiPolygon>(layer.features[0].geometry)),
                    geom::planar_area(std::get<geom::MultiPolygon>(control.features[0].geometry)), 1.0);
    }
}

TEST(MapDatum, SaysNothingOfLayersThatHaveOtherOutlines) {
    model::FeatureTable parcels{.name = "parcel", .epsg = 4547};
    Random random(11);
    for (int i = 0; i < 200; ++i) {
        const double x = 474000 + random.between(-12000, 12000), y = 2544000 + random.between(-12000, 12000);
        parcels.features.push_back({i, geom::MultiPolygon{{geom::rectangle({x, y, x + 90, y + 60})}}, {}});
    }
    EXPECT_FALSE(compare_datums(parcels, ragged_outline(7)).certain);
    EXPECT_FALSE(compare_datums(parcels, {.epsg = 4547}).certain) << "no control layer";
}

}  // namespace
}  // namespace zonewright::intake
