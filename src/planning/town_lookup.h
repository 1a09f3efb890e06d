// In which town does a point lie? By the outlines, with an index over their boxes; a point on a common boundary belongs to
// the first. O(log towns + vertices of the towns around). Thread-safe once built.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geom/spatial_index.h"
#include "model/town.h"

namespace zonewright::planning {

class TownLookup {
public:
    /// Keeps a view of the towns.
    explicit TownLookup(std::span<const model::Town> towns);
    /// Position among the towns; nothing outside all of them.
    std::optional<std::size_t> at(geom::Point point) const;

private:
    std::span<const model::Town> towns_;
    geom::SpatialIndex index_;
};

}  // namespace zonewright::planning
