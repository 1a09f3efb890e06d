#include "demo/place_growth.h"

#include <algorithm>
#include <cmath>
#include <queue>

#include "demo/noise.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

/// Takes the cells of the host nearest to the spot, one after the other through neighbours, up to the count.
void grow(const CityGrid& city, const Parameters& parameters, const TownSpot& spot, std::size_t count,
          const Noise& noise, raster::Grid<std::uint8_t>& place) {
    const geom::Point start = find_spot(city, parameters.towns, spot);
    const std::size_t first = city.cell_at(start);
    const std::int16_t host = city.town.cells[first];
    std::vector<std::uint8_t> seen(place.cells.size(), 0);
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const auto offer = [&](std::size_t cell) {
        if (seen[cell] != 0 || city.town.cells[cell] != host || place.cells[cell] != 0) return;
        seen[cell] = 1;
        const geom::Point p = city.centre(cell);
        const double wild = city.line.cells[cell] == Line::Redline ? 3.0 : 1.0;
        queue.emplace(wild * geom::distance(p, start) * (1 + 0.35 * noise.fractal(p, 1500, 2)), cell);
    };
    offer(first);
    for (std::size_t taken = 0; taken < count && !queue.empty(); ++taken) {
        const std::size_t cell = queue.top().second;
        queue.pop();
        place.cells[cell] = 1;
        for (std::size_t n : city.neighbours(cell)) offer(n);
    }
}

}  // namespace

std::vector<raster::Grid<std::uint8_t>> grow_places(const CityGrid& city, const Parameters& parameters,
                                                    std::uint64_t seed) {
    const Noise noise(seed, "places");
    std::vector<raster::Grid<std::uint8_t>> places;
    for (const PlaceGrowth& growth : parameters.places) {
        places.emplace_back(city.spec, std::uint8_t{0});
        for (std::size_t i = 0; i < growth.spots.size(); ++i) {
            const auto count =
                static_cast<std::size_t>(growth.area_m2 * growth.shares[i] / city.cell_area_m2());
            grow(city, parameters, growth.spots[i], count, noise, places.back());
        }
    }
    return places;
}

}  // namespace zonewright::demo
