// The scores: every cell and every parcel for every cluster, in one pass over the criteria.
//
// The pass goes tile by tile, tiles in parallel. A tile of each measured surface is read once, none where
// nothing is admissible; row by row each value function is evaluated once for all clusters that share it, the
// worths are aggregated into the surfaces of all clusters, and the worths under parcels are summed with the
// exact covered share of every cell.
//
// In a surface a cell is a score 0…1, or model::excluded_cell (-1) where a constraint excludes it, or no data
// outside the city and where a criterion of positive weight has none. These three never mix.
// A parcel's worth in a criterion is the mean over its admissible cells with data, weighted by coverage; its
// score is the aggregation of these worths, so that it can be explained to the last digit. A parcel without
// admissible cell is Excluded, one without data is NoData.
//
// Same bytes at any number of threads and any tile size: sums over parcels are integers (coverage in 2^-20 of
// a cell, worth in 2^-20), everything else is per cell. Cost: O(cells × (value functions + Σ criteria per
// cluster)); memory: threads × surfaces × tile, held below memory_mib by smaller tiles; beside it 16 bytes ×
// parcels × value functions. Weights by data (entropy, critic) cost a second pass without surfaces.
// Errors: InputError for an aggregation or weights that cannot be; ResourceError when a surface cannot be
// written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "model/catalogue.h"
#include "model/criterion_surface.h"
#include "model/parcel.h"
#include "model/suitability.h"
#include "raster/grid.h"
#include "suitability/kept_scores.h"

namespace zonewright::suitability {

/// Surfaces are rounded to it: the weights are not known better, and a map of a city is a third of the size.
inline constexpr double score_step = 1e-4;

struct ScoreInput {
    const model::Catalogue& catalogue;
    const model::WeightSet& weights;
    const std::vector<model::CriterionSurface>& surfaces;  ///< all on the grid of `admissible`
    const raster::Grid<std::uint32_t>&
        admissible;  ///< reason bits: 0 admissible, model::outside_city, else excluded
    std::span<const model::Parcel> parcels;
    int epsg = 0;
    std::string aggregation = "wlc";
    std::filesystem::path
        folder;  ///< receives <cluster>.tif (and <cluster>.deviation.tif); empty: parcels only
    KeptScores kept;  ///< in place of the folder: what is there is taken, what is not is kept there unless only looking
    std::size_t memory_mib = 2048;
    bool deviation_surfaces = false;   ///< also write the standard deviation of every cell (WLC only)
    double weight_concentration = 50;  ///< Dirichlet concentration: a weight of 0.1 varies by ±0.042
    std::size_t tile_edge = 0;         ///< 0: chosen from the memory; anything else for tests
};

model::Suitability score(const ScoreInput& input, const Progress& progress);

/// The score of one set of worths under other weights; used by scenarios and by explanations.
/// `worths` are those of the rating's criteria.
double score_of(const model::ClusterRating& rating, const std::string& aggregation,
                std::span<const double> worths);
/// The worths of a parcel for the criteria of a rating.
std::vector<double> worths_of(const model::Suitability& suitability, std::size_t parcel,
                              const model::ClusterRating& rating);

}  // namespace zonewright::suitability
