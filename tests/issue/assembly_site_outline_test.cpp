// Faults that were met in the outlines of assembled sites.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "assembly/link_parcels.h"
#include "assembly/search/site_shape.h"
#include "geom/planar_area.h"
#include "support/assembly_city.h"
#include "support/site_rules.h"

namespace zonewright::assembly {
namespace {

/// The strips that close shared edges and road gaps overlap each other; the union had corners twice.
TEST(SiteOutline, HasNoCornerTwice) {
    const testing_support::City city = testing_support::make_city({.parcels = 1500});
    const model::SiteRules rules = testing_support::plain_site_rules();
    const model::ParcelGraph graph = link_parcels(city.parcels, {}, rules, 40, Progress());
    const SiteShapes shapes(city.parcels, graph, rules);
    std::size_t corners = 0;
    for (std::size_t first = 0; first + 8 < graph.links.size(); first += 40) {
        std::vector<std::uint32_t> parcels;
        for (std::size_t i = first; i < first + 8; ++i)
            parcels.insert(parcels.end(), {graph.links[i].a.value, graph.links[i].b.value});
        std::sort(parcels.begin(), parcels.end());
        parcels.erase(std::unique(parcels.begin(), parcels.end()), parcels.end());
        for (const geom::Polygon& polygon : shapes.closed_shape(parcels).parts)
            for (const geom::Ring& ring : polygon.rings) {
                EXPECT_EQ(ring.front().x, ring.back().x);
                EXPECT_GE(ring.size(), 4u);
                for (std::size_t i = 1; i < ring.size(); ++i, ++corners)
                    EXPECT_GE(std::hypot(ring[i].x - ring[i - 1].x, ring[i].y - ring[i - 1].y), 0.001)
                        << "links from " << first;
            }
    }
    EXPECT_GT(corners, 1000u);
}

}  // namespace
}  // namespace zonewright::assembly
