// Random parcels under random constraints: everything closes, whatever overlaps whatever.
#include <gtest/gtest.h>

#include <cmath>

#include "../unit/supply/supply_land.h"
#include "base/parallel.h"
#include "base/random.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"
#include "supply/net_supply.h"

namespace zonewright::supply {
namespace {

using model::ConstraintKind;

geom::MultiPolygon blob(Random& random, double radius) {
    const double x = random.between(0, 600), y = random.between(0, 600);
    geom::Ring ring;
    const int corners = 5 + static_cast<int>(random.below(12));
    for (int i = 0; i < corners; ++i) {
        const double angle = 6.283185307179586 * (i + 0.7 * random.unit()) / corners;
        const double r = radius * random.between(0.5, 1);
        // Snapped to 10 m now and then, so that boundaries coincide.
        const double step = random.below(3) == 0 ? 10 : 0.001;
        ring.push_back({e0 + std::round((x + r * std::cos(angle)) / step) * step,
                        n0 + std::round((y + r * std::sin(angle)) / step) * step});
    }
    ring.push_back(ring.front());
    return gis::make_valid({{{{ring}}}});
}

std::vector<geom::MultiPolygon> blobs(Random& random, int count, double radius) {
    std::vector<geom::MultiPolygon> land;
    for (int i = 0; i < count; ++i) land.push_back(blob(random, radius));
    return land;
}

struct Land {
    std::vector<model::Parcel> parcels;
    std::vector<model::ConstraintLayer> layers;
};

Land random_land(std::uint64_t seed) {
    Random random(seed);
    Land land;
    for (int i = 0; i < 25; ++i) {
        auto geometry = blob(random, 80);
        if (geometry.empty()) continue;
        land.parcels.push_back(parcel("p" + std::to_string(i), std::move(geometry),
                                      "44190010" + std::to_string(random.below(4))));
        if (random.below(2) == 0) land.parcels.back().recorded_area_m2 = random.between(1, 20000);
    }
    land.layers = {layer("farmland", ConstraintKind::Inside, blobs(random, 6, 60)),
                   layer("redline", ConstraintKind::Inside, blobs(random, 3, 120)),
                   layer("growth", ConstraintKind::Outside, blobs(random, 3, 400)),
                   layer("fragment", ConstraintKind::Fragment, {})};
    land.layers[3].rule.width_m = 15;
    return land;
}

model::SupplyStatement state(const Land& land, StatementOptions options,
                             const Progress& progress = Progress()) {
    return state_net_supply(land.parcels, land.layers, plain_rules(), statutory(), options, progress);
}

TEST(NetSupply, ClosesAtEveryLevel) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed)
        for (bool scaled : {false, true})
            EXPECT_NO_THROW(state(random_land(seed), {2026, scaled, false}))
                << "seed " << seed;  // checks itself
}

TEST(NetSupply, NeverTakesMoreThanTheConstraintHoldsAndLeavesWhatNoneHolds) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Land land = random_land(seed);
        land.layers.pop_back();  // fragments are not a question of overlay
        const auto statement = state(land, {2026, false, true});
        double net_m2 = 0, planar_m2 = 0;
        for (const auto& supply : statement.parcels) net_m2 += supply.net.m2();
        std::vector<geom::MultiPolygon> all;
        for (const auto& p : land.parcels) all.push_back(p.geometry);
        auto rest = gis::union_of(all);
        rest = gis::difference(rest, gis::union_of(land.layers[0].polygons));
        rest = gis::difference(rest, gis::union_of(land.layers[1].polygons));
        rest = gis::intersection(rest, gis::union_of(land.layers[2].polygons));
        planar_m2 = geom::planar_area(rest);
        EXPECT_NEAR(net_m2, planar_m2, 0.02 * static_cast<double>(land.parcels.size())) << "seed " << seed;
    }
}

TEST(NetSupply, IsTheSameWithAnyNumberOfThreads) {
    const Land land = random_land(7);
    const auto one = state(land, {2026, false, true}, Progress(nullptr, {}, 1));
    const auto four = state(land, {2026, false, true}, Progress(nullptr, {}, 4));
    ASSERT_EQ(one.rows.size(), four.rows.size());
    for (std::size_t i = 0; i < one.rows.size(); ++i) EXPECT_EQ(one.rows[i].area, four.rows[i].area);
    EXPECT_EQ(one.net_land, four.net_land);
    EXPECT_EQ(one.findings.size(), four.findings.size());
}

TEST(NetSupply, DoesNotDependOnTheOrderOfTheParcels) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Land land = random_land(seed);
        const auto forward = state(land, {2026, false, false});
        std::reverse(land.parcels.begin(), land.parcels.end());
        const auto backward = state(land, {2026, false, false});
        for (std::size_t i = 0; i < land.parcels.size(); ++i)
            EXPECT_NEAR(forward.parcels[i].net.m2(), backward.parcels[land.parcels.size() - 1 - i].net.m2(),
                        0.02)
                << "seed " << seed;
    }
}

TEST(NetSupply, OnlyShrinksWhenAConstraintGrows) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Land land = random_land(seed);
        land.layers.pop_back();
        const auto before = state(land, {2026, false, false});
        Random random(seed + 1000);
        land.layers[1].polygons.push_back(blob(random, 100));
        const auto after = state(land, {2026, false, false});
        for (std::size_t i = 0; i < land.parcels.size(); ++i)
            EXPECT_LE(after.parcels[i].net.m2(), before.parcels[i].net.m2() + 0.02) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::supply
