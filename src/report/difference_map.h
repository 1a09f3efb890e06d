// The picture of `compare -o`: the units that changed hands, over the towns, with title, legend, scale bar and north.
#pragma once

#include <string>

#include "base/language.h"
#include "model/feature_table.h"
#include "model/style.h"

namespace zonewright::report {

/// PNG; empty when neither table has an outline. Each table is drawn by the style of its name. `note`: which two are
/// compared, what their data are worth.
std::string difference_map(const std::string& title, const model::FeatureTable& changes, const model::FeatureTable& towns,
                           const model::StyleSheet& styles, Language language, const std::string& note = {});

}  // namespace zonewright::report
