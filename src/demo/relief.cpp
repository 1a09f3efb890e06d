#include "demo/relief.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "demo/outline.h"

namespace zonewright::demo {
namespace {

struct PlacedHill {
    geom::Point top;
    double height_m, width_squared;
};

double raw_height(geom::Point p, const std::vector<PlacedHill>& hills, double inland, const Noise& noise,
                  const Warp& bend) {
    const geom::Point bent = bend(p);
    const double ridges = 1 - std::abs(noise.fractal(p, 3400, 4));  // crests where the noise changes sign
    double height = 46 * inland * (1 + 0.9 * noise.fractal({p.x + 4e4, p.y}, 5200, 4));
    for (const PlacedHill& hill : hills) {
        const double dx = bent.x - hill.top.x, dy = bent.y - hill.top.y;
        const double q = 1 + (dx * dx + dy * dy) / hill.width_squared;
        height += hill.height_m / (q * q) * (0.25 + 0.75 * ridges * ridges);
    }
    return height + 8 * noise.fractal(p, 900, 3) * std::min(1.0, height / 60);
}

/// Rank share → metres, straight between the knots.
double by_rank(double share, const std::array<std::array<double, 2>, 7>& knots) {
    for (std::size_t i = 1; i < knots.size(); ++i)
        if (share <= knots[i][0]) {
            const double t = (share - knots[i - 1][0]) / (knots[i][0] - knots[i - 1][0]);
            return knots[i - 1][1] + t * (knots[i][1] - knots[i - 1][1]);
        }
    return knots.back()[1];
}

std::array<std::array<double, 2>, 7> knots_of(const Totals& totals) {
    const double water = 1 - totals.plain_share - totals.terrace_share - totals.mountain_share;
    const double plain = water + totals.plain_share, mountain = 1 - totals.mountain_share;
    const double low = totals.plain_below_m, high = totals.mountain_above_m;
    return {{{0, 0.6},
             {0.5 * plain, 0.3 * low},
             {plain, low},
             {plain + 0.55 * (mountain - plain), 0.28 * high},
             {mountain, high},
             {mountain + 0.7 * totals.mountain_share, 0.42 * totals.highest_m},
             {1, totals.highest_m}}};
}

void map_by_rank(CityGrid& city, const Totals& totals) {
    std::vector<float> sorted;
    for (std::size_t cell = 0; cell < city.town.cells.size(); ++cell)
        if (city.inside(cell)) sorted.push_back(city.elevation_m.cells[cell]);
    std::sort(sorted.begin(), sorted.end());
    const auto knots = knots_of(totals);
    parallel_for(city.spec.rows, 16, city.loops, [&](std::size_t row) {
        for (float& height : city.elevation_m.row(row)) {
            const auto below = std::lower_bound(sorted.begin(), sorted.end(), height) - sorted.begin();
            height = static_cast<float>(
                by_rank(static_cast<double>(below) / static_cast<double>(sorted.size() - 1), knots));
        }
    });
}

/// The highest cell of the whole field belongs to the town of the highest hill: what stands above it
/// elsewhere is pressed together below it, order kept.
void crown(CityGrid& city, const Parameters& parameters) {
    const auto& hills = parameters.landforms.hills;
    const auto highest = std::max_element(
        hills.begin(), hills.end(), [](const Hill& a, const Hill& b) { return a.height_m < b.height_m; });
    const std::int16_t town = city.town.cells[city.cell_at(find_spot(city, parameters.towns, highest->spot))];
    float own = 0, any = 0;
    for (std::size_t cell = 0; cell < city.town.cells.size(); ++cell) {
        const float height = city.elevation_m.cells[cell];
        any = std::max(any, height);
        if (city.town.cells[cell] == town) own = std::max(own, height);
    }
    const float knee = 0.9F * own;
    if (any < own) return;
    for (std::size_t cell = 0; cell < city.town.cells.size(); ++cell) {
        float& height = city.elevation_m.cells[cell];
        if (city.town.cells[cell] != town && height > knee)
            height = knee + 0.95F * (own - knee) * (height - knee) / (any - knee);
    }
}

void measure_slopes(CityGrid& city) {
    const auto& spec = city.spec;
    city.slope_share = raster::Grid<float>(spec, 0.0F);
    const auto step = static_cast<float>(2 * spec.cell_m);
    parallel_for(spec.rows - 2, 16, city.loops, [&](std::size_t inner) {
        for (std::size_t column = 1; column + 1 < spec.columns; ++column) {
            const std::size_t row = inner + 1;
            const float east =
                (city.elevation_m.at(column + 1, row) - city.elevation_m.at(column - 1, row)) / step;
            const float north =
                (city.elevation_m.at(column, row - 1) - city.elevation_m.at(column, row + 1)) / step;
            city.slope_share.at(column, row) = std::sqrt(east * east + north * north);
        }
    });
}

/// Catmull-Rom weights at t between the second and third of four values.
std::array<double, 4> cubic_weights(double t) {
    return {0.5 * t * (-1 + t * (2 - t)), 0.5 * (2 + t * t * (-5 + 3 * t)), 0.5 * t * (1 + t * (4 - 3 * t)),
            0.5 * t * t * (t - 1)};
}

double bicubic(const raster::Grid<float>& grid, geom::Point p) {
    const double u = (p.x - grid.spec.west_m) / grid.spec.cell_m - 0.5,
                 v = (grid.spec.north_m - p.y) / grid.spec.cell_m - 0.5;
    const double column = std::clamp(std::floor(u), 1.0, static_cast<double>(grid.spec.columns - 3));
    const double row = std::clamp(std::floor(v), 1.0, static_cast<double>(grid.spec.rows - 3));
    const auto across = cubic_weights(std::clamp(u - column, 0.0, 1.0)),
               down = cubic_weights(std::clamp(v - row, 0.0, 1.0));
    double sum = 0;
    for (std::size_t j = 0; j < 4; ++j)
        for (std::size_t i = 0; i < 4; ++i)
            sum += across[i] * down[j] *
                   static_cast<double>(grid.at(static_cast<std::size_t>(column) + i - 1,
                                               static_cast<std::size_t>(row) + j - 1));
    return sum;
}

}  // namespace

void raise_relief(CityGrid& city, const Parameters& parameters, std::uint64_t seed,
                  const Progress& progress) {
    std::vector<PlacedHill> hills;
    for (const Hill& hill : parameters.landforms.hills)
        hills.push_back({find_spot(city, parameters.towns, hill.spot), hill.height_m,
                         hill.half_width_m * hill.half_width_m});
    const Noise noise(seed, "relief");
    const Warp bend(seed, "hills", 1700, 4200);
    for (PlacedHill& hill : hills) hill.top = bend(hill.top);
    const geom::Box box = city.spec.box();
    city.elevation_m = raster::Grid<float>(city.spec, 0.0F);
    parallel_for(city.spec.rows, 16, progress, [&](std::size_t row) {
        for (std::size_t column = 0; column < city.spec.columns; ++column) {
            const geom::Point p = city.spec.centre(column, row);
            const double east = (p.x - box.min_x) / box.width(), south = (box.max_y - p.y) / box.height();
            const double inland = std::clamp((1.1 * east + 0.9 * south - 0.42) / 0.75, 0.02, 1.0);
            city.elevation_m.at(column, row) = static_cast<float>(raw_height(p, hills, inland, noise, bend));
        }
    });
    crown(city, parameters);
    map_by_rank(city, parameters.totals);
    measure_slopes(city);
}

void level_waters(CityGrid& city) {
    raster::Grid<float> level = city.elevation_m;
    blur(level, 6, 2, city.loops);
    for (std::size_t cell = 0; cell < city.water.cells.size(); ++cell) {
        const Water water = city.water.cells[cell];
        if (water == Water::None) continue;
        const float ground = city.elevation_m.cells[cell];
        const float surface =
            water == Water::Reservoir ? level.cells[cell] * 0.8F : std::min(ground, level.cells[cell]) * 0.7F;
        city.elevation_m.cells[cell] = surface;
    }
    measure_slopes(city);
}

raster::Grid<float> finer_relief(const CityGrid& city, double cell_m, std::uint64_t seed,
                                 const Progress& progress) {
    raster::GridSpec spec = city.spec;
    const double factor = city.spec.cell_m / cell_m;
    spec.cell_m = cell_m;
    spec.columns = static_cast<std::size_t>(factor * static_cast<double>(city.spec.columns));
    spec.rows = static_cast<std::size_t>(factor * static_cast<double>(city.spec.rows));
    const Noise rough(seed, "roughness");
    raster::Grid<float> fine(spec, 0.0F);
    parallel_for(spec.rows, 16, progress, [&](std::size_t row) {
        for (std::size_t column = 0; column < spec.columns; ++column) {
            const geom::Point p = spec.centre(column, row);
            const double height = bicubic(city.elevation_m, p);
            const double steep =
                std::min(1.0, static_cast<double>(city.slope_share.cells[city.cell_at(p)]) * 4);
            const double detail = steep > 0.02 ? 4 * steep * rough.fractal(p, 70, 2) : 0;
            fine.at(column, row) =
                static_cast<float>(std::round((std::max(0.1, height) + detail) * 100) / 100);
        }
    });
    return fine;
}

}  // namespace zonewright::demo
