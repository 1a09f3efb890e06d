// The pass itself: surfaces in, scores of all clusters out, parcels summed on the way. See score.h.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/progress.h"
#include "io/raster_io.h"
#include "raster/grid.h"
#include "raster/window.h"
#include "suitability/aggregation.h"
#include "suitability/parcel_sums.h"
#include "suitability/value_curve.h"

namespace zonewright::suitability {

struct PassTerm {
    std::size_t surface = 0;
    ValueCurve curve;
};

struct PassCluster {
    std::vector<std::size_t> terms;
    std::vector<float> weights;
    double measured = 1;                   ///< share of the weight that these criteria held before it was shared out
    io::TileWriter* scores = nullptr;      ///< null: not mapped, parcels only
    io::TileWriter* deviations = nullptr;  ///< null: not wanted; only of a cluster that is mapped
    bool only_changed = false;             ///< what did not change has been taken over: only Pass::changed is written
    bool is_mapped() const { return scores != nullptr; }
};

struct Pass {
    std::vector<std::filesystem::path> surfaces;
    std::vector<PassTerm> terms;
    std::vector<PassCluster> clusters;
    Aggregation aggregation;
    double concentration = 0;
    std::vector<bool> changed;  ///< by block of io::tile_cells; for clusters that want no more

    /// Is the tile, which lies within one block, to be written for the cluster?
    bool is_written(const PassCluster& cluster, const raster::Window& tile, const raster::GridSpec& spec) const;
};

/// The largest tile edge (512, 256, 128 or 64) with which all threads together stay below the memory.
std::size_t tile_edge_within(const Pass& pass, std::size_t memory_mib, std::size_t threads);

/// `reasons`: see ScoreInput::admissible.
void run(const Pass& pass, const raster::Grid<std::uint32_t>& reasons, std::size_t tile_edge,
         const ParcelsByTile& parcels, ParcelSums& sums, const Progress& progress);

}  // namespace zonewright::suitability
