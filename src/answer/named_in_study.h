// Finds what a person names among the things of a study, or says what was meant.
#pragma once

#include <string>

#include "study/study.h"
#include "model/town.h"

namespace zonewright::answer {

/// By id, name or the beginning of one name; throws InputError with the nearest name.
model::ClusterId cluster_named(const study::Study& study, const std::string& text);
/// By id; throws InputError with the nearest id.
model::ParcelId parcel_named(const study::Study& study, const std::string& text);

/// As model::find_town has it.
const model::Town& town_named(const study::Study& study, const std::string& text);

}  // namespace zonewright::answer
