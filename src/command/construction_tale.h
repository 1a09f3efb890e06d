// What `suitability --profile urban_construction` says: land by class, what was not assessed, and every
// threshold with its source.
#pragma once

#include "command/session.h"
#include "study/results.h"

namespace zonewright::command {

void tell_construction(Session& session, const study::Results& results);

}  // namespace zonewright::command
