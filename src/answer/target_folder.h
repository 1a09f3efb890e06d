// The folder that `plan targets -o` fills: a workbook and a page.
#pragma once

#include <vector>

#include "answer/plan_targets.h"

namespace zonewright::answer {

/// Writes targets.xlsx and targets.html, and the page as PDF and DOCX where `formats` asks for them.
std::vector<Output> write_target_folder(const PlanTargetsQuestion& question, const PlanTargetsAnswer& answer);

}  // namespace zonewright::answer
