#include "suitability/point_effect.h"

#include <algorithm>

#include "base/parallel.h"
#include "raster/distance.h"
#include "suitability/parcel_sums.h"
#include "suitability/score.h"

namespace zonewright::suitability {
namespace {

std::int64_t squared_cells(const RatedCells::Cell& cell, raster::Cell point) {
    const std::int64_t across = cell.column - point.column, down = cell.row - point.row;
    return across * across + down * down;
}

/// To the nearest cell of the window.
std::int64_t squared_to(const raster::Window& box, raster::Cell point) {
    const auto across = std::max<std::int64_t>({box.column - point.column, point.column - (box.column_end() - 1), 0});
    const auto down = std::max<std::int64_t>({box.row - point.row, point.row - (box.row_end() - 1), 0});
    return across * across + down * down;
}

float metres_from(std::int64_t squared, double cell_m) {
    return squared == no_point ? std::numeric_limits<float>::infinity() : raster::metres_of(static_cast<double>(squared), cell_m);
}

/// As a run has it: sums of whole numbers over the cells.
float mean_worth_over(std::span<const RatedCells::Cell> cells, std::span<const float> worths) {
    std::uint64_t sum = 0, known = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (worths[i] != worths[i]) continue;
        sum += static_cast<std::uint64_t>(cells[i].share) * fixed_of(worths[i]);
        known += cells[i].share;
    }
    return mean_worth_of(sum, known);
}

}  // namespace

RatedCells::RatedCells(std::span<const model::Parcel> parcels, std::span<const std::size_t> chosen,
                       const raster::Grid<std::uint32_t>& admissible)
    : chosen_(chosen.begin(), chosen.end()), cell_m_(admissible.spec.cell_m) {
    raster::CoverageMeter meter(admissible.spec);
    const raster::Window all = raster::whole(admissible.spec);
    for (const std::size_t p : chosen_) {
        const raster::Coverage& coverage = meter.measure(parcels[p].geometry);
        const raster::Window inside = intersection(coverage.window, all);
        boxes_.push_back(inside);
        for (std::int64_t row = inside.row; row < inside.row_end(); ++row) {
            const auto shares = coverage.row(row);
            const auto reasons = admissible.row(static_cast<std::size_t>(row));
            for (std::int64_t column = inside.column; column < inside.column_end(); ++column) {
                const std::uint32_t share = fixed_of(shares[static_cast<std::size_t>(column - coverage.window.column)]);
                if (share == 0 || reasons[static_cast<std::size_t>(column)] != 0) continue;
                cells_.push_back({static_cast<std::int32_t>(column), static_cast<std::int32_t>(row), share});
            }
        }
        first_.push_back(cells_.size());
    }
}

NearestPoints::NearestPoints(const RatedCells& cells, std::vector<raster::Cell> points, const Progress& progress)
    : points_(std::move(points)),
      nearest_(cells.count(), no_point),
      second_(cells.count(), no_point),
      which_(cells.count(), std::numeric_limits<std::uint32_t>::max()),
      farthest_(cells.parcels(), 0) {
    parallel_for(cells.parcels(), 16, progress, [&](std::size_t k) {
        std::size_t at = cells.first(k);
        for (const RatedCells::Cell& cell : cells.of(k)) {
            for (std::size_t p = 0; p < points_.size(); ++p) note(at, p, squared_cells(cell, points_[p]));
            farthest_[k] = std::max(farthest_[k], nearest_[at++]);
        }
    });
}

void NearestPoints::note(std::size_t cell, std::size_t point, std::int64_t away) {
    if (away >= nearest_[cell]) {
        second_[cell] = std::min(second_[cell], away);
        return;
    }
    second_[cell] = nearest_[cell];
    nearest_[cell] = away, which_[cell] = static_cast<std::uint32_t>(point);
}

PointEffects::PointEffects(const RatedCells& cells, const model::Suitability& suitability, std::size_t cluster, std::vector<FedTerm> terms)
    : cells_(cells),
      suitability_(suitability),
      rating_(suitability.clusters.at(cluster)),
      rule_(parse_aggregation(suitability.aggregation)),
      terms_(std::move(terms)) {
    for (const model::RatedCriterion& rated : rating_.criteria) weights_.push_back(rated.weight);
    for (std::size_t k = 0; k < cells.parcels(); ++k) run_.push_back(suitability.of(cells.parcel(k), cluster).score);
}

double PointEffects::score(std::size_t k, std::span<const float> fed) const {
    std::vector<double> worths = worths_of(suitability_, cells_.parcel(k), rating_);
    for (std::size_t t = 0; t < terms_.size(); ++t) worths[terms_[t].place] = static_cast<double>(fed[t]);
    return aggregate(rule_, worths, weights_);
}

/// `squares(term, parcel, into)` fills in the distances of a parcel's cells; false where they are those of the run.
template <typename Squares>
std::vector<double> PointEffects::scores(const Squares& squares) const {
    std::vector<double> result = run_;
    std::vector<std::int64_t> away;
    std::vector<float> metres, worths, fed(terms_.size());
    for (std::size_t k = 0; k < cells_.parcels(); ++k) {
        if (run_[k] != run_[k]) continue;
        const auto cells = cells_.of(k);
        bool moved = false;
        for (std::size_t t = 0; t < terms_.size(); ++t) {
            away.resize(cells.size()), metres.resize(cells.size()), worths.resize(cells.size());
            fed[t] = suitability_.worth(cells_.parcel(k), rating_.criteria[terms_[t].place].term);
            if (!squares(terms_[t], k, away)) continue;
            moved = true;
            for (std::size_t i = 0; i < cells.size(); ++i) metres[i] = metres_from(away[i], cells_.cell_m());
            terms_[t].curve.apply(metres, worths);
            fed[t] = mean_worth_over(cells, worths);
        }
        if (moved) result[k] = score(k, fed);
    }
    return result;
}

std::vector<double> PointEffects::with(raster::Cell added) const {
    return scores([&](const FedTerm& term, std::size_t k, std::vector<std::int64_t>& away) {
        if (squared_to(cells_.box(k), added) >= term.nearest->farthest(k)) return false;
        const auto cells = cells_.of(k);
        for (std::size_t i = 0; i < cells.size(); ++i)
            away[i] = std::min(term.nearest->nearest(cells_.first(k) + i), squared_cells(cells[i], added));
        return true;
    });
}

std::vector<double> PointEffects::without(std::span<const std::size_t> points) const {
    return scores([&](const FedTerm& term, std::size_t k, std::vector<std::int64_t>& away) {
        const std::size_t point = points[static_cast<std::size_t>(&term - terms_.data())];
        if (point >= term.nearest->points().size()) return false;
        for (std::size_t i = 0; i < away.size(); ++i) away[i] = term.nearest->without(cells_.first(k) + i, point);
        return true;
    });
}

std::vector<double> PointEffects::without_kind() const {
    return scores([&](const FedTerm& term, std::size_t k, std::vector<std::int64_t>& away) {
        for (std::size_t i = 0; i < away.size(); ++i) away[i] = term.others->nearest(cells_.first(k) + i);
        return true;
    });
}

}  // namespace zonewright::suitability
