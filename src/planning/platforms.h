// The innovation platforms of a study (role `platform`): what they are, whom they serve, and which are near a piece of land.
// Distances are metres on the study's plane, from the platform to the nearest edge of the land; 0 inside.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "geom/geometry.h"
#include "model/plan.h"
#include "model/source_set.h"

namespace zonewright::planning {

struct Platform {
    std::string name;
    std::string kind;                        ///< field class: "research_institute", "incubator", …
    std::vector<model::ClusterId> clusters;  ///< that it serves; empty: none stated
    geom::Point at;
};

/// In the order of the source; records without a place are left out. Empty without a source.
std::vector<Platform> platforms_of(const model::Plan& plan, const model::SourceSet& sources);

/// Positions of the platforms of these kinds within `reach_m`, in the order of the source. O(platforms × edges).
std::vector<std::size_t> platforms_near(std::span<const Platform> platforms, const geom::MultiPolygon& land, double reach_m,
                                        std::span<const std::string> kinds);

}  // namespace zonewright::planning
