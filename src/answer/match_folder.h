// The matching of towns and industries as files: the matrix as a workbook and a picture, a sheet for each town and each
// cluster.
#pragma once

#include <vector>

#include "answer/plan_match.h"
#include "study/study.h"

namespace zonewright::answer {

/// Writes matching.xlsx, matching.svg and sheets/town_<code>.html, sheets/cluster_<id>.html (with PDF and DOCX where the
/// question asks for them) for the towns and clusters of the answer. Throws ResourceError when a file cannot be written.
std::vector<Output> write_match_folder(const study::Study& study, const PlanMatchQuestion& question,
                                       const PlanMatchAnswer& answer, const Progress& progress);

}  // namespace zonewright::answer
