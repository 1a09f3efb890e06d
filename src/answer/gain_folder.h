// The files of `plan gain -o`: workbook, styled layers with their project, a matrix and a map as pictures.
#pragma once

#include "answer/plan_gain.h"
#include "study/study.h"

namespace zonewright::answer {

std::vector<Output> write_gain_folder(const study::Study& study, const PlanGainQuestion& question, const PlanGainAnswer& answer, const Progress& progress);

}  // namespace zonewright::answer
