#include "raster/spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace zonewright::raster {
namespace {

class Sweeper {
public:
    Sweeper(Grid<float> seeds, double pace)
        : times_(std::move(seeds)),
          from_(times_.cells.size(), no_seed),
          pace_per_cell_(static_cast<float>(pace * times_.spec.cell_m)),
          changes_(times_.spec.rows),
          columns_(static_cast<std::int64_t>(times_.spec.columns)),
          rows_(static_cast<std::int64_t>(times_.spec.rows)) {
        for (std::size_t cell = 0; cell < from_.size(); ++cell) {
            if (std::isinf(times_.cells[cell])) continue;
            from_[cell] = static_cast<std::uint32_t>(seeds_.size());
            const std::size_t row = cell / times_.spec.columns, column = cell % times_.spec.columns;
            seeds_.push_back({static_cast<float>(column), static_cast<float>(row), times_.cells[cell]});
        }
    }

    /// Rows in order of `step`; within a row once to the east and once to the west. True when something
    /// changed.
    bool sweep(std::int64_t step, const Progress& progress) {
        ++sweep_;
        changed_ = false;
        for (std::int64_t i = 0; i < rows_; ++i) {
            if (i % 256 == 0) progress.checkpoint();
            const std::int64_t row = step > 0 ? i : rows_ - 1 - i, before = row - step;
            if (before >= 0 && before < rows_) sweep_from(before, row);
            sweep_along(row);
        }
        return changed_;
    }

    Grid<float> take() { return std::move(times_); }

private:
    /// Columns [begin, end) that changed in a sweep.
    struct Stretch {
        std::uint32_t sweep = 0;
        std::int64_t begin = 0, end = 0;
    };

    /// A cell that has not changed since it was last offered from has nothing new to offer: only the stretch of the row
    /// that changed in this sweep or the last one counts. The first two look at all, one for each direction.
    Stretch lately(std::int64_t row) const {
        if (sweep_ <= first_sweep + 1) return {sweep_, 0, columns_};
        Stretch all{sweep_, columns_, 0};
        for (const Stretch& stretch : changes_[static_cast<std::size_t>(row)]) {
            if (stretch.sweep + 1 < sweep_) continue;
            all.begin = std::min(all.begin, stretch.begin);
            all.end = std::max(all.end, stretch.end);
        }
        return all;
    }
    void sweep_from(std::int64_t before, std::int64_t row) {
        const Stretch from = lately(before);
        for (std::int64_t column = std::max<std::int64_t>(0, from.begin - 1); column < std::min(columns_, from.end + 1); ++column)
            for (std::int64_t beside : {column - 1, column, column + 1}) offer(column, row, beside, before);
    }
    /// Goes on beyond what changed as long as it changes something.
    void sweep_along(std::int64_t row) {
        const Stretch east = lately(row);
        bool changed = false;
        for (std::int64_t column = std::max<std::int64_t>(1, east.begin + 1);
             column < columns_ && (changed || column <= east.end); ++column)
            changed = offer(column, row, column - 1, row);
        const Stretch west = lately(row);
        changed = false;
        for (std::int64_t column = std::min(columns_ - 1, west.end) - 1; column >= 0 && (changed || column + 1 >= west.begin); --column)
            changed = offer(column, row, column + 1, row);
    }
    void note_change(std::int64_t column, std::int64_t row) {
        auto& [now, last] = changes_[static_cast<std::size_t>(row)];
        changed_ = true;
        if (now.sweep != sweep_) {
            last = now;
            now = {sweep_, column, column + 1};
        }
        now.begin = std::min(now.begin, column);
        now.end = std::max(now.end, column + 1);
    }
    /// Offers the seed of the neighbour to the cell; true when the cell takes it.
    bool offer(std::int64_t column, std::int64_t row, std::int64_t from_column, std::int64_t from_row) {
        if (from_column < 0 || from_column >= columns_) return false;
        const auto neighbour = static_cast<std::size_t>(from_row * columns_ + from_column);
        const auto cell = static_cast<std::size_t>(row * columns_ + column);
        const std::uint32_t seed = from_[neighbour];
        if (seed == from_[cell] || !(times_.cells[neighbour] < times_.cells[cell])) return false;
        const Seed& origin = seeds_[seed];
        const float dx = origin.column - static_cast<float>(column), dy = origin.row - static_cast<float>(row);
        const float time = origin.time + pace_per_cell_ * std::sqrt(dx * dx + dy * dy);
        if (time >= times_.cells[cell]) return false;
        times_.cells[cell] = time;
        from_[cell] = seed;
        note_change(column, row);
        return true;
    }

    static constexpr std::uint32_t first_sweep = 2, no_seed = std::numeric_limits<std::uint32_t>::max();

    /// A cell that was reached from the start; whole columns and rows up to 2^24 are floats without loss.
    struct Seed {
        float column, row, time;
    };
    std::vector<Seed> seeds_;
    Grid<float> times_;
    std::vector<std::uint32_t> from_;  ///< the seed that each cell is reached from
    float pace_per_cell_;
    std::vector<std::array<Stretch, 2>> changes_;  ///< per row: of the last two sweeps that changed it, the newer first
    std::int64_t columns_, rows_;
    std::uint32_t sweep_ = first_sweep - 1;
    bool changed_ = false;  ///< in this sweep
};

}  // namespace

Grid<float> spread(Grid<float> seeds, double pace, const Progress& progress) {
    Sweeper sweeper(std::move(seeds), pace);
    bool changed = true;
    for (int round = 0; changed && round < 16; ++round) {
        changed = sweeper.sweep(1, progress);
        changed = sweeper.sweep(-1, progress) || changed;
    }
    return sweeper.take();
}

}  // namespace zonewright::raster
