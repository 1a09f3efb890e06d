// What may no site reach across? Areas and lines that cut functional adjacency, with the word that explains
// the cut.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "geom/geometry.h"
#include "model/site.h"
#include "model/source_set.h"

namespace zonewright::assembly {

enum class BarrierKind {
    Cuts,      ///< never crossed, however narrow: farmland, ecological redline, expressway, arterial
    Crossable  ///< may be crossed within the road gap, and names the reason of the link: canal, river, pond
};

struct Barrier {
    std::string name;  ///< "farmland", "ecological_redline", "expressway", "arterial", "water"
    BarrierKind kind = BarrierKind::Cuts;
    geom::Geometry geometry;  ///< lines or polygons; empty ones are skipped
};

/// Farmland, ecological redline, expressways and arterials of the sources cut; water is crossable within the
/// road gap. Roads of other classes are no barrier: the gap between the parcels on both sides is their width.
std::vector<Barrier> barriers_from(const model::SourceSet& sources);

}  // namespace zonewright::assembly
