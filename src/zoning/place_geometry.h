// Where on the ground is each place of the plan?
//
// From what its record allows (geometry_from), in that order; a record that does not say allows, in this
// order: a feature of a `place` source with that id, code or name; an outline in the record itself; a feature of the
// `town` source; the union of the member places (functional areas, districts). A place with none of these stays without
// geometry and is named, never guessed. Cost: O(features + vertices of unions).
#pragma once

#include <vector>

#include "base/progress.h"
#include "geom/statutory_area.h"
#include "model/plan.h"
#include "model/source_set.h"
#include "model/territory.h"

namespace zonewright::zoning {

struct PlacesOnTheGround {
    std::vector<model::Territory> territories;  ///< in the order of Plan::places
    std::vector<model::PlaceId> without_geometry;
};

/// `epsg`: the study's plane, which is that of `area`. Throws InputError naming the file for an outline that is not valid or
/// cannot be brought there.
PlacesOnTheGround locate_places(const model::Plan& plan, const model::SourceSet& sources,
                                const geom::StatutoryArea& area, int epsg, const Progress& progress);

}  // namespace zonewright::zoning
