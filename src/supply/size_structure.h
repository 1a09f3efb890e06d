// Is the vacant total two large pieces or a hundred small ones? Net land by size class, grouped by supply
// class, by the clusters it suits, by side of the industrial line, by base.
//
// A parcel counts, with all its net land, on the side of a boundary that holds the larger part of it, so that
// inside and outside add up to the net total. Clusters and bases do not: land may suit several clusters, and
// bases overlap. A grouping whose source is missing is not checked and has no rows. Cost: O(parcels × groups
// of a parcel), plus one area overlay per parcel and polygon that meet.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "model/plan.h"
#include "model/policy_rule.h"
#include "model/size_structure.h"
#include "model/source_set.h"
#include "model/territory.h"
#include "supply/breakdown.h"
#include "supply/market.h"

namespace zonewright::supply {

using model::SizeGroup;
using model::SizeGrouping;

struct SizeStructureInput {
    const Market& market;
    const model::Plan& plan;
    const model::SourceSet& sources;
    const model::ZoneMap& zones;
    const model::PolicyRules& class_titles;  ///< layers/rules/supply_classes.toml
    const std::vector<SizeClass>& sizes;
    std::string town_code;  ///< only parcels of this town; empty: all
};

/// The four groupings in the order above. Throws InternalError when a grouping that adds up does not.
std::vector<SizeGrouping> size_structure(const SizeStructureInput& input, const Progress& progress);

}  // namespace zonewright::supply
