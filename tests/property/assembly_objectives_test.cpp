// From parcels to sites, end to end: each objective under each limit against looking at every set around
// every centre.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "assembly/find_sites.h"
#include "assembly/link_parcels.h"
#include "assembly/list_sites.h"
#include "base/random.h"
#include "support/site_rules.h"

namespace zonewright::assembly {
namespace {

/// 3 × 4 parcels of 1 ha, wall to wall, with net areas, prices, scores, owners and towns by the seed.
struct Block {
    std::vector<model::Parcel> parcels;
    std::vector<model::ParcelSupply> supply;
    std::vector<double> cost;
    std::vector<std::vector<double>> scores{1};
    std::vector<char> rebuilt;
    model::ParcelGraph graph;
    model::SiteRules rules = testing_support::plain_site_rules();
    ClusterDemand demand{model::ClusterId(std::size_t{0}), {}, {}};

    SitesInput input(SiteObjective objective) const {
        return {.parcels = parcels,
                .supply = supply,
                .cost_yuan_per_m2 = cost,
                .scores = scores,
                .redevelopment = rebuilt,
                .demand = std::span(&demand, 1),
                .graph = &graph,
                .rules = rules,
                .weight_of_score = 0,
                .objective = objective};
    }
};

Block random_block(std::uint64_t seed) {
    Random random(seed, "block");
    Block block;
    for (int v = 0; v < 12; ++v) {
        const double x = 100.0 * (v % 4), y = 100.0 * (v / 4);
        model::Parcel parcel;
        parcel.id = "p" + std::to_string(v);
        parcel.owner = "o" + std::to_string(random.below(5));
        parcel.town_code = v % 4 < 2 ? "west" : "east";
        parcel.geometry.parts = {geom::rectangle({x, y, x + 100, y + 100})};
        model::ParcelSupply supply;
        supply.parcel = model::ParcelId(static_cast<std::size_t>(v));
        supply.net = Area::from_m2(5000 + static_cast<double>(random.below(5000)));
        block.parcels.push_back(parcel);
        block.supply.push_back(supply);
        block.cost.push_back(static_cast<double>(100 + random.below(900)));
        block.scores[0].push_back(static_cast<double>(random.below(1001)) / 1000);
        block.rebuilt.push_back(static_cast<char>(random.below(3) == 0));
    }
    block.rules.minimum_width_m = 0;
    block.rules.shape = seed % 3 == 0 ? 0.35 : 0.5;
    if (seed % 4 == 1) block.rules.maximum_owners = 2;
    if (seed % 4 == 2) block.rules.maximum_towns = 1;
    if (seed % 4 == 3) block.rules.maximum_redevelopment_share = 0.25;
    block.demand.demand.cluster = "c";
    block.demand.demand.minimum_site_m2 = 20000 + static_cast<double>(random.below(15000));
    block.demand.demand.site_count = 1;
    block.graph = link_parcels(block.parcels, {}, block.rules, 40, Progress());
    return block;
}

/// All feasible sets, by the words of the rules alone: squares touch when they are beside each other.
std::vector<unsigned> feasible_sets(const Block& block) {
    const double least = block.demand.demand.minimum_site_m2, most = std::floor(least * block.rules.window);
    const double radius =
        std::sqrt(std::min(most, block.rules.circle_window * least) / (M_PI * block.rules.shape));
    std::vector<unsigned> found;
    for (unsigned set = 1; set < 1u << 12; ++set) {
        double area = 0, rebuilt = 0;
        std::set<std::string> owners, towns;
        for (unsigned v = 0; v < 12; ++v) {
            if (!(set >> v & 1)) continue;
            area += block.supply[v].net.m2();
            rebuilt += block.rebuilt[v] ? block.supply[v].net.m2() : 0;
            owners.insert(block.parcels[v].owner);
            towns.insert(block.parcels[v].town_code);
        }
        if (area < std::ceil(least) || area > most) continue;
        if (block.rules.maximum_owners > 0 &&
            owners.size() > static_cast<std::size_t>(block.rules.maximum_owners))
            continue;
        if (block.rules.maximum_towns > 0 &&
            towns.size() > static_cast<std::size_t>(block.rules.maximum_towns))
            continue;
        if (rebuilt > block.rules.maximum_redevelopment_share * area) continue;
        unsigned reached = set & (~set + 1);
        for (unsigned before = 0; before != reached;) {
            before = reached;
            const unsigned row = 0xfffu, right = 0x777u, left = 0xeeeu;
            reached |=
                ((reached & right) << 1 | (reached & left) >> 1 | reached << 4 | reached >> 4) & set & row;
        }
        if (reached != set) continue;
        bool round = false;
        for (unsigned c = 0; c < 12 && !round; ++c) {
            bool all = (set >> c & 1) != 0;
            for (unsigned v = 0; v < 12 && all; ++v)
                if (set >> v & 1)
                    all = std::hypot(100.0 * (static_cast<double>(v % 4) - c % 4),
                                     100.0 * (static_cast<double>(v / 4) - c / 4)) <= radius;
            round |= all;
        }
        if (round) found.push_back(set);
    }
    return found;
}

double sum_of(const Block& block, unsigned set, const std::vector<double>& per_m2) {
    double sum = 0;
    for (unsigned v = 0; v < 12; ++v)
        if (set >> v & 1) sum += per_m2[v] * block.supply[v].net.m2();
    return sum;
}

TEST(FindSites, EveryObjectiveUnderEveryLimitAgreesWithEnumeration) {
    const std::vector<double> one(12, 1.0);
    std::size_t feasible = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Block block = random_block(seed);
        const std::vector<unsigned> sets = feasible_sets(block);
        double cost = INFINITY, unit_cost = INFINITY, value = 0;
        for (const unsigned set : sets) {
            cost = std::min(cost, sum_of(block, set, block.cost));
            unit_cost = std::min(unit_cost, sum_of(block, set, block.cost) / sum_of(block, set, one));
            value = std::max(value, sum_of(block, set, block.scores[0]));
        }
        for (const SiteObjective objective :
             {SiteObjective::Cost, SiteObjective::UnitCost, SiteObjective::ScoreArea}) {
            const SitesResult result = find_sites(block.input(objective), {}, Progress());
            ASSERT_EQ(result.sites.empty(), sets.empty()) << "seed " << seed;
            if (sets.empty()) {
                ASSERT_EQ(result.shortfalls.size(), 1u) << "seed " << seed;
                continue;
            }
            ++feasible;
            const model::Site& site = result.sites[0];
            switch (objective) {
                case SiteObjective::Cost:
                    ASSERT_NEAR(site.cost_yuan, cost, 1) << "seed " << seed;
                    break;
                case SiteObjective::UnitCost:
                    ASSERT_NEAR(site.cost_yuan_per_m2, unit_cost, 2e-3) << "seed " << seed;
                    break;
                case SiteObjective::ScoreArea:
                    ASSERT_NEAR(site.score * site.net.m2(), value, 1) << "seed " << seed;
            }
        }
    }
    EXPECT_GT(feasible, 90u);
    std::printf("instances 180, feasible %zu, disagreements 0\n", feasible);
}

TEST(ListSites, ShowsExactlyTheFeasibleSetsAboveTheScore) {
    const std::vector<double> one(12, 1.0);
    std::size_t listed = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        const Block block = random_block(seed);
        std::set<unsigned> expected;
        for (const unsigned set : feasible_sets(block))
            if (sum_of(block, set, block.scores[0]) >= 0.55 * sum_of(block, set, one)) expected.insert(set);
        const SiteList list = list_sites(block.input(SiteObjective::Cost), 0.55, 100000, 1000000, Progress());
        ASSERT_EQ(list.end, ListEnd::All) << "seed " << seed;
        std::set<unsigned> shown;
        for (const model::Site& site : list.sites) {
            unsigned set = 0;
            for (const model::ParcelId parcel : site.parcels) set |= 1u << parcel.index();
            ASSERT_TRUE(shown.insert(set).second) << "seed " << seed << ": listed twice";
        }
        ASSERT_EQ(shown, expected) << "seed " << seed;
        listed += shown.size();
        if (expected.size() > 2) {
            const SiteList few = list_sites(block.input(SiteObjective::Cost), 0.55, 2, 1000000, Progress());
            ASSERT_EQ(few.sites.size(), 2u);
            ASSERT_EQ(few.end, ListEnd::Limit);
        }
    }
    EXPECT_GT(listed, 100u);
}

}  // namespace
}  // namespace zonewright::assembly
