// A factory that must fit: the site found holds it by its exact outline, and one too large is a shortfall.
#include <gtest/gtest.h>

#include "assembly/find_sites.h"
#include "assembly/link_parcels.h"
#include "geom/largest_rectangle.h"
#include "geom/minimum_width.h"
#include "support/site_rules.h"

namespace zonewright::assembly {
namespace {

/// Four squares of 1 ha: 0 1 2 in a row, 3 above 1. Parcel 3 is the cheapest beside 1.
SitesResult sites_with_footprint(double long_m, double short_m) {
    std::vector<model::Parcel> parcels;
    std::vector<model::ParcelSupply> supply;
    for (const geom::Point corner : {geom::Point{0, 0}, {100, 0}, {200, 0}, {100, 100}}) {
        model::Parcel parcel;
        parcel.id = "p" + std::to_string(parcels.size());
        parcel.geometry.parts = {geom::rectangle({corner.x, corner.y, corner.x + 100, corner.y + 100})};
        model::ParcelSupply net;
        net.parcel = model::ParcelId(parcels.size());
        net.net = Area::from_m2(10000);
        parcels.push_back(parcel);
        supply.push_back(net);
    }
    const std::vector<double> cost{500, 500, 500, 100};
    const std::vector<std::vector<double>> scores{{1, 1, 1, 1}};
    model::SiteRules rules = testing_support::plain_site_rules();
    rules.shape = 0.2;
    rules.footprint_long_m = long_m;
    rules.footprint_short_m = short_m;
    const model::ParcelGraph graph = link_parcels(parcels, {}, rules, 40, Progress());
    ClusterDemand demand{model::ClusterId(std::size_t{0}), {}, {}};
    demand.demand.cluster = "c";
    demand.demand.minimum_site_m2 = 30000;
    demand.demand.site_count = 1;
    return find_sites({.parcels = parcels,
                       .supply = supply,
                       .cost_yuan_per_m2 = cost,
                       .scores = scores,
                       .demand = std::span(&demand, 1),
                       .graph = &graph,
                       .rules = rules},
                      {}, Progress());
}

TEST(Footprint, OfThreeSquaresInARowTakesTheRowAlthoughItIsDearer) {
    const SitesResult free = sites_with_footprint(150, 90), row = sites_with_footprint(280, 90);
    ASSERT_EQ(free.sites.size(), 1u);
    EXPECT_NEAR(free.sites[0].cost_yuan, 11e6, 1);
    ASSERT_EQ(row.sites.size(), 1u);
    EXPECT_NEAR(row.sites[0].cost_yuan, 15e6, 1);
    EXPECT_TRUE(geom::place_for(row.sites[0].geometry, 280, 90));
    EXPECT_GE(row.sites[0].rectangle.long_m, 280);
}

/// Two squares of 1 ha (or strips of another height) with a road of 20 m between them, and a third that shares an edge with the
/// second.
SitesResult across_a_road(double long_m, double short_m, double height_m = 100, double width_m = 0) {
    std::vector<model::Parcel> parcels;
    std::vector<model::ParcelSupply> supply;
    for (const double west : {0.0, 120.0, 220.0}) {
        model::Parcel parcel;
        parcel.id = "p" + std::to_string(parcels.size());
        parcel.geometry.parts = {geom::rectangle({west, 0, west + 100, height_m})};
        model::ParcelSupply net;
        net.parcel = model::ParcelId(parcels.size());
        net.net = Area::from_m2(10000);
        parcels.push_back(parcel);
        supply.push_back(net);
    }
    const std::vector<double> cost{500, 500, 500};
    const std::vector<std::vector<double>> scores{{1, 1, 1}};
    model::SiteRules rules = testing_support::plain_site_rules();
    rules.shape = 0.2;
    rules.footprint_long_m = long_m;
    rules.footprint_short_m = short_m;
    rules.minimum_width_m = width_m;
    const model::ParcelGraph graph = link_parcels(parcels, {}, rules, 40, Progress());
    ClusterDemand demand{model::ClusterId(std::size_t{0}), {}, {}};
    demand.demand.cluster = "c";
    demand.demand.minimum_site_m2 = 30000;
    demand.demand.site_count = 1;
    return find_sites({.parcels = parcels,
                       .supply = supply,
                       .cost_yuan_per_m2 = cost,
                       .scores = scores,
                       .demand = std::span(&demand, 1),
                       .graph = &graph,
                       .rules = rules},
                      {}, Progress());
}

TEST(Footprint, TheRectangleLiesInOneBlockAndNotAcrossTheRoad) {
    const SitesResult found = across_a_road(0, 0);
    ASSERT_EQ(found.sites.size(), 1u);
    const model::Site& site = found.sites[0];
    ASSERT_EQ(site.parcels.size(), 3u) << "the road does not keep the site apart";
    EXPECT_EQ(site.geometry.parts.size(), 1u);
    EXPECT_GE(geom::largest_rectangle(site.geometry).long_m, 300) << "the outline alone would hold a longer one";
    EXPECT_LE(site.rectangle.long_m, 200.2);
    EXPECT_GE(site.rectangle.long_m, 190);
    for (const geom::Point corner : site.rectangle.corners()) EXPECT_GE(corner.x, 119.9);
}

TEST(Footprint, TheWidestPlaceLiesInOneBlockAndNotAcrossTheRoad) {
    const SitesResult found = across_a_road(0, 0, 300, 190);
    ASSERT_EQ(found.sites.size(), 1u);
    EXPECT_NEAR(geom::widest_m(found.sites[0].geometry), 300, 0.6) << "the outline alone would hold a wider circle";
    EXPECT_NEAR(found.sites[0].min_width_m, 200, 0.6);
    EXPECT_TRUE(across_a_road(0, 0, 300, 250).sites.empty()) << "a place of 250 m only across the road is none";
}

TEST(Footprint, AFactoryThatFitsOnlyAcrossTheRoadDoesNotFit) {
    EXPECT_EQ(across_a_road(180, 90).sites.size(), 1u);
    EXPECT_TRUE(across_a_road(260, 90).sites.empty());
}

TEST(Footprint, TooLargeForAllLandIsAShortfall) {
    const SitesResult none = sites_with_footprint(350, 90);
    EXPECT_TRUE(none.sites.empty());
    ASSERT_EQ(none.shortfalls.size(), 1u);
    EXPECT_EQ(none.shortfalls[0].missing_sites, 1);
}

}  // namespace
}  // namespace zonewright::assembly
