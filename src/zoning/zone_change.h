// Which land does another version of the plan give to other industries?
//
// Clusters of two versions belong together when one is called what the other is or was (`formerly`): unchanged, renamed,
// merged and split ones. Within such a group every piece of land is listed for some of the earlier and some of the later
// clusters; the pieces do not overlap, so the table closes: the pieces from a cluster sum to its earlier zone, the pieces
// to a cluster to its later one. Zones of different groups may overlap, as in the plan. Coordinates are metres on the
// study's plane, areas statutory. Cost: a few overlays for each group.
#pragma once

#include <vector>

#include "base/progress.h"
#include "base/units.h"
#include "geom/geometry.h"
#include "geom/statutory_area.h"
#include "model/plan.h"
#include "model/territory.h"

namespace zonewright::zoning {

/// Land listed for `from` in the earlier version and for `to` in the later one; empty: for none of the group.
struct ZoneShift {
    std::vector<model::ClusterId> from, to;
    geom::MultiPolygon geometry;
    Area area;
};

/// Clusters of two versions that continue each other; one side is empty for a new or a dropped cluster.
struct ClusterGroup {
    std::vector<model::ClusterId> before, after;
};
/// Every cluster is in exactly one; in the order of the later plan, then of the earlier.
std::vector<ClusterGroup> cluster_groups(const model::Plan& before, const model::Plan& after);

struct PlanZones {
    const model::Plan& plan;
    const model::ZoneMap& map;
};
std::vector<ZoneShift> zone_shifts(const PlanZones& before, const PlanZones& after, const geom::StatutoryArea& area,
                                   const Progress& progress);

}  // namespace zonewright::zoning
