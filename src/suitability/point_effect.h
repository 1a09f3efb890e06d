// What would the scores of parcels be if one more point stood somewhere, or if one did not stand where it does?
//
// For criteria that measure the distance to points (platforms, scenes, universities). Of every rated cell of the parcels the
// nearest point and the second nearest are known, as whole squares of cells, so one point more or less is one comparison a
// cell, and the scores are those of a run with that layer, to the last bit: the same distance, the same value function, the
// same sums of whole numbers, the same aggregation.
//
// Weights stay those of the run: where they come from the data themselves (entropy, critic) a run would weigh anew. Cost:
// O(cells × points) once; then for each question O(cells of the parcels that the point can reach). Memory: 12 bytes a cell,
// and 24 a cell for each layer of points. Thread-safe once made. Cells are those of the study's grid.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/progress.h"
#include "model/parcel.h"
#include "model/suitability.h"
#include "raster/grid.h"
#include "raster/window.h"
#include "suitability/aggregation.h"
#include "suitability/value_curve.h"

namespace zonewright::suitability {

/// The admissible cells under some parcels, with the share that each parcel covers.
class RatedCells {
public:
    struct Cell {
        std::int32_t column = 0, row = 0;
        std::uint32_t share = 0;  ///< in fixed_one
    };

    /// `chosen`: positions among the parcels.
    RatedCells(std::span<const model::Parcel> parcels, std::span<const std::size_t> chosen,
               const raster::Grid<std::uint32_t>& admissible);

    std::size_t parcels() const { return chosen_.size(); }
    std::size_t parcel(std::size_t k) const { return chosen_[k]; }
    std::size_t first(std::size_t k) const { return first_[k]; }
    std::span<const Cell> of(std::size_t k) const { return std::span(cells_).subspan(first_[k], first_[k + 1] - first_[k]); }
    /// Around the cells of a parcel.
    const raster::Window& box(std::size_t k) const { return boxes_[k]; }
    std::size_t count() const { return cells_.size(); }
    double cell_m() const { return cell_m_; }

private:
    std::vector<std::size_t> chosen_;
    std::vector<Cell> cells_;
    std::vector<std::size_t> first_{0};
    std::vector<raster::Window> boxes_;
    double cell_m_ = 1;
};

inline constexpr std::int64_t no_point = std::numeric_limits<std::int64_t>::max();

/// Points of a layer, and how far they are from every rated cell: squares of distances in cells, no_point where there is none.
class NearestPoints {
public:
    NearestPoints(const RatedCells& cells, std::vector<raster::Cell> points, const Progress& progress);

    const std::vector<raster::Cell>& points() const { return points_; }
    std::int64_t nearest(std::size_t cell) const { return nearest_[cell]; }
    std::int64_t without(std::size_t cell, std::size_t point) const { return which_[cell] == point ? second_[cell] : nearest_[cell]; }
    std::int64_t farthest(std::size_t k) const { return farthest_[k]; }  ///< over the cells of a parcel

private:
    void note(std::size_t cell, std::size_t point, std::int64_t away);

    std::vector<raster::Cell> points_;
    std::vector<std::int64_t> nearest_, second_;
    std::vector<std::uint32_t> which_;
    std::vector<std::int64_t> farthest_;
};

/// A criterion of a cluster that the points feed.
struct FedTerm {
    std::size_t place = 0;  ///< in the criteria of the rating
    ValueCurve curve;
    const NearestPoints* nearest = nullptr;
    const NearestPoints* others = nullptr;  ///< what of them would be left without the kind that is looked at
};

/// Scores of the parcels of `cells` for one cluster, in their order; NaN where the run has none.
class PointEffects {
public:
    /// All of these have to outlive it.
    PointEffects(const RatedCells& cells, const model::Suitability& suitability, std::size_t cluster, std::vector<FedTerm> terms);

    const std::vector<double>& as_run() const { return run_; }
    std::vector<double> with(raster::Cell added) const;
    /// `points`: which one of each term's points goes; its count or more: none of them.
    std::vector<double> without(std::span<const std::size_t> points) const;
    /// Without every point of the kind.
    std::vector<double> without_kind() const;

private:
    template <typename Squares>
    std::vector<double> scores(const Squares& squares) const;
    double score(std::size_t k, std::span<const float> fed) const;

    const RatedCells& cells_;
    const model::Suitability& suitability_;
    const model::ClusterRating& rating_;
    Aggregation rule_;
    std::vector<double> weights_;
    std::vector<FedTerm> terms_;
    std::vector<double> run_;
};

}  // namespace zonewright::suitability
