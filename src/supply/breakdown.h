// Net land by size class within any grouping of parcels: towns, clusters they suit, inside the industrial
// line, bases. Is the vacant total two large pieces or a hundred small ones? Cost: O(parcels × groups of a
// parcel). Groups and size classes come in fixed order; classes without land are kept.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"
#include "model/parcel.h"
#include "model/size_structure.h"
#include "model/supply.h"
#include "supply/supply_rules.h"

namespace zonewright::supply {

using model::SizeRow;

/// `groups_of[i]`: the groups that parcel i counts in; parcels without net land are not counted.
std::vector<SizeRow> breakdown(const model::SupplyStatement& statement,
                               const std::vector<std::vector<std::string>>& groups_of,
                               const std::vector<SizeClass>& sizes);

/// Per parcel: the share of its planar area inside the polygons (0…1; polygons must not overlap each other).
std::vector<double> shares_inside(const std::vector<model::Parcel>& parcels,
                                  const std::vector<geom::MultiPolygon>& polygons, const Progress& progress);

}  // namespace zonewright::supply
