// Vertices that say nothing or too much: the same point twice in a row, and spikes.
//
// A spike is a vertex whose two edges enclose a small angle and whose triangle with its neighbours is
// narrower than a sliver; a wedge that is merely pointed (the end of a road that tapers off over metres) is
// none. The tip may be blunt: two vertices not farther apart than `spike_tip_m` count as one. Spikes of
// exactly no width make a polygon invalid and are found as such as well. Cost: one pass over the vertices.
#pragma once

#include <optional>

#include "geom/geometry.h"

namespace zonewright::intake {

struct VertexRule {
    double duplicate_m = 0;      ///< two points in a row that are not farther apart are one
    double spike_angle_deg = 0;  ///< 0 switches spikes off
    double spike_width_m = 0;
    double spike_tip_m = 0;  ///< 0: tips of one vertex only
};

struct VertexDefects {
    std::size_t duplicates = 0;
    std::size_t spikes = 0;
    geom::Point first_duplicate, first_spike;
    double longest_spike_m = 0;  ///< the shorter of its two edges
};

VertexDefects find_vertex_defects(const geom::MultiPolygon& polygons, const VertexRule& rule);

/// The same polygons without these vertices; all others keep their bits and their order. A ring that would
/// keep fewer than three points stays as it is, and so does a ring without the defect.
geom::MultiPolygon without_duplicates(const geom::MultiPolygon& polygons, const VertexRule& rule);
geom::MultiPolygon without_spikes(const geom::MultiPolygon& polygons, const VertexRule& rule);

}  // namespace zonewright::intake
