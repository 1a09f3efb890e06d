// Which features of a layer does a criterion look at? A filter names fields and the values it accepts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/feature_table.h"
#include "model/plan.h"

namespace zonewright::model {

/// Stands for the cluster in a filter: its id, or one that it had in an earlier version of the plan.
/// Co-location criteria use it.
inline constexpr std::string_view cluster_placeholder = "$cluster";

using FeatureFilter = std::map<std::string, std::vector<std::string>>;

/// Features whose every named field holds one of the accepted values, in the order of the table. A field that
/// holds several ids may separate them by ';' or ',' and matches with any. Throws InputError when the table
/// has no such field.
std::vector<const Feature*> filtered(const FeatureTable& table, const FeatureFilter& where,
                                            const std::vector<std::string>& cluster_names);

/// What data may call the cluster: its id, then those of earlier versions.
std::vector<std::string> names_in_data(const Cluster& cluster);

}  // namespace zonewright::model
