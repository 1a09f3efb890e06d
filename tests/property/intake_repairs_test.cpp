// Random layers with random damages: repairs touch what has a finding and nothing else, the ledger accounts
// for every change, and adjusted areas close.
#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>

#include "base/random.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"
#include "intake/area_balance.h"
#include "intake/feature_check.h"
#include "intake/geometry_check.h"

namespace zonewright::intake {
namespace {

const Tolerances tolerances{.sliver_width_m = 0.5,
                                .sliver_area_m2 = 1,
                                .duplicate_point_m = 1e-4,
                                .spike_angle_deg = 10,
                                .spike_tip_m = 0.01,
                                .arc_step_deg = 1,
                                .crs_margin_deg = 10,
                                .longest_edge_m = 50000,
                                .recorded_area_m2 = 1,
                                .recorded_area_share = 0.01};

geom::Ring sound_ring(Random& random, double x, double y) {
    geom::Ring ring;
    for (const auto& [a, b] :
         {std::pair(0.0, 0.0), std::pair(0.0, 100.0), std::pair(100.0, 100.0), std::pair(100.0, 0.0)})
        ring.push_back({x + a + random.between(-9, 9), y + b + random.between(-9, 9)});
    return ring;
}

/// One polygon of a grid, sound or with one damage.
geom::Geometry random_feature(Random& random, std::size_t number) {
    const double x = 470000 + 200 * static_cast<double>(number % 20),
                 y = 2540000 + 200 * static_cast<double>(number / 20);
    geom::Ring ring = sound_ring(random, x, y);
    switch (random.below(9)) {
        case 0:
            ring.insert(ring.begin() + 1, ring[0]);
            break;
        case 1:
            ring.insert(ring.begin() + 2, {{(ring[1].x + ring[2].x) / 2, ring[1].y},
                                           {(ring[1].x + ring[2].x) / 2 + 0.05, ring[1].y + 45},
                                           {(ring[1].x + ring[2].x) / 2 + 0.1, ring[1].y}});
            break;
        case 2:
            std::swap(ring[1], ring[2]);
            break;
        case 3:
            return {};
        case 4: {  // a needle with a blunt tip of some millimetres, perhaps around the first point
            const double x0 = (ring[1].x + ring[2].x) / 2, tip = random.between(0.001, 0.015);
            ring.insert(ring.begin() + 2, {{x0, ring[1].y},
                                           {x0 + 0.05, ring[1].y + 45},
                                           {x0 + 0.05 + tip, ring[1].y + 45 + random.between(-0.004, 0.004)},
                                           {x0 + 0.1, ring[1].y}});
            std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(random.below(8)),
                        ring.end());
            break;
        }
        default:
            break;
    }
    ring.push_back(ring.front());
    return geom::MultiPolygon{{{{ring}}}};
}

struct Layer {
    model::FeatureTable table{.name = "parcel", .kind = model::GeometryKind::Polygon, .epsg = 4547};
    std::vector<model::Finding> findings;
    std::vector<model::Repair> repairs;
    Inspection inspection{"parcel", geom::StatutoryArea({}), findings, repairs};

    explicit Layer(std::uint64_t seed) {
        Random random(seed);
        table.fields.push_back({.name = "id"});
        for (std::size_t i = 0; i < 60; ++i)
            table.features.push_back(
                {static_cast<std::int64_t>(i), random_feature(random, i), {std::to_string(i)}});
    }
    std::set<std::string> found() const {
        std::set<std::string> names;
        for (const model::Finding& finding : findings) names.insert(finding.feature);
        return names;
    }
};

class RandomRepairs : public testing::TestWithParam<const char*> {};

TEST_P(RandomRepairs, TouchOnlyFeaturesWithAFindingAndAccountForEach) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        Layer layer(seed);
        const model::FeatureTable before = layer.table;
        check_geometries(layer.table, tolerances, repairs_from(GetParam()), {}, layer.inspection, Progress{});
        const std::set<std::string> found = layer.found();
        std::map<std::string, std::vector<const model::Repair*>> ledger;
        for (const model::Repair& repair : layer.repairs) ledger[repair.feature].push_back(&repair);
        std::size_t gone = 0;
        for (const model::Feature& feature : before.features) {
            const std::string name = std::to_string(feature.fid);
            const auto after = std::find_if(layer.table.features.begin(), layer.table.features.end(),
                                            [&](const model::Feature& f) { return f.fid == feature.fid; });
            const bool left_out = after == layer.table.features.end();
            gone += left_out;
            const bool changed = left_out || !(after->geometry == feature.geometry);
            EXPECT_EQ(changed, ledger.contains(name)) << name << ": a change is a row, and a row is a change";
            EXPECT_TRUE(!changed || found.contains(name)) << name << ": a change needs a finding";
            if (left_out || !changed) continue;
            EXPECT_EQ(ledger[name].front()->before, layer.inspection.area.of(feature.geometry)) << name;
            EXPECT_EQ(ledger[name].back()->after, layer.inspection.area.of(after->geometry)) << name;
            for (std::size_t i = 1; i < ledger[name].size(); ++i)
                EXPECT_EQ(ledger[name][i - 1]->after, ledger[name][i]->before) << name << ": the rows chain";
        }
        EXPECT_EQ(before.features.size(), layer.table.features.size() + gone);
        for (const model::Feature& feature : layer.table.features)
            EXPECT_TRUE(gis::check_validity(std::get<geom::MultiPolygon>(feature.geometry)).valid)
                << feature.fid;
    }
}

TEST_P(RandomRepairs, FindTheSameAgainOnlyWhatWasNotAskedFor) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Layer layer(seed);
        check_geometries(layer.table, tolerances, repairs_from(GetParam()), {}, layer.inspection, Progress{});
        const model::FeatureTable once = layer.table;
        layer.findings.clear();
        layer.repairs.clear();
        check_geometries(layer.table, tolerances, repairs_from(GetParam()), {}, layer.inspection, Progress{});
        EXPECT_TRUE(layer.repairs.empty())
            << "seed " << seed << ": " << layer.repairs.front().rule << " a second time";
        for (std::size_t i = 0; i < once.features.size(); ++i)
            EXPECT_EQ(once.features[i].geometry, layer.table.features[i].geometry) << "seed " << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(Names, RandomRepairs,
                         testing::Values("rebuild", "spikes", "duplicate_points", "spikes,duplicate_points"));

TEST(RandomParts, SplitAddUpToTheWhole) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed);
        Layer layer(seed);
        layer.table.features.clear();
        for (std::int64_t i = 0; i < 10; ++i) {
            geom::MultiPolygon parts;
            for (std::uint64_t p = 1 + random.below(3); p > 0; --p) {
                geom::Ring ring = sound_ring(random, 470000 + 200 * static_cast<double>(p),
                                             2540000 + 200 * static_cast<double>(i));
                ring.push_back(ring.front());
                parts.parts.push_back({{ring}});
            }
            layer.table.features.push_back({i, std::move(parts), {std::to_string(i)}});
        }
        std::size_t parts = 0;
        for (const model::Feature& feature : layer.table.features)
            parts += std::get<geom::MultiPolygon>(feature.geometry).parts.size();
        check_multipart(layer.table, repairs_from("split_multipart"), layer.inspection);
        EXPECT_EQ(layer.table.features.size(), parts) << "seed " << seed;
        std::set<std::string> ids;
        for (const model::Feature& feature : layer.table.features)
            ids.insert(model::text_of(feature.values[0]));
        EXPECT_EQ(ids.size(), parts) << "seed " << seed << ": ids stay apart";
        for (const model::Repair& repair : layer.repairs)
            EXPECT_LE(std::abs((repair.after - repair.before).cm2), 300)
                << "seed " << seed << ": rounding of three parts at most";
    }
}

TEST(RandomAdjustment, ClosesToTheCentAndStaysWithinOneOfTheProportion) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        std::vector<Area> parts;
        for (std::uint64_t n = 1 + random.below(50); n > 0; --n)
            parts.push_back(Area{static_cast<std::int64_t>(random.below(2'000'000'000)) * 100});
        const Area sum = std::accumulate(parts.begin(), parts.end(), Area{});
        if (sum.cm2 == 0) continue;
        const Area total = Area::from_m2(sum.m2() * random.between(0.9, 1.1));
        const std::vector<Area> adjusted = adjusted_to(parts, total);
        EXPECT_EQ(std::accumulate(adjusted.begin(), adjusted.end(), Area{}), total) << "seed " << seed;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const long double exact = static_cast<long double>(parts[i].cm2) *
                                      static_cast<long double>(total.cm2) / static_cast<long double>(sum.cm2);
            EXPECT_LT(std::abs(static_cast<double>(static_cast<long double>(adjusted[i].cm2) - exact)), 100.5)
                << "seed " << seed;
        }
    }
    EXPECT_EQ(adjusted_to({Area{0}, Area{0}}, Area{500}), (std::vector<Area>{Area{0}, Area{0}}));
}

TEST(RandomAdjustment, GivesWhatIsLeftOverToTheLargest) {
    // 1.00 : 1.00 : 1.01 to 3.03 m²: 1.0066…, 1.0066…, 1.0167 → 1.00, 1.00, 1.01; 0.02 left: the largest,
    // then the first
    EXPECT_EQ(adjusted_to({Area{10000}, Area{10000}, Area{10100}}, Area{30300}),
              (std::vector<Area>{Area{10100}, Area{10000}, Area{10200}}));
}

}  // namespace
}  // namespace zonewright::intake
