// Places with a boundary on the ground, and zones: cluster × place.
#pragma once

#include <string>
#include <vector>

#include "base/units.h"
#include "geom/geometry.h"
#include "model/evidence.h"
#include "model/ids.h"
#include "model/plan.h"

namespace zonewright::model {

/// A place of the plan with its geometry in the study's CRS. Territories overlap: a parcel can be in 长安 and
/// in 滨海湾.
struct Territory {
    PlaceId place;
    geom::MultiPolygon geometry;
    GeometryStatus status = GeometryStatus::Schematic;
    Area area;    ///< statutory
    Text origin;  ///< which source or rule gave the geometry, for example "union of 5 towns"
};

/// How a place stands to a cluster. An unlisted place is never "unfit".
enum class Listing { Listed, OpenList, NotListed };

struct Zone {
    ClusterId cluster;
    PlaceId place;
    geom::MultiPolygon geometry;
    GeometryStatus status = GeometryStatus::Schematic;
    Area area;
};

/// What zoning hands on.
struct ZoneMap {
    std::vector<Territory> territories;  ///< one per place that has a geometry
    std::vector<Zone> zones;
    std::vector<PlaceId> without_geometry;  ///< named by the plan, no boundary at hand
};

}  // namespace zonewright::model
