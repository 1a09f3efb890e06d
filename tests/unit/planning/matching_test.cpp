// Two towns side by side, four parcels each, two clusters; the first town is named for ships, the second for none.
#include "planning/matching.h"

#include <gtest/gtest.h>

namespace zonewright::planning {
namespace {

using model::ClusterId;
using model::Listing;

constexpr double hectare = 1e4;

geom::MultiPolygon town_square(int column) {
    return {{geom::rectangle({1000.0 * column, 0, 1000.0 * column + 1000, 1000})}};
}

class Ground {
public:
    Ground() {
        for (const char* id : {"ships", "drugs"}) {
            model::Cluster cluster;
            cluster.id = id, cluster.name = {id, id};
            plan.clusters.push_back(cluster);
        }
        for (int t = 0; t < 2; ++t) {
            model::Place place;
            place.id = t == 0 ? "west" : "east", place.code = t == 0 ? "320999101" : "320999102";
            place.name = {place.id, place.id};
            plan.places.push_back(place);
            towns.push_back({place.code, place.id, town_square(t)});
            for (int k = 0; k < 4; ++k) {
                model::Parcel parcel;
                parcel.id = place.id + std::to_string(k), parcel.town_code = place.code;
                parcels.push_back(parcel);
                statement.parcels.push_back({.parcel = model::ParcelId(parcels.size() - 1), .gross = Area::from_m2(5 * hectare), .taken = {},
                                             .net = Area::from_m2(5 * hectare), .supply_class = "idle", .deciding_rule = {}, .size_class = "75_150"});
            }
        }
        plan.clusters[0].places = {"west"};
        statement.offered_classes = {"idle"};
        suitability.clusters.resize(2);
        suitability.parcel_count = 8;
        for (int p = 0; p < 8; ++p)
            for (const double score : {p < 4 ? 0.3 : 0.9, 0.7})
                suitability.scores.push_back({model::ScoreState::Scored, score, 0});
        for (int i = 0; i < 10; ++i) enterprises.push_back(enterprise(i < 8 ? 1 : 0, i < 9 ? 0 : 1));
    }

    static Enterprise enterprise(std::size_t town, std::size_t cluster) {
        return {.name = "e", .at = {}, .clusters = {ClusterId(cluster)}, .rank = "other", .tier = {}, .output_yuan = 1e8, .town = town};
    }

    Matching matched() const {
        return match_towns({.plan = plan, .towns = towns, .zones = zones, .parcels = parcels, .statement = statement,
                            .suitability = suitability, .sites = {}, .demand = {}, .enterprises = enterprises, .sizes = sizes,
                            .bands = bands, .least_score = 0.6, .has_enterprises = true,
                            .rules = {.strong_quotient = 1.1, .fewest_enterprises = 3, .strong_score = 0.6, .least_land_mu = 75,
                                      .best_industries = 1, .listed_share = 0.1}},
                           Progress{});
    }

    model::Plan plan;
    std::vector<model::Town> towns;
    model::ZoneMap zones;
    std::vector<model::Parcel> parcels;
    model::SupplyStatement statement;
    model::Suitability suitability;
    std::vector<Enterprise> enterprises;
    std::vector<model::SizeClass> sizes{{"lt75", 0}, {"75_150", 75}};
    std::vector<ScoreBand> bands{{"high", 0.8}, {"fair", 0.6}, {"poor", 0}};
};

TEST(MatchTowns, StateLandBySizeAndClass) {
    const Matching matching = Ground().matched();
    const TownClusterPair& west = matching.of(0, ClusterId(0), 2);
    EXPECT_EQ(west.offered, Area::from_m2(20 * hectare));
    EXPECT_EQ(west.suitable, Area{});
    EXPECT_EQ(west.by_band[2].parcels, 4) << "a score of 0.3";
    const TownClusterPair& east = matching.of(1, ClusterId(0), 2);
    EXPECT_EQ(east.suitable, Area::from_m2(20 * hectare));
    EXPECT_EQ(east.suitable_by_size[1].parcels, 4);
    EXPECT_EQ(east.largest_parcel, Area::from_m2(5 * hectare));
    EXPECT_NEAR(*east.mean_score, 0.9, 1e-12);
}

TEST(MatchTowns, TheQuotientIsTheShareInTheTownOverTheShareInTheCity) {
    const Matching matching = Ground().matched();
    // East: 8 of 8 are ships; city: 9 of 10. West: 1 of 2 against 9 of 10.
    EXPECT_NEAR(*matching.of(1, ClusterId(0), 2).quotient, 1.0 / 0.9, 1e-12);
    EXPECT_NEAR(*matching.of(0, ClusterId(0), 2).quotient, 0.5 / 0.9, 1e-12);
    EXPECT_NEAR(*matching.of(0, ClusterId(1), 2).quotient, 0.5 / 0.1, 1e-12);
    EXPECT_NEAR(*matching.of(1, ClusterId(1), 2).quotient, 0, 1e-12);
}

TEST(MatchTowns, CallOutWhoIsStrongAndNotListedAndWhoIsListedWithoutLand) {
    const Matching matching = Ground().matched();
    EXPECT_EQ(matching.of(0, ClusterId(0), 2).listing, Listing::Listed);
    EXPECT_TRUE(matching.of(0, ClusterId(0), 2).listed_without_land);
    EXPECT_EQ(matching.of(1, ClusterId(0), 2).listing, Listing::NotListed);
    EXPECT_TRUE(matching.of(1, ClusterId(0), 2).strong_not_listed);
    EXPECT_FALSE(matching.of(0, ClusterId(1), 2).strong_not_listed) << "one enterprise says nothing, whatever the quotient";
}

TEST(MatchTowns, NameTownsWhoseBestIndustriesCoincide) {
    Ground ground;
    EXPECT_TRUE(ground.matched().coinciding.empty()) << "west is best for drugs, east for ships";
    ground.suitability.scores[0].score = ground.suitability.scores[2].score = 0.95;
    ground.suitability.scores[4].score = ground.suitability.scores[6].score = 0.95;
    const Matching matching = ground.matched();
    ASSERT_EQ(matching.coinciding.size(), 1u);
    EXPECT_EQ(matching.coinciding[0].industries, std::vector<ClusterId>{ClusterId(0)});
    EXPECT_EQ(matching.coinciding[0].towns.size(), 2u);
}

TEST(MatchTowns, AreListedThroughAPlaceThatCoversThem) {
    Ground ground;
    model::Place port;
    port.id = "port", port.name = {"港区", "port"};
    ground.plan.places.push_back(port);
    ground.plan.clusters[1].places = {"port"};
    model::Territory territory;
    territory.place = model::PlaceId(2);
    territory.geometry = {{geom::rectangle({950, 0, 1400, 1000})}};  // 5 % of west, 40 % of east
    ground.zones.territories.push_back(territory);
    const Matching matching = ground.matched();
    EXPECT_EQ(matching.of(0, ClusterId(1), 2).listing, Listing::NotListed);
    EXPECT_EQ(matching.of(1, ClusterId(1), 2).listing, Listing::Listed);
    EXPECT_EQ(matching.of(1, ClusterId(1), 2).through, std::vector<model::PlaceId>{model::PlaceId(2)});
}

}  // namespace
}  // namespace zonewright::planning
