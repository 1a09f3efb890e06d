#include "demo/city.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "base/random.h"
#include "demo/land_cover.h"
#include "demo/land_lines.h"
#include "demo/main_roads.h"
#include "demo/outline.h"
#include "demo/place_growth.h"
#include "demo/relief.h"
#include "demo/waters.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

constexpr double cell_m = 50;
constexpr double margin_m = 6000;  // around the seats, beyond the reach of any town
constexpr double patch_spacing_m = 460;
constexpr double interchange_spacing_m = 2400;
constexpr int smoothing_rounds = 24;

raster::GridSpec spec_around(const std::vector<TownTarget>& towns) {
    geom::Box box;
    for (const TownTarget& town : towns) box.include(town.seat);
    raster::GridSpec spec = raster::covering_grid(box.grown(margin_m + 3000), cell_m);
    spec.columns += (4 - spec.columns % 4) % 4;
    spec.rows += (4 - spec.rows % 4) % 4;
    return spec;
}

void take_road_classes(City& city) {
    city.grid.road = raster::Grid<RoadClass>(city.grid.spec, RoadClass::None);
    const auto columns = city.grid.spec.columns;
    for (std::size_t cell = columns; cell + columns < city.grid.road.cells.size(); ++cell)
        if (city.grid.inside(cell)) city.grid.road.cells[cell] = city.network.class_at(cell);
}

/// How strongly the border between two cells holds its corners: what people look at first is smoothest.
float border_weight(const City& city, std::size_t a, std::size_t b) {
    const CityGrid& grid = city.grid;
    if (grid.town.cells[a] != grid.town.cells[b]) return 1.0F;
    if (!grid.inside(a)) return 0.0F;
    for (const auto& place : city.places)
        if (place.cells[a] != place.cells[b]) return 0.5F;
    if (grid.water.cells[a] != grid.water.cells[b] || grid.water_body.cells[a] != grid.water_body.cells[b])
        return 0.7F;
    if (grid.line.cells[a] != grid.line.cells[b]) return 0.6F;
    if ((grid.road.cells[a] == RoadClass::None) != (grid.road.cells[b] == RoadClass::None)) return 0.6F;
    if (grid.block.cells[a] != grid.block.cells[b] ||
        grid.industrial_line.cells[a] != grid.industrial_line.cells[b])
        return 0.4F;
    return city.land_class.cells[a] != city.land_class.cells[b] || city.patch.cells[a] != city.patch.cells[b]
               ? 0.12F
               : 0.0F;
}

void smooth_borders(City& city) {
    city.corners.clear();
    city.corners.emplace_back(
        city.grid.spec, [&](std::size_t a, std::size_t b) { return border_weight(city, a, b); },
        smoothing_rounds);
}

double planar_area_of_line(const City& city, Line line) {
    raster::Grid<std::int32_t> labels(city.grid.spec, -1);
    for (std::size_t cell = 0; cell < labels.cells.size(); ++cell) {
        const Line here = city.grid.line.cells[cell];
        if (city.grid.inside(cell) && (line == Line::Concentrated ? in_growth_boundary(here) : here == line))
            labels.cells[cell] = 0;
    }
    double area = 0;
    for (const Piece& piece : pieces_of(city, labels)) area += geom::planar_area(piece.polygon);
    return area;
}

/// Smoothing shaves convex borders; gives the lines back what they lost or takes what they gained.
void close_line_totals(City& city) {
    const Totals& totals = city.parameters.totals;
    const std::array<std::pair<Line, double>, 3> wanted{
        {{Line::Redline, totals.redline_m2},
         {Line::Farmland, totals.farmland_m2},
         {Line::Concentrated, totals.growth_limit_m2 * totals.growth_fill_share}}};
    for (const auto& [line, area] : wanted) {
        const double surplus = planar_area_of_line(city, line) - area;
        adjust_line(city.grid, line, std::llround(surplus / city.grid.cell_area_m2()));
    }
}

/// The industrial protection line: industrial blocks inside the growth boundary, the most industrial first.
void draw_industrial_line(City& city) {
    city.grid.industrial_line = raster::Grid<std::uint8_t>(city.grid.spec, 0);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < city.blocks.size(); ++i)
        if (city.blocks[i].industrial && !city.blocks[i].outside_boundary) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return city.blocks[a].leaning != city.blocks[b].leaning
                   ? city.blocks[a].leaning > city.blocks[b].leaning
                   : a < b;
    });
    const double wanted =
        city.parameters.totals.industrial_line_m2 * city.parameters.totals.industrial_line_fill_share;
    std::vector<std::uint8_t> inside(city.blocks.size(), 0);
    double reached = 0;
    for (std::size_t i : order) {
        if (reached >= wanted) break;
        inside[i] = 1;
        reached += static_cast<double>(city.blocks[i].cells) * city.grid.cell_area_m2();
    }
    for (std::size_t cell = 0; cell < city.grid.block.cells.size(); ++cell) {
        const std::int32_t block = city.grid.block.cells[cell];
        if (block >= 0) city.grid.industrial_line.cells[cell] = inside[static_cast<std::size_t>(block)];
    }
}

void divide_industry(City& city, std::uint64_t seed, const Progress& progress) {
    raster::Grid<std::int32_t> labels(city.grid.spec, -1);
    for (std::size_t cell = 0; cell < labels.cells.size(); ++cell) {
        const std::int32_t block = city.grid.block.cells[cell];
        if (block >= 0 && city.blocks[static_cast<std::size_t>(block)].industrial) labels.cells[cell] = block;
    }
    const std::vector<Piece> faces = pieces_of(city, labels);
    city.industry.resize(faces.size());
    const LaneWidths widths{.local_m = city.parameters.roads.width_m.at("local"),
                            .village_m = city.parameters.roads.width_m.at("lane")};
    parallel_for(faces.size(), 4, progress, [&](std::size_t i) {
        const std::uint64_t own = Noise(seed, "plots").mix(faces[i].label, faces[i].cell);
        city.industry[i] = {.block = faces[i].label,
                            .face = faces[i].polygon,
                            .divided = divide_block(faces[i].polygon, city.parameters.industry, widths, own)};
    });
}

double distance_to_line(geom::Point p, const geom::LineString& line) {
    double least = 1e18;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        least = std::min(least, geom::distance(p, line[i], line[i + 1]));
    return least;
}

/// Puts the foot of `p` into the line as a vertex and returns it.
geom::Point insert_foot(geom::LineString& line, geom::Point p) {
    std::size_t best = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        if (geom::distance(p, line[i], line[i + 1]) < geom::distance(p, line[best], line[best + 1])) best = i;
    const geom::Point a = line[best], b = line[best + 1];
    const double length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
    const double t = std::clamp(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length, 0.0, 1.0);
    if (t <= 0) return a;
    if (t >= 1) return b;
    const geom::Point foot{std::round((a.x + t * (b.x - a.x)) * 1e3) / 1e3,
                           std::round((a.y + t * (b.y - a.y)) * 1e3) / 1e3};
    line.insert(line.begin() + static_cast<std::ptrdiff_t>(best) + 1, foot);
    return foot;
}

/// Joins the ends of the lanes of a block to an earlier lane, or else to a street around the block.
void join_lanes(City& city, std::size_t industry) {
    const IndustrialBlock& block = city.industry[industry];
    const double reach = 1.6 * city.grid.spec.cell_m, local = city.parameters.roads.width_m.at("local");
    const std::size_t first = city.lanes.size();
    for (const Lane& lane : block.divided.lanes) {
        geom::LineString line = lane.line;
        for (const bool front : {true, false}) {
            geom::Point& end = front ? line.front() : line.back();
            end = {std::round(end.x * 1e3) / 1e3, std::round(end.y * 1e3) / 1e3};
            std::size_t nearest = city.lanes.size();
            double least = 0.5 * local + 2;
            for (std::size_t other = first; other < city.lanes.size(); ++other)
                if (const double away = distance_to_line(end, city.lanes[other].line); away < least)
                    least = away, nearest = other;
            const geom::Point outer = end;
            const auto joined = nearest < city.lanes.size()
                                    ? std::optional(insert_foot(city.lanes[nearest].line, end))
                                    : city.network.join_surface(end, reach);
            if (!joined || geom::distance(*joined, outer) == 0) continue;
            line.insert(front ? line.begin() : line.end(), *joined);
        }
        city.lanes.push_back({.industry = industry, .village = lane.village, .line = std::move(line)});
    }
}

/// Outline, towns, relief, waters and the redline on the hills.
void shape_ground(City& city, std::uint64_t seed, const Progress& progress) {
    CityGrid& grid = city.grid;
    grid.spec = spec_around(city.parameters.towns);
    const Warp borders(seed, "town borders", 900, 5000);
    const auto outline = draw_outline(grid.spec, city.parameters.towns, city.parameters.landforms.sea,
                                      city.parameters.totals.land_m2, borders, progress.part(0, 0.2));
    grid.town = grow_towns(outline, city.parameters.towns, borders, progress.part(0.2, 0.7));
    raise_relief(grid, city.parameters, seed, progress.part(0.7, 0.95));
    draw_waters(grid, city.parameters, seed, progress.part(0.95, 1));
    level_waters(grid);
    draw_redline(grid, city.parameters, seed);
}

/// Main roads, the growth boundary that follows them, and the streets inside it.
void lay_roads(City& city, std::uint64_t seed, const Progress& progress) {
    city.network = RoadNetwork(city.grid.spec);
    lay_expressways(city.grid, city.parameters, city.network);
    lay_arterials(city.grid, city.parameters, seed, city.network, progress.part(0.1, 0.7));
    draw_growth_boundary(city.grid, city.parameters, city.network, seed);
    lay_streets(city.grid, city.parameters, seed, city.network, progress.part(0.7, 1));
    city.network.join_levels(interchange_spacing_m);
    city.network.smooth();
    take_road_classes(city);
}

/// Blocks, industry, farmland and what covers the rest.
void use_land(City& city, std::uint64_t seed) {
    CityGrid& grid = city.grid;
    const Industry& industry = city.parameters.industry;
    const double gross = city.parameters.totals.industrial_land_m2 * industry.gross_per_net;
    city.blocks = find_blocks(grid);
    add_village_plots(grid, city.parameters, gross * industry.outside_boundary_share, seed, city.blocks);
    choose_industrial(grid, city.parameters, city.network, gross, seed, city.blocks);
    draw_farmland(grid, city.parameters, seed);
    draw_industrial_line(city);
    city.patch = jittered_patches(grid, patch_spacing_m, seed);
    city.village = number_villages(grid, city.parameters.towns.size(), seed);
    city.places = grow_places(grid, city.parameters, seed);
    city.land_class = cover_land(grid, city.parameters, city.patch, city.blocks, seed);
}

}  // namespace

std::vector<Piece> pieces_of(const City& city, const raster::Grid<std::int32_t>& labels) {
    const std::vector<raster::TracedRegion> regions = raster::trace_regions(labels);
    std::vector<Piece> pieces(regions.size());
    parallel_for(regions.size(), 256, city.grid.loops, [&](std::size_t i) {
        pieces[i] = {.label = regions[i].label,
                     .cell = regions[i].first_cell,
                     .polygon = city.borders().polygon(regions[i])};
    });
    return pieces;
}

City build_city(Parameters parameters, std::uint64_t seed, const Progress& progress) {
    City city{.parameters = std::move(parameters)};
    city.grid.loops = progress.quiet();
    shape_ground(city, seed, progress.part(0, 0.36));
    lay_roads(city, seed, progress.part(0.36, 0.55));
    use_land(city, seed);
    progress.report(0.6);
    smooth_borders(city);
    close_line_totals(city);
    city.land_class = cover_land(city.grid, city.parameters, city.patch, city.blocks, seed);
    smooth_borders(city);
    divide_industry(city, seed, progress.part(0.7, 0.95));
    for (std::size_t i = 0; i < city.industry.size(); ++i) join_lanes(city, i);
    city.roads = city.network.lines();
    return city;
}

}  // namespace zonewright::demo
