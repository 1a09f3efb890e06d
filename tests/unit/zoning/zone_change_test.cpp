// Versions of a plan over three squares in a row, each a square kilometre: west, middle, east.
#include "zoning/zone_change.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "zoning/zones.h"

namespace zonewright::zoning {
namespace {

using model::ClusterId;

geom::MultiPolygon kilometre(int column) {
    return {{geom::rectangle({500000 + 1000.0 * column, 2540000, 501000 + 1000.0 * column, 2541000})}};
}

const geom::StatutoryArea statutory_area(geom::GaussKruger{114, 500000});

struct Version {
    model::Plan plan;
    model::ZoneMap map;

    Version() {
        for (const char* id : {"west", "middle", "east"}) {
            model::Place place;
            place.id = id, place.name = {id, id};
            plan.places.push_back(place);
        }
    }
    Version& cluster(const std::string& id, std::vector<std::string> places, std::vector<std::string> formerly = {}) {
        model::Cluster cluster;
        cluster.id = id, cluster.name = {id, id}, cluster.places = std::move(places), cluster.formerly = std::move(formerly);
        plan.clusters.push_back(cluster);
        PlacesOnTheGround ground;
        for (std::size_t p = 0; p < plan.places.size(); ++p)
            ground.territories.push_back({model::PlaceId(p), kilometre(static_cast<int>(p)), model::GeometryStatus::Official,
                                          statutory_area.of(kilometre(static_cast<int>(p))), {}});
        map = map_zones(plan, ground);
        return *this;
    }
};

std::vector<ZoneShift> shifts(const Version& before, const Version& after) {
    return zone_shifts({before.plan, before.map}, {after.plan, after.map}, statutory_area, Progress{});
}

/// "ai>ai west": from, to, and how many square kilometres.
std::map<std::string, double> by_name(const Version& before, const Version& after) {
    std::map<std::string, double> found;
    for (const ZoneShift& shift : shifts(before, after)) {
        std::string name;
        for (const ClusterId id : shift.from) name += before.plan.cluster(id).id + " ";
        name += "> ";
        for (const ClusterId id : shift.to) name += after.plan.cluster(id).id + " ";
        found[name] = std::round(shift.area.m2() / 1e4) / 100;
    }
    return found;
}

TEST(ZoneShifts, OfAVersionWithItselfAreAllKept) {
    const Version version = Version().cluster("ai", {"west", "middle"}).cluster("energy", {"middle"});
    const auto found = by_name(version, version);
    EXPECT_EQ(found, (std::map<std::string, double>{{"ai > ai ", 2}, {"energy > energy ", 1}}));
}

TEST(ZoneShifts, TellWhatIsGainedLostAndKept) {
    const auto found = by_name(Version().cluster("ai", {"west", "middle"}), Version().cluster("ai", {"middle", "east"}));
    EXPECT_EQ(found, (std::map<std::string, double>{{"ai > ", 1}, {"ai > ai ", 1}, {"> ai ", 1}}));
}

TEST(ZoneShifts, OfMergedClustersCloseWithoutCountingTwice) {
    const Version before = Version().cluster("ai", {"west", "middle"}).cluster("robots", {"middle"});
    const Version after = Version().cluster("minds", {"middle", "east"}, {"ai", "robots"});
    const auto found = by_name(before, after);
    EXPECT_EQ(found, (std::map<std::string, double>{{"ai > ", 1}, {"ai robots > minds ", 1}, {"> minds ", 1}}));
}

TEST(ZoneShifts, OfASplitClusterNameBothHeirs) {
    const Version before = Version().cluster("materials", {"west", "middle"});
    const Version after = Version().cluster("alloys", {"west"}, {"materials"}).cluster("chemistry", {"middle"}, {"materials"});
    const auto found = by_name(before, after);
    EXPECT_EQ(found, (std::map<std::string, double>{{"materials > alloys ", 1}, {"materials > chemistry ", 1}}));
}

TEST(ZoneShifts, SumToTheZonesOfBothVersions) {
    const Version before = Version().cluster("ai", {"west", "middle"}).cluster("robots", {"middle", "east"});
    const Version after = Version().cluster("minds", {"east", "west"}, {"ai", "robots"});
    Area from, to;
    for (const ZoneShift& shift : shifts(before, after)) {
        if (!shift.from.empty()) from += shift.area;
        if (!shift.to.empty()) to += shift.area;
    }
    const Area one = statutory_area.of(kilometre(0));
    EXPECT_NEAR(from.m2(), 3 * one.m2(), 1) << "all three squares were listed for one of the two";
    EXPECT_NEAR(to.m2(), 2 * one.m2(), 1);
}

TEST(ClusterGroups, JoinWhatIsTiedThroughOthers) {
    const Version before = Version().cluster("a", {}).cluster("b", {}).cluster("gone", {});
    const Version after = Version().cluster("x", {}, {"a"}).cluster("y", {}, {"b"}).cluster("z", {}, {"a", "b"}).cluster("new", {});
    const auto groups = cluster_groups(before.plan, after.plan);
    ASSERT_EQ(groups.size(), 3u);
    EXPECT_EQ(groups[0].before.size(), 2u);
    EXPECT_EQ(groups[0].after.size(), 3u);
    EXPECT_TRUE(groups[1].before.empty());
    EXPECT_TRUE(groups[2].after.empty());
}

}  // namespace
}  // namespace zonewright::zoning
