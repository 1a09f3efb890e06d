#include "zoning/zones.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "zoning/place_geometry.h"

namespace zonewright::zoning {
namespace {

using model::GeometryStatus;
using model::Listing;

/// A rectangle in kilometres east and north of a corner in Dongguan.
geom::MultiPolygon square(double west, double south, double east, double north) {
    return {{geom::rectangle(
        {470000 + west * 1000, 2540000 + south * 1000, 470000 + east * 1000, 2540000 + north * 1000})}};
}

model::Place place(const std::string& id, const std::string& zh, model::PlaceKind kind,
                   std::vector<std::string> members = {}) {
    model::Place p;
    p.id = id;
    p.name = {zh, id};
    p.kind = kind;
    p.members = std::move(members);
    return p;
}

model::Plan small_plan() {
    model::Plan plan;
    plan.places = {place("changan", "长安镇", model::PlaceKind::Town),
                   place("humen", "虎门镇", model::PlaceKind::Town),
                   place("machong", "麻涌镇", model::PlaceKind::Town),
                   place("binhaiwan", "滨海湾新区", model::PlaceKind::Park),
                   place("south", "南片", model::PlaceKind::FunctionalArea, {"changan", "humen"}),
                   place("wide", "大片", model::PlaceKind::District, {"south", "machong"}),
                   place("base", "某基地", model::PlaceKind::Base)};
    plan.places[0].aliases = {"长安"};
    plan.places[0].code = "441900119";
    model::Cluster listed;
    listed.id = "electronics";
    listed.places = {"binhaiwan", "changan", "base"};
    model::Cluster open = listed;
    open.id = "energy";
    open.places = {"south"};
    open.open_list = true;
    plan.clusters = {listed, open};
    return plan;
}

/// 长安 and 虎门 side by side, 滨海湾 across both, 麻涌 missing.
model::SourceSet small_sources() {
    model::SourceSet sources;
    model::FeatureTable towns{
        "town", {}, model::GeometryKind::Polygon, 4547, {{"code", {}, {}, {}}, {"name", {}, {}, {}}}, {}};
    towns.features.push_back({1, square(0, 0, 4, 4), {std::string("441900119"), std::string("长安镇")}});
    towns.features.push_back({2, square(4, 0, 8, 4), {model::Value{}, std::string("虎门镇")}});
    model::FeatureTable places{"place", {}, model::GeometryKind::Polygon, 4547, {{"name", {}, {}, {}}}, {}};
    places.features.push_back({1, square(3, 0, 5, 1), {std::string("滨海湾新区")}});
    model::SourceDefinition official, schematic;
    official.status = GeometryStatus::Official;
    schematic.status = GeometryStatus::Schematic;
    sources.layers["town"] = {{official}, towns};
    sources.layers["place"] = {{schematic}, places};
    return sources;
}

const geom::StatutoryArea statutory(geom::GaussKruger{114, 500000});

TEST(LocatePlaces, TakesTownsByCodeOrNameAndAreasByUnion) {
    const auto plan = small_plan();
    const auto located = locate_places(plan, small_sources(), statutory, 4547, Progress());
    ASSERT_EQ(located.territories.size(), 5u);
    EXPECT_EQ(plan.place(located.territories[0].place).id, "changan");
    EXPECT_NEAR(located.territories[0].area.m2(), 16e6, 1000);
    EXPECT_EQ(located.territories[2].status, GeometryStatus::Schematic)
        << "the park comes from a schematic file";
    EXPECT_NEAR(located.territories[3].area.m2(), 32e6, 2000);
    EXPECT_EQ(located.territories[3].status, GeometryStatus::Official);
    EXPECT_EQ(located.territories[4].status, GeometryStatus::Approximate)
        << "a union that lacks a member is not official";
}

TEST(LocatePlaces, NamesWhatHasNoGeometry) {
    const auto plan = small_plan();
    const auto located = locate_places(plan, small_sources(), statutory, 4547, Progress());
    ASSERT_EQ(located.without_geometry.size(), 2u);
    EXPECT_EQ(plan.place(located.without_geometry[0]).id, "machong");
    EXPECT_EQ(plan.place(located.without_geometry[1]).id, "base");
}

TEST(LocatePlaces, TakesOnlyTheOriginsThatTheRecordAllowsInItsOrder) {
    auto plan = small_plan();
    auto sources = small_sources();
    // A town source that also draws the park, larger than the place source does.
    sources.layers["town"].table.features.push_back(
        {3, square(0, 0, 8, 2), {model::Value{}, std::string("滨海湾新区")}});
    using model::GeometryOrigin;
    const auto park = [&](std::vector<GeometryOrigin> origins) {
        plan.places[3].geometry_from = std::move(origins);
        for (const auto& territory : locate_places(plan, sources, statutory, 4547, Progress()).territories)
            if (plan.place(territory.place).id == "binhaiwan") return territory.origin;
        return Text("nowhere");
    };
    EXPECT_EQ(park({}), "place");
    EXPECT_EQ(park({GeometryOrigin::TownSource, GeometryOrigin::PlaceSource}), "town");
    EXPECT_EQ(park({GeometryOrigin::Members}), "nowhere");
    sources.layers.erase("place");
    EXPECT_EQ(park({GeometryOrigin::PlaceSource}), "nowhere")
        << "a boundary that is not allowed is not taken";
    EXPECT_EQ(park({GeometryOrigin::PlaceSource, GeometryOrigin::TownSource}), "town");
}

TEST(LocatePlaces, TakesAnOutlineOfTheRecordUntilASourceDrawsThePlaceAndBringsItToThePlane) {
    auto plan = small_plan();
    plan.places[6].outline = model::PlaceOutline{square(1, 1, 2, 2), 4547, GeometryStatus::Approximate};
    const auto base = [&] {
        for (const auto& territory :
             locate_places(plan, small_sources(), statutory, 4547, Progress()).territories)
            if (plan.place(territory.place).id == "base") return territory;
        return model::Territory{};
    };
    EXPECT_EQ(base().geometry, square(1, 1, 2, 2));
    EXPECT_EQ(base().status, GeometryStatus::Approximate);
    // 4526 is the same meridian with the zone before the easting.
    for (geom::Point& p : plan.places[6].outline->geometry.parts[0].rings[0]) p.x += 38e6;
    plan.places[6].outline->epsg = 4526;
    EXPECT_NEAR(geom::bounds(base().geometry).min_x, 471000, 1e-3);
    model::Plan crossed = plan;
    geom::Polygon bow_tie;
    bow_tie.rings.push_back({{0, 0}, {9, 9}, {9, 0}, {0, 9}, {0, 0}});
    crossed.places[6].outline->geometry.parts = {bow_tie};
    try {
        locate_places(crossed, small_sources(), statutory, 4547, Progress());
        FAIL() << "the outline crosses itself";
    } catch (const InputError& problem) {
        EXPECT_EQ(problem.message(Language::En).find("places/base.toml: outline.wkt"), 0u)
            << problem.message(Language::En);
    }
    plan.places[3].outline = plan.places[6].outline;
    for (const auto& territory :
         locate_places(plan, small_sources(), statutory, 4547, Progress()).territories)
        if (plan.place(territory.place).id == "binhaiwan") {
            EXPECT_EQ(territory.origin, "place") << "a source goes before the record";
        }
}

TEST(LocatePlaces, JoinsUnionsOfUnionsWhateverTheirOrder) {
    auto plan = small_plan();
    std::swap(plan.places[4], plan.places[5]);  // the district now comes before its functional area
    const auto located = locate_places(plan, small_sources(), statutory, 4547, Progress());
    ASSERT_EQ(plan.place(located.territories[3].place).id, "wide");
    EXPECT_NEAR(located.territories[3].area.m2(), 32e6, 2000) << "only 麻涌 is missing";
}

TEST(LocatePlaces, EndsWhenAPlaceContainsItself) {
    auto plan = small_plan();
    plan.places[4].members = {"wide", "changan"};
    EXPECT_NO_THROW(locate_places(plan, small_sources(), statutory, 4547, Progress()));
}

TEST(MapZones, LetsZonesOverlap) {
    const auto plan = small_plan();
    const auto map = map_zones(plan, locate_places(plan, small_sources(), statutory, 4547, Progress()));
    ASSERT_EQ(map.zones.size(), 3u);
    EXPECT_EQ(plan.place(map.zones[0].place).id, "binhaiwan") << "in the order of the text";
    EXPECT_EQ(plan.place(map.zones[1].place).id, "changan");
    EXPECT_EQ(plan.cluster(map.zones[2].cluster).id, "energy");
}

TEST(ListingOf, NeverCallsAnUnlistedPlaceUnfit) {
    const auto plan = small_plan();
    EXPECT_EQ(listing_of(plan.clusters[0], "changan"), Listing::Listed);
    EXPECT_EQ(listing_of(plan.clusters[0], "humen"), Listing::NotListed);
    EXPECT_EQ(listing_of(plan.clusters[1], "machong"), Listing::OpenList);
}

}  // namespace
}  // namespace zonewright::zoning
