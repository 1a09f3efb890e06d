// What may no site reach across? Areas and lines that cut functional adjacency, with the word that explains
// the cut.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "geom/geometry.h"
#include "model/policy_rule.h"
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

/// What cuts and what may be crossed: layers/rules/barriers.toml.
struct BarrierRules {
    std::vector<std::string> cutting_areas, crossable_areas;  ///< roles of sources
    std::map<std::string, std::string> cutting_roads;         ///< class of a road as written → its name
};
/// Throws InputError naming file and key when an entry is absent.
BarrierRules barrier_rules_of(const model::PolicyRules& rules);

/// Roads of other classes are no barrier: the gap between the parcels on both sides is their width.
std::vector<Barrier> barriers_from(const model::SourceSet& sources, const BarrierRules& rules);

}  // namespace zonewright::assembly
