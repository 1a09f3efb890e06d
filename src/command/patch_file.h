// The GeoPackage that `suitability --patches` writes: contiguous land of high score for one cluster.
#pragma once

#include <filesystem>

#include "command/session.h"
#include "study/results.h"
#include "suitability/candidate_patches.h"

namespace zonewright::command {

/// Layer `patch` with id, cluster_id, area_m2 (statutory) and planar_m2, largest first. A cluster without a
/// surface gives an empty layer.
void write_patches(Session& session, const study::Results& results, model::ClusterId cluster,
                   const suitability::PatchWish& wish, const std::filesystem::path& target);

}  // namespace zonewright::command
