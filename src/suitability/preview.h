// What would this window of the surface be under other weights and other value functions, at once?
//
// Holds the measured values and answers for a picture: pixel (i, j) is the cell (column + i × step, row + j × step) of
// the study, so every pixel is a cell of the run, whatever the step; there is no averaging. With the weights and value
// functions of the run the numbers are those of the run's surface to the last bit (the worths are added up in the same
// order, the score is rounded to the same score_step): a score 0…1, model::excluded_cell, NaN for no data.
//
// Memory: at most about `memory_mib`. As many rows and columns of the whole city as fit into half of it are held from the
// first question on (every cell of a small study; of a city every second or fourth); finer pictures are read from the
// tile stores, and the last pictures looked at are kept with their worths. Cost: a weight moved is one addition for each
// criterion and rated pixel, a curve moved one evaluation more; a window seen for the first time at a finer step than is
// held reads its tiles. Coordinates are cells of the study's grid. Thread-safe. Errors: InputError for a step below 1 or a
// picture of no or too many pixels, ResourceError when a tile store cannot be read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "raster/grid.h"
#include "suitability/aggregation.h"
#include "suitability/value_curve.h"

namespace zonewright::suitability {

struct PreviewPicture {
    std::int64_t column = 0, row = 0;  ///< of the cell of its first pixel; may lie beyond the grid
    std::size_t width = 0, height = 0, step = 1;
    bool operator==(const PreviewPicture&) const = default;
};

/// One criterion of positive weight. Terms are added up in the order they are given: see run_order().
struct PreviewTerm {
    std::filesystem::path surface;
    ValueCurve curve;
    double weight = 0;
};

class Preview {
public:
    /// `reasons`: see ScoreInput::admissible; has to outlive this. `surfaces`: tile stores on the same grid.
    Preview(const raster::Grid<std::uint32_t>& reasons, const std::vector<std::filesystem::path>& surfaces,
            std::size_t memory_mib);
    ~Preview();

    /// Reads what is held of the whole city; else the first pictures do.
    void prepare(const Progress& progress);
    /// Every how many cells are held of the whole city.
    std::size_t held_step() const { return held_step_; }

    /// `picture.width` × `picture.height` scores in row order.
    std::vector<float> scores(const PreviewPicture& picture, std::span<const PreviewTerm> terms,
                              const Aggregation& aggregation, const Progress& progress);
    /// The measured value of one cell inside the grid.
    static float measured(const std::filesystem::path& surface, std::size_t column, std::size_t row);

private:
    struct Look;

    const std::vector<float>& plane(const std::filesystem::path& surface, const Progress& progress);
    std::vector<float> sampled(const Look& look, const std::filesystem::path& surface, const Progress& progress);
    std::vector<float> from_plane(const Look& look, const std::vector<float>& plane) const;
    std::vector<float> from_tiles(const Look& look, const std::filesystem::path& surface, const Progress& progress) const;
    Look& look_at(const PreviewPicture& picture);
    std::vector<const float*> worths_of_terms(Look& look, std::span<const PreviewTerm> terms, const Progress& progress);
    void forget_old_looks();

    const raster::Grid<std::uint32_t>& reasons_;
    std::vector<std::filesystem::path> surfaces_;
    std::size_t held_step_ = 1, bytes_of_looks_ = 0;
    std::mutex mutex_;
    std::map<std::filesystem::path, std::vector<float>> planes_;
    std::list<Look> looks_;  ///< the last one first
};

}  // namespace zonewright::suitability
