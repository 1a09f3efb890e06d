// How long does it take along the roads? A graph from the lines of a road layer, and shortest times on it.
//
// Lines are cut where they cross or touch (within join_tolerance_m), so layers that were never made into a
// network still connect. Roads of the class "expressway" are a level of their own when interchanges are
// known: they join other roads only there; without interchanges every crossing is a junction.
// The network is built once and copied for each set of origins, whose roads are cut where they join. Cost:
// O(s log s) for s segments to build, O(s) to copy; shortest times by Dijkstra. Deterministic: ties go to the
// smaller node.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"
#include "geom/spatial_index.h"

namespace zonewright::criterion {

inline constexpr double join_tolerance_m = 1.0;

struct Road {
    geom::LineString line;
    double metres_per_minute = 0;
    bool expressway = false;
};

class RoadNetwork {
public:
    /// Ramps from an interchange to the roads of either level are driven at `ramp_metres_per_minute`.
    RoadNetwork(std::span<const Road> roads, std::span<const geom::Point> interchanges,
                double ramp_metres_per_minute, const Progress& progress);

    /// The same roads with these origins, each joined to its nearest road.
    RoadNetwork with_origins(std::span<const geom::Point> origins) const;

    /// A straight piece of road between two nodes.
    struct Edge {
        std::uint32_t a = 0, b = 0;
        double minutes = 0;
        bool expressway = false;
        bool on_ground = true;  ///< false: a ramp or an access link, which is no road
    };

    std::span<const Edge> edges() const { return edges_; }
    std::span<const geom::Point> nodes() const { return nodes_; }
    bool expressways_are_closed() const { return closed_; }

    /// Minutes from the nearest origin to every node; infinity where no road leads. An origin reaches the
    /// nearest road in a straight line at `access_metres_per_minute`.
    std::vector<double> minutes_from_origins(double access_metres_per_minute) const;

private:
    struct Origin {
        std::uint32_t node;
        double away_m;
    };

    /// Where an origin joins: at this share of the edge's length.
    struct Foot {
        std::uint32_t edge;
        double share;
        double away_m;
    };

    std::optional<Foot> nearest_foot(geom::Point origin) const;
    void cut(std::uint32_t edge, std::vector<std::pair<double, std::uint32_t>>& cuts);

    std::vector<geom::Point> nodes_;
    std::vector<Edge> edges_;
    std::shared_ptr<const geom::SpatialIndex> roads_;  ///< of the edges on the ground, which come first
    std::vector<Origin> origins_;
    bool closed_ = false;
};

}  // namespace zonewright::criterion
