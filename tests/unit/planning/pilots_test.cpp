// A street of hectares, each a parcel on offer; two future industries and one that is not.
#include "planning/pilots.h"

#include <gtest/gtest.h>

#include "gis/overlay.h"

namespace zonewright::planning {
namespace {

using model::ClusterId;
using model::ParcelId;

class Street {
public:
    explicit Street(int length = 40) {
        for (const char* id : {"robots", "food", "steel"}) {
            model::Cluster cluster;
            cluster.id = id, cluster.name = {id, id};
            cluster.kind = plan.clusters.size() < 2 ? model::ClusterKind::Future : model::ClusterKind::Strategic;
            plan.clusters.push_back(cluster);
        }
        model::Place lake;
        lake.id = "lake", lake.name = {"湖", "lake"};
        plan.places = {lake};
        suitability.clusters.resize(3);
        suitability.parcel_count = static_cast<std::size_t>(length);
        for (int k = 0; k < length; ++k) {
            model::Parcel parcel;
            parcel.id = std::to_string(k), parcel.geometry = square(k);
            parcels.push_back(parcel);
            statement.parcels.push_back({.parcel = ParcelId(static_cast<std::size_t>(k)), .gross = Area::from_m2(1e4), .taken = {}, .net = Area::from_m2(1e4),
                                         .supply_class = "idle", .deciding_rule = {}, .size_class = {}});
            for (const double score : {0.8, 0.6, 0.9}) suitability.scores.push_back({model::ScoreState::Scored, score, 0});
        }
        statement.offered_classes = {"idle"};
    }

    /// 20 m of road between two hectares.
    static geom::MultiPolygon square(int k) { return {{geom::rectangle({120.0 * k, 0, 120.0 * k + 100, 100})}}; }

    void add_site(std::size_t cluster, int from, int count, double score = 0.8) {
        model::Site site;
        site.id = "s" + std::to_string(sites.size()), site.cluster = ClusterId(cluster), site.score = score;
        for (int k = from; k < from + count; ++k) {
            site.parcels.push_back(ParcelId(static_cast<std::size_t>(k)));
            site.geometry.parts.push_back(square(k).parts[0]);
            site.net += Area::from_m2(1e4);
        }
        sites.push_back(site);
    }
    PilotInput input() const { return {plan, zones, parcels, statement, suitability, sites, platforms, 0.5, rules}; }
    std::vector<PilotCandidate> found() const { return pilot_candidates(input(), Progress{}); }

    model::Plan plan;
    model::ZoneMap zones;
    std::vector<model::Parcel> parcels;
    model::SupplyStatement statement;
    model::Suitability suitability;
    std::vector<model::Site> sites;
    std::vector<Platform> platforms;
    PilotRules rules{.least_mu = 30, .least_score = 0.6, .growth_m = 250, .growth_least_mu = 15, .growth_full_mu = 120, .platform_m = 300, .platform_full = 2,
                     .join_m = 15, .most = 9, .weights = {0.4, 0.3, 0.2, 0.1}, .platform_kinds = {"incubator", "university"}};
};

TEST(Pilots, BeginWithSitesOfFutureIndustriesThatAreLargeAndGoodAndHaveRoom) {
    Street street;
    street.add_site(2, 0, 3);        // no future industry
    street.add_site(0, 5, 1);        // one hectare is 15 mu
    street.add_site(0, 8, 2, 0.55);  // poor
    street.add_site(1, 20, 2);
    const auto found = street.found();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].site, 3u);
    EXPECT_EQ(found[0].room, (std::vector<std::size_t>{18, 19, 22, 23})) << "20 m and 140 m to either side; the next is 260 m away";
    EXPECT_EQ(found[0].room_net, Area::from_m2(4e4));
    street.rules.growth_least_mu = 61;
    EXPECT_TRUE(street.found().empty()) << "four hectares are 60 mu";
}

TEST(Pilots, RoomIsOnOfferAndSuitsTheSameIndustry) {
    Street street;
    street.add_site(1, 20, 2);
    street.statement.parcels[19].supply_class = "in_use";
    street.suitability.scores[22 * 3 + 1].score = 0.4;
    street.suitability.scores[23 * 3 + 1].state = model::ScoreState::Excluded;
    EXPECT_EQ(street.found()[0].room, std::vector<std::size_t>{18});
}

TEST(Pilots, PointsAreTheWeightedSumOfFourPartsEachExplained) {
    Street street;
    street.add_site(0, 20, 2);
    street.platforms = {{"for robots", "incubator", {ClusterId(0)}, {2500, 50}}, {"for steel", "incubator", {ClusterId(2)}, {2500, 50}},
                        {"a university", "university", {}, {2450, 200}}, {"another kind", "exhibition", {}, {2450, 50}}, {"far", "university", {}, {9000, 50}}};
    street.zones.zones.push_back({.cluster = ClusterId(1), .place = model::PlaceId(0), .geometry = {{geom::rectangle({2000, -100, 3000, 300})}}, .area = {}});
    const PilotCandidate found = street.found().at(0);
    EXPECT_NEAR(found.worth[0], (0.8 + 0.6) / 2, 1e-12) << "steel is no future industry";
    EXPECT_EQ(found.platforms, (std::vector<std::size_t>{0, 2})) << "that for steel serves none";
    EXPECT_DOUBLE_EQ(found.worth[1], 1);
    EXPECT_NEAR(found.worth[2], 60.0 / 120, 1e-9);
    EXPECT_EQ(found.listed_for, std::vector<ClusterId>{ClusterId(1)});
    EXPECT_NEAR(found.points, 0.4 * 0.7 + 0.3 * 1 + 0.2 * 0.5 + 0.1 * 1, 1e-9);
    street.suitability.scores[20 * 3].state = street.suitability.scores[21 * 3].state = model::ScoreState::NoData;
    EXPECT_FALSE(street.found()[0].scores[0].score) << "no data is no score";
    EXPECT_NEAR(street.found()[0].worth[0], 0.6, 1e-12) << "and not a low one";
}

TEST(Pilots, TheBetterOneKeepsItsLandAndGoesFirst) {
    Street street;
    street.add_site(0, 10, 2);
    street.add_site(0, 13, 2);  // in the room of the first
    street.add_site(0, 30, 2);
    street.platforms = {{"near the first", "incubator", {}, {1200, 50}}};
    const auto found = street.found();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].site, 0u);
    EXPECT_EQ(found[1].site, 2u);
}

TEST(Pilots, TellWhatOfTheirRoomNeighboursCountToo) {
    Street street;
    street.add_site(0, 10, 2);
    street.add_site(0, 14, 2);
    street.add_site(0, 30, 2);
    const auto found = street.found();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].room, (std::vector<std::size_t>{8, 9, 12, 13}));
    EXPECT_EQ(found[1].room, (std::vector<std::size_t>{12, 13, 16, 17}));
    EXPECT_EQ(found[0].shared_net, Area::from_m2(2e4));
    EXPECT_EQ(found[1].shared_net, Area::from_m2(2e4));
    EXPECT_EQ(found[0].shared_with, std::vector<std::size_t>{1});
    EXPECT_EQ(found[1].shared_with, std::vector<std::size_t>{0});
    EXPECT_EQ(found[2].shared_net, Area{});
    EXPECT_TRUE(found[2].shared_with.empty());
}

TEST(Pilots, TheOutlineClosesRoadsBetweenParcelsAndHoldsThemAll) {
    Street street;
    street.add_site(0, 20, 2);
    const PilotCandidate found = street.found().at(0);
    const geom::MultiPolygon outline = pilot_outline(street.input(), found);
    EXPECT_EQ(outline.parts.size(), 1u) << "20 m are less than twice 15";
    for (const int k : {18, 19, 20, 21, 22, 23})
        EXPECT_TRUE(gis::difference(Street::square(k), gis::buffer(outline, 0.1)).empty()) << k;
    street.rules.join_m = 5;
    EXPECT_EQ(pilot_outline(street.input(), found).parts.size(), 6u) << "10 m are not";
}

}  // namespace
}  // namespace zonewright::planning
