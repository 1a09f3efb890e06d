#include "planning/town_lookup.h"

#include "geom/planar_area.h"

namespace zonewright::planning {
namespace {

std::vector<geom::Box> boxes_of_towns(std::span<const model::Town> towns) {
    std::vector<geom::Box> boxes;
    for (const model::Town& town : towns) boxes.push_back(geom::bounds(town.geometry));
    return boxes;
}

}  // namespace

TownLookup::TownLookup(std::span<const model::Town> towns) : towns_(towns), index_(boxes_of_towns(towns)) {}

std::optional<std::size_t> TownLookup::at(geom::Point point) const {
    for (const std::uint32_t id : index_.query({point.x, point.y, point.x, point.y}))
        if (geom::locate(point, towns_[id].geometry) != geom::Position::Outside) return id;
    return std::nullopt;
}

}  // namespace zonewright::planning
