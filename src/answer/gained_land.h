// What `plan gain` finds, without its files.
#pragma once

#include "answer/plan_gain.h"
#include "study/study.h"

namespace zonewright::answer {

/// A study brought up to supply is expected.
PlanGainAnswer gained_land(const study::Study& study, const PlanGainQuestion& question, const Progress& progress);

}  // namespace zonewright::answer
