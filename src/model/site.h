// Sites: contiguous sets of parcels that can be offered as one, and the links they hang together by.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "geom/geometry.h"
#include "geom/turned_rectangle.h"
#include "model/ids.h"

namespace zonewright::model {

enum class LinkReason { SharedEdge, AcrossRoad, AcrossWater };
std::string to_string(LinkReason reason);  // "shared_edge", "across_road", "across_water"

/// Functional adjacency of two parcels, with the reason why they count as neighbours.
struct Link {
    ParcelId a, b;  ///< a < b
    LinkReason reason = LinkReason::SharedEdge;
    double gap_m = 0;       ///< width crossed; 0 for a shared edge
    double frontage_m = 0;  ///< length along which they face each other
};

/// Two parcels that would be neighbours but for a barrier; the material of "why not larger".
struct BlockedLink {
    ParcelId a, b;
    std::string barrier;  ///< "road_too_wide", "arterial", "farmland", "ecological_redline", "water",
                          ///< "frontage_too_short"
    double gap_m = 0;
    double frontage_m = 0;
};

struct ParcelGraph {
    std::vector<Link> links;           ///< sorted by (a, b)
    std::vector<BlockedLink> blocked;  ///< sorted by (a, b)
};

enum class StopReason { Proved, GapReached, NodeBudget, RoundBudget, Infeasible };
std::string to_string(
    StopReason reason);  // "proved", "gap_reached", "node_budget", "round_budget", "infeasible"

struct Site {
    std::string id;
    ClusterId cluster;              ///< assembled for this cluster
    std::vector<ParcelId> parcels;  ///< ascending
    ParcelId centre;                ///< the parcel whose circle holds all others
    geom::MultiPolygon geometry;    ///< union of the parcels
    std::string town_code;          ///< the town with most of its area
    Area net;
    int owner_count = 0;
    int town_count = 1;
    int hole_count = 0;              ///< enclosed land that is not part of the site
    double redevelopment_share = 0;  ///< of the net area
    double reach_m = 0;  ///< radius of the circle around the centre's point that the rule allows; 0: no rule
    double marginal_yuan_per_m2 = 0;  ///< what one more m² would cost at the margin
    double min_width_m = 0;           ///< of the widest place across no road: diameter of the largest inscribed circle
    geom::TurnedRectangle rectangle;  ///< the largest inscribed one
    double compactness = 0;           ///< Polsby-Popper 4πA/P², 1 for a circle
    double cost_yuan = 0;
    double cost_yuan_per_m2 = 0;
    double score = 0;            ///< area-weighted suitability for `cluster`, 0…1
    std::int64_t objective = 0;  ///< integer objective of the search
    std::int64_t bound = 0;      ///< nothing better than this exists under the same rules
    double gap = 0;              ///< (objective - bound) / |objective|
    StopReason stop = StopReason::Proved;
    Text blocks_larger;  ///< what keeps it from being larger, in words
};

bool holds(const Site& site, ParcelId parcel);

}  // namespace zonewright::model
