// The table of the ten ones that people keep: CSV or XLSX with the columns cluster, item, status, note.
#pragma once

#include <filesystem>
#include <vector>

#include "base/progress.h"
#include "model/plan.h"
#include "planning/checklist.h"

namespace zonewright::answer {

/// Chinese heads and words are taken as well (集群、事项、状态、说明; 已有、推进中、尚无、未知). Clusters and items by id or name. Throws
/// InputError naming the file, the row and the column: a missing column, an unknown word, a pair stated twice.
std::vector<planning::StatedItem> read_stated_items(const std::filesystem::path& file, const model::Plan& plan,
                                                    const Progress& progress);

}  // namespace zonewright::answer
