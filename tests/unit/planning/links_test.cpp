// One row of hectares; minutes are set by hand.
#include "planning/links.h"

#include <gtest/gtest.h>

namespace zonewright::planning {
namespace {

using model::ClusterId;
using model::ParcelId;

const double no_way = std::numeric_limits<double>::infinity();
const std::vector<TravelBand> bands{{"near", 0}, {"middle", 30}, {"far", 60}};

TEST(TravelBands, HoldTheirLowerBoundAndTellWhatIsNotKnown) {
    EXPECT_EQ(band_of(bands, 0.0), 0u);
    EXPECT_EQ(band_of(bands, 29.999), 0u);
    EXPECT_EQ(band_of(bands, 30.0), 1u);
    EXPECT_EQ(band_of(bands, 1e6), 2u);
    EXPECT_EQ(band_of(bands, no_way), 3u) << "no way is not far";
    EXPECT_EQ(band_of(bands, std::nullopt), 3u) << "not known is not near";
}

class Row {
public:
    Row() {
        model::Place park;
        park.id = "park", park.name = {"园", "park"}, park.kind = model::PlaceKind::Park;
        plan.places = {park};
        model::Cluster ships;
        ships.id = "ships", ships.name = {"船", "ships"};
        plan.clusters = {ships};
        towns.push_back({"1", "west", {{geom::rectangle({0, 0, 400, 100})}}});
        for (int k = 0; k < 6; ++k) {
            model::Parcel parcel;
            parcel.id = std::to_string(k), parcel.town_code = k < 4 ? "1" : "";
            parcel.geometry = square(k);
            parcels.push_back(parcel);
            statement.parcels.push_back({.parcel = ParcelId(static_cast<std::size_t>(k)), .gross = Area::from_m2(1e4), .taken = {}, .net = Area::from_m2(1e4),
                                         .supply_class = k == 3 ? "in_use" : "idle", .deciding_rule = {}, .size_class = {}});
        }
        statement.offered_classes = {"idle"};
        for (int k = 0; k < 4; ++k) sites.push_back(site(k, {k}, 0.7));
        zones.territories.push_back({.place = model::PlaceId(0), .geometry = square(2), .area = {}, .origin = {}});
    }

    static geom::MultiPolygon square(int k) { return {{geom::rectangle({100.0 * k, 0, 100.0 * k + 100, 100})}}; }

    static model::Site site(int number, std::vector<int> held, double score) {
        model::Site made;
        made.id = "s" + std::to_string(number), made.cluster = ClusterId(0), made.score = score;
        for (const int k : held) {
            made.parcels.push_back(ParcelId(static_cast<std::size_t>(k)));
            made.geometry.parts.push_back(square(k).parts[0]);
            made.net += Area::from_m2(1e4);
        }
        return made;
    }

    std::vector<EnclaveCandidate> candidates(std::vector<Minutes> minutes) const {
        return enclave_candidates({plan, zones, sites, platforms, bands, rules}, minutes);
    }

    model::Plan plan;
    model::ZoneMap zones;
    std::vector<model::Town> towns;
    std::vector<model::Parcel> parcels;
    model::SupplyStatement statement;
    std::vector<model::Site> sites;
    std::vector<Platform> platforms{{"孵化器", "incubator", {}, {50, 150}}};
    EnclaveRules rules{.most_minutes = 60, .least_mu = 10, .least_score = 0.6, .platform_m = 60, .most = 9, .platform_kinds = {"incubator"}, .place_kinds = {"park"}};
};

TEST(LandByBand, AddsUpToTheLandOnOfferInAndOutsideTowns) {
    const Row row;
    const std::vector<Minutes> minutes{10, 45, std::nullopt, 5, no_way, 70};
    const BandStatement stated = land_by_band({row.towns, row.parcels, row.statement, bands}, minutes);
    Area sum;
    for (const BandedLand& band : stated.bands) sum += band.net;
    EXPECT_EQ(sum, Area::from_m2(5e4)) << "six hectares, one of them in use";
    EXPECT_EQ(stated.bands[3].parcels, 2) << "one not known, one without a way";
    EXPECT_EQ(stated.towns[0].bands[0].parcels, 1) << "the one in use has five minutes and is not on offer";
    EXPECT_EQ(stated.towns[0].nearest, 10);
    EXPECT_EQ(stated.towns[0].bands[2].parcels, 0) << "in no town";
}

TEST(Rail, IsTheShortestOverTheStations) {
    const std::vector<Station> stations{{{0, 0}, 30}, {{1000, 0}, 10}};
    EXPECT_DOUBLE_EQ(minutes_by_rail({100, 0}, stations, {250, 8}), 900.0 / 250 + 8 + 10);
    EXPECT_EQ(minutes_by_rail({0, 0}, {}, {250, 8}), no_way);
}

TEST(MinutesOfASite, AreTheMeanByNetAreaAndNothingWhereAnyIsNotKnown) {
    Row row;
    row.statement.parcels[1].net = Area::from_m2(3e4);
    EXPECT_DOUBLE_EQ(*minutes_of_site(Row::site(0, {0, 1}, 1), std::vector<Minutes>{10, 50}, row.statement), 40);
    EXPECT_FALSE(minutes_of_site(Row::site(0, {0, 1}, 1), std::vector<Minutes>{10, std::nullopt}, row.statement));
}

TEST(Enclaves, AreRankedByPointsThenBandThenScore) {
    Row row;
    row.sites[3].score = 0.9;
    const auto found = row.candidates({20, 30, 40, 50});
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].site, 0u) << "a platform 50 m away, nearer than that in the park";
    EXPECT_EQ(found[0].platforms, std::vector<std::size_t>{0});
    EXPECT_EQ(found[1].site, 2u) << "in the park";
    EXPECT_EQ(found[1].within, std::vector<model::PlaceId>{model::PlaceId(0)});
    EXPECT_EQ(found[2].site, 3u) << "the best score of those without a point, in one band";
    EXPECT_EQ(found[3].points, 0);
    EXPECT_EQ(row.candidates({20, 29, 40, 31})[2].site, 1u) << "a nearer band goes before the score";
}

TEST(Enclaves, AreNearLargeAndGoodEnoughAndListLandOnce) {
    Row row;
    row.sites[1].score = 0.5;
    EXPECT_EQ(row.candidates({60.1, 1, 10, std::nullopt}).size(), 1u) << "too far, too poor, fine, not known";
    row.sites.push_back(Row::site(4, {2, 3}, 0.65));
    EXPECT_EQ(row.candidates({90, 90, 10, 90, 10}).size(), 1u) << "shares a parcel with a better one";
    row.rules.least_mu = 20;
    EXPECT_EQ(row.candidates({90, 90, 10, 90, 10})[0].site, 4u) << "two hectares are 30 mu, one is 15";
}

}  // namespace
}  // namespace zonewright::planning
