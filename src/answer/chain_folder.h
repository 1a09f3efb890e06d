// The concentrations of chains as files: a workbook, and the squares as a styled layer.
#pragma once

#include <vector>

#include "answer/plan_chains.h"
#include "study/study.h"

namespace zonewright::answer {

/// Writes chains.xlsx, chains.gpkg (layer chain_square with its style) and chains.png. Throws ResourceError.
std::vector<Output> write_chain_folder(const study::Study& study, const PlanChainsQuestion& question,
                                       const PlanChainsAnswer& answer, const Progress& progress);

}  // namespace zonewright::answer
