// The GeoPackage that `suitability --patches` writes: contiguous land of high score for one cluster.
#pragma once

#include <filesystem>

#include "answer/suitability.h"
#include "base/progress.h"
#include "model/ids.h"
#include "study/study.h"

namespace zonewright::answer {

/// Layer `patch` with id, cluster_id, area_m2 (statutory) and planar_m2, largest first. A cluster without a
/// surface gives an empty layer. `from` is the lowest score, `minimum_m2` the smallest planar area.
PatchFigures write_patches(const std::filesystem::path& target, const study::Study& study,
                           model::ClusterId cluster, double from, double minimum_m2, Language language,
                           const Progress& progress);

}  // namespace zonewright::answer
