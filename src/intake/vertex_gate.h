// Can every vertex be where its CRS says it is? One vertex that cannot takes its feature along and nothing
// else.
//
// A vertex is no place when it lies outside the plane of its CRS: the box of the area the EPSG database makes
// the CRS for, with a wide margin, `crs_margin_deg` ((0, 0) in any national zone, an easting that lost a digit). Of a polygon
// that mostly lies in the city, a vertex beyond the region at the end of an edge longer than `longest_edge_m` is no
// place either. Where most features lie outside as a whole, the CRS is wrong, not the vertices: none is set
// aside and `all_outside` says so. Not finite and absurdly large coordinates do not get here (io::ReadNote).
// Cost: one comparison a vertex.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "intake/inspection.h"
#include "intake/tolerances.h"
#include "io/vector_io.h"
#include "model/feature_table.h"

namespace zonewright::intake {

struct BadVertex {
    std::int64_t fid = 0;
    std::size_t number = 0;  ///< 1 for the first vertex of the feature, counted through all its rings
    geom::Point at;
    bool outside_crs = true;  ///< else: far from the rest of its feature
};

struct VertexGate {
    int epsg = 0;
    std::vector<BadVertex> bad;  ///< the first of each feature; its geometry is emptied
    bool all_outside = false;    ///< most features lie outside the CRS as a whole; nothing was set aside

    std::set<std::int64_t> fids() const;
};

/// Empties the geometries of the features with a vertex that is no place in this CRS. 0: any place is one.
VertexGate set_aside_bad_vertices(model::FeatureTable& table, int epsg, const Tolerances& tolerances);

/// "vertex 3 at X(north) 0.000 Y(east) 0.000 lies outside EPSG:4547: set aside".
Text words_of(const BadVertex& vertex, int epsg);

/// One finding for each feature, with the layer and, where the source records it, the area lost.
void report_bad_vertices(const VertexGate& gate, const model::FeatureTable& table, const std::string& layer,
                         const Inspection& inspection);

}  // namespace zonewright::intake
