// Which features of a layer does a criterion look at? A filter names fields and the values it accepts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/feature_table.h"

namespace zonewright::criterion {

/// Stands for the id of the cluster in a filter. Co-location criteria use it.
inline constexpr std::string_view cluster_placeholder = "$cluster";

using FeatureFilter = std::map<std::string, std::vector<std::string>>;

/// Features whose every named field holds one of the accepted values, in the order of the table. A field that
/// holds several ids may separate them by ';' or ',' and matches with any. Throws InputError when the table
/// has no such field.
std::vector<const model::Feature*> filtered(const model::FeatureTable& table, const FeatureFilter& where,
                                            const std::string& cluster_id);

}  // namespace zonewright::criterion
