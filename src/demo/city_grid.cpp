#include "demo/city_grid.h"

#include <algorithm>
#include <cmath>

#include "base/errors.h"
#include "geom/planar_area.h"

namespace zonewright::demo {

geom::Point find_spot(const CityGrid& city, const std::vector<TownTarget>& towns, const TownSpot& spot) {
    const auto town =
        std::find_if(towns.begin(), towns.end(), [&](const TownTarget& t) { return t.place == spot.town; });
    if (town == towns.end())
        throw InputError(
            {.thing = "layers/demo",
             .value = spot.town,
             .expected = both("有驻地的镇街（town_seats.toml）", "a town with a seat (town_seats.toml)"),
             .advice = {}});
    const double length = std::sqrt(spot.toward.x * spot.toward.x + spot.toward.y * spot.toward.y);
    const geom::Point unit{spot.toward.x / length, spot.toward.y / length};
    const auto own = static_cast<std::int16_t>(town - towns.begin());
    double reach = 0;
    for (double next = 0;; next += city.spec.cell_m) {
        const geom::Point p{town->seat.x + next * unit.x, town->seat.y + next * unit.y};
        if (!city.covers(p) || city.town.cells[city.cell_at(p)] != own) break;
        reach = next;
    }
    return {town->seat.x + spot.share * reach * unit.x, town->seat.y + spot.share * reach * unit.y};
}

geom::LineString rounded(geom::LineString line, int times) {
    for (int time = 0; time < times; ++time) {
        geom::LineString cut{line.front()};
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const geom::Point a = line[i], b = line[i + 1];
            if (i > 0) cut.push_back({0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y});
            if (i + 2 < line.size()) cut.push_back({0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y});
        }
        cut.push_back(line.back());
        line = std::move(cut);
    }
    return line;
}

geom::LineString stepped(const geom::LineString& line, double step_m) {
    geom::LineString points;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const geom::Point a = line[i], b = line[i + 1];
        const auto pieces = static_cast<int>(geom::distance(a, b) / step_m) + 1;
        for (int k = 0; k < pieces; ++k) {
            const double t = static_cast<double>(k) / pieces;
            points.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
        }
    }
    points.push_back(line.back());
    return points;
}

}  // namespace zonewright::demo
