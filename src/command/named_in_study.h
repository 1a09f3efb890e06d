// Finds what a person names on the command line among the things of a study, or says what was meant.
#pragma once

#include <string>

#include "study/results.h"

namespace zonewright::command {

/// By id, name or the beginning of one name; throws InputError with the nearest name.
model::ClusterId cluster_named(const study::Results& results, const std::string& text);
model::ParcelId parcel_named(const study::Results& results, const std::string& text);

}  // namespace zonewright::command
