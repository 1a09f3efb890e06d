// The promises of the demonstration city, measured on the layers that are written.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/parallel.h"
#include "base/units.h"
#include "catalog/catalogue_reader.h"
#include "demo/facility_layers.h"
#include "demo/land_layers.h"
#include "demo/road_connection.h"
#include "geom/planar_area.h"
#include "geom/spatial_index.h"
#include "gis/overlay.h"

namespace zonewright::demo {
namespace {

using model::FeatureTable;

/// The small city of seed 1 with all its layers; made once for all tests.
struct Made {
    model::Catalogue catalogue;
    City city;
    std::vector<PlotUse> plots;
    std::vector<std::uint8_t> recorded;
    FeatureTable towns, land_use, farmland, redline, growth, industrial_line, parcels, water, places, roads;

    explicit Made(std::uint64_t seed, const Progress& progress = Progress()) {
        const std::filesystem::path layers = std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / "layers";
        catalogue = catalog::read_catalogue(layers, "dongguan-2024");
        city = build_city(read_parameters(layers, catalogue), seed, progress);
        plots = use_plots(city, seed);
        recorded = recorded_blocks(city, plots, 0.1);
        const Survey survey{city, plots, recorded,
                            geom::StatutoryArea(*geom::gauss_kruger_of_epsg(city_epsg)), seed};
        towns = town_table(survey), land_use = land_use_table(survey), farmland = farmland_table(survey);
        redline = redline_table(survey), growth = growth_boundary_table(survey),
        industrial_line = industrial_line_table(survey);
        parcels = parcel_table(survey), water = water_table(survey),
        places = place_table(survey, catalogue.plan);
        roads = road_table(city, recorded);
    }
    std::vector<const FeatureTable*> tables() const {
        return {&towns,           &land_use, &farmland, &redline, &growth,
                &industrial_line, &parcels,  &water,    &places,  &roads};
    }
};

const Made& made() {
    static const Made city(1);
    return city;
}

const geom::MultiPolygon& shape(const model::Feature& feature) {
    return std::get<geom::MultiPolygon>(feature.geometry);
}

double sum(const FeatureTable& table, const std::string& field) {
    double total = 0;
    for (const model::Feature& feature : table.features)
        total += *model::number_of(feature.values[table.field(field)]);
    return total;
}

std::string text(const FeatureTable& table, const model::Feature& feature, const std::string& field) {
    return model::text_of(feature.values[table.field(field)]);
}

/// Area on the plane that features of both tables cover.
double overlap(const FeatureTable& a, const FeatureTable& b) {
    std::vector<geom::Box> boxes;
    for (const model::Feature& feature : b.features) boxes.push_back(geom::bounds(shape(feature)));
    const geom::SpatialIndex index(boxes);
    double area = 0;
    for (const model::Feature& feature : a.features)
        for (std::uint32_t other : index.query(geom::bounds(shape(feature)))) {
            const geom::MultiPolygon& there = shape(b.features[other]);
            if (gis::intersects(shape(feature), there))
                area += geom::planar_area(gis::intersection(shape(feature), there));
        }
    return area;
}

TEST(DemoCity, EveryTownHasItsPublishedAreaWithinThreePercent) {
    const auto& towns = made().city.parameters.towns;
    ASSERT_EQ(made().towns.features.size(), towns.size());
    for (std::size_t i = 0; i < towns.size(); ++i) {
        const double area = *model::number_of(made().towns.features[i].values[made().towns.field("DCMJ")]);
        EXPECT_NEAR(area / towns[i].area_m2, 1, 0.03) << towns[i].place;
    }
    EXPECT_NEAR(sum(made().towns, "DCMJ") / made().city.parameters.totals.land_m2, 1, 0.01);
}

TEST(DemoCity, EverySeatLiesInItsTown) {
    const auto& towns = made().city.parameters.towns;
    for (std::size_t i = 0; i < towns.size(); ++i)
        EXPECT_EQ(geom::locate(towns[i].seat, shape(made().towns.features[i])), geom::Position::Inside)
            << towns[i].place;
}

using Edge = std::array<double, 4>;

/// How often every edge occurs, whichever way it runs.
void count_edges(const FeatureTable& table, std::map<Edge, int>& edges) {
    for (const model::Feature& feature : table.features)
        for (const geom::Polygon& part : shape(feature).parts)
            for (const geom::Ring& ring : part.rings)
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    const Edge there{ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y};
                    ++edges[std::min(there, Edge{there[2], there[3], there[0], there[1]})];
                }
}

TEST(DemoCity, TownsAndLandUseTileTheCityWithSharedEdges) {
    std::map<Edge, int> towns, land_use;
    count_edges(made().towns, towns);
    count_edges(made().land_use, land_use);
    for (const auto& [edge, count] : land_use) {
        ASSERT_LE(count, 2);
        if (count == 2) continue;
        ASSERT_EQ(towns.at(edge), 1) << "only the border of the city is an edge of one piece";
    }
    for (const auto& [edge, count] : towns) ASSERT_EQ(land_use.at(edge), count);
    double pieces = 0, whole = 0;
    for (const model::Feature& feature : made().land_use.features)
        pieces += geom::planar_area(shape(feature));
    for (const model::Feature& feature : made().towns.features) whole += geom::planar_area(shape(feature));
    EXPECT_NEAR(pieces, whole, 0.01);
}

TEST(DemoCity, ControlLinesMeetTheirTotals) {
    const Totals& totals = made().city.parameters.totals;
    EXPECT_NEAR(sum(made().farmland, "YJJBNTTBMJ") / totals.farmland_m2, 1, 0.01);
    EXPECT_NEAR(sum(made().redline, "MJ") / totals.redline_m2, 1, 0.01);
    EXPECT_LE(sum(made().growth, "MJ"), totals.growth_limit_m2);
    EXPECT_GE(sum(made().growth, "MJ"), 0.99 * totals.growth_limit_m2);
    EXPECT_GE(sum(made().industrial_line, "MJ"), totals.industrial_line_m2);
}

TEST(DemoCity, TheThreeLinesNeverOverlap) {
    EXPECT_LT(overlap(made().farmland, made().redline), 1e-6);
    EXPECT_LT(overlap(made().farmland, made().growth), 1e-6);
    EXPECT_LT(overlap(made().redline, made().growth), 1e-6);
}

TEST(DemoCity, ParcelsAreATenthOfTheCityAndMostlySmall) {
    const Totals& totals = made().city.parameters.totals;
    const auto count = static_cast<double>(made().parcels.features.size());
    EXPECT_NEAR(count / (0.1 * totals.parcels), 1, 0.1);
    EXPECT_NEAR(sum(made().parcels, "ZDMJ") / (0.1 * totals.industrial_land_m2), 1, 0.03);
    const std::size_t field = made().parcels.field("ZDMJ");
    const auto small = std::count_if(
        made().parcels.features.begin(), made().parcels.features.end(), [&](const model::Feature& feature) {
            return *model::number_of(feature.values[field]) < totals.small_parcel_mu * square_metres_per_mu;
        });
    EXPECT_GT(static_cast<double>(small) / count, 0.9);
}

TEST(DemoCity, AllPlotsTogetherAreThePublishedIndustrialLand) {
    const Totals& totals = made().city.parameters.totals;
    double area = 0, count = 0;
    for (const PlotUse& plot : made().plots)
        if (plot.parcel)
            area += made().city.industry[plot.block].divided.plots[plot.plot].area_m2, count += 1;
    EXPECT_NEAR(area / totals.industrial_land_m2, 1, 0.005);
    EXPECT_NEAR(count / totals.parcels, 1, 0.06);
}

TEST(DemoCity, ParcelsAreValidApartAndIndustrialInTheLandUse) {
    std::map<Edge, int> industrial;
    FeatureTable pieces = made().land_use;
    std::erase_if(pieces.features,
                  [&](const model::Feature& f) { return text(made().land_use, f, "DLBM") != "0601"; });
    count_edges(pieces, industrial);
    std::map<Edge, int> edges;
    count_edges(made().parcels, edges);
    std::set<std::string> ids;
    for (const auto& [edge, count] : edges) {
        ASSERT_LE(count, 2);
        ASSERT_TRUE(industrial.contains(edge));
    }
    for (const model::Feature& feature : made().parcels.features) {
        EXPECT_TRUE(gis::check_validity(shape(feature)).valid) << text(made().parcels, feature, "DKBH");
        EXPECT_TRUE(ids.insert(text(made().parcels, feature, "DKBH")).second);
    }
}

TEST(DemoCity, EveryStepOfTheWaterfallHasSomething) {
    EXPECT_GT(overlap(made().parcels, made().farmland), 100);
    EXPECT_GT(overlap(made().parcels, made().redline), 50);
    EXPECT_LT(overlap(made().parcels, made().growth), sum(made().parcels, "ZDMJ") - 1e5)
        << "some plots lie outside the growth boundary";
    std::map<std::string, int> tenures;
    for (const model::Feature& feature : made().parcels.features)
        ++tenures[text(made().parcels, feature, "GYZT")];
    EXPECT_GT(tenures["已供"], tenures["批而未供"]);
    EXPECT_GT(tenures["批而未供"], 0);
    EXPECT_GT(tenures["规划新增"], 0);
}

TEST(DemoCity, AllRoadsHangTogether) {
    std::vector<const geom::LineString*> lines;
    for (const model::Feature& feature : made().roads.features)
        lines.push_back(&std::get<geom::MultiLineString>(feature.geometry).lines[0]);
    const auto connected = in_largest_network(lines);
    EXPECT_EQ(std::count(connected.begin(), connected.end(), 1), static_cast<std::ptrdiff_t>(lines.size()));
}

TEST(DemoCity, TheHighestPointIsInXiegangAndTheReliefHasItsShares) {
    const City& city = made().city;
    const Totals& totals = city.parameters.totals;
    std::size_t highest = 0, cells = 0, mountains = 0;
    for (std::size_t cell = 0; cell < city.grid.town.cells.size(); ++cell) {
        if (!city.grid.inside(cell)) continue;
        ++cells;
        mountains += static_cast<double>(city.grid.elevation_m.cells[cell]) > totals.mountain_above_m ? 1 : 0;
        if (!city.grid.inside(highest) ||
            city.grid.elevation_m.cells[cell] > city.grid.elevation_m.cells[highest])
            highest = cell;
    }
    EXPECT_EQ(city.parameters.towns[static_cast<std::size_t>(city.grid.town.cells[highest])].place,
              "xiegang");
    EXPECT_NEAR(static_cast<double>(city.grid.elevation_m.cells[highest]), totals.highest_m, 0.1);
    EXPECT_NEAR(static_cast<double>(mountains) / static_cast<double>(cells), totals.mountain_share, 0.01);
}

TEST(DemoCity, PlacesHaveTheirAreasInsideTheirHosts) {
    for (std::size_t i = 0; i < made().city.places.size(); ++i) {
        const PlaceGrowth& growth = made().city.parameters.places[i];
        const double area = *model::number_of(made().places.features[i].values[made().places.field("MJ")]);
        EXPECT_NEAR(area / growth.area_m2, 1, 0.03) << growth.place;
    }
}

std::string digest(const Made& city) {
    Fingerprint print;
    for (const FeatureTable* table : city.tables())
        for (const model::Feature& feature : table->features) {
            for (const model::Value& value : feature.values) print.add(model::text_of(value));
            const geom::Box box = geom::bounds(feature.geometry);
            print.add(box.min_x).add(box.min_y).add(box.max_x).add(box.max_y);
        }
    return print.hex();
}

TEST(DemoCity, IsTheSameAtAnyNumberOfThreads) {
    const Made again(1, Progress(nullptr, {}, 1));
    EXPECT_EQ(digest(again), digest(made()));
}

}  // namespace
}  // namespace zonewright::demo
