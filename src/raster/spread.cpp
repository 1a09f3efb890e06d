#include "raster/spread.h"

#include <algorithm>
#include <cmath>

namespace zonewright::raster {
namespace {

class Sweeper {
public:
    Sweeper(const Grid<float>& seeds, double pace)
        : seeds_(seeds),
          times_(seeds),
          from_(seeds.cells.size()),
          pace_per_cell_(static_cast<float>(pace * seeds.spec.cell_m)),
          rows_per_cell_(1.0 / static_cast<double>(seeds.spec.columns)),
          changed_in_(seeds.spec.rows, 1),
          columns_(static_cast<std::int64_t>(seeds.spec.columns)),
          rows_(static_cast<std::int64_t>(seeds.spec.rows)) {
        for (std::size_t i = 0; i < from_.size(); ++i) from_[i] = static_cast<std::uint32_t>(i);
    }

    /// Rows in order of `step`; within a row once to the east and once to the west. True when something
    /// changed.
    bool sweep(std::int64_t step, const Progress& progress) {
        ++sweep_;
        for (std::int64_t i = 0; i < rows_; ++i) {
            if (i % 256 == 0) progress.checkpoint();
            const std::int64_t row = step > 0 ? i : rows_ - 1 - i, before = row - step;
            if (!may_change(row, before)) continue;
            if (before >= 0 && before < rows_)
                for (std::int64_t column = 0; column < columns_; ++column)
                    for (std::int64_t from : {column - 1, column, column + 1})
                        offer(column, row, from, before);
            for (std::int64_t column = 1; column < columns_; ++column) offer(column, row, column - 1, row);
            for (std::int64_t column = columns_ - 1; column-- > 0;) offer(column, row, column + 1, row);
        }
        return std::find(changed_in_.begin(), changed_in_.end(), sweep_) != changed_in_.end();
    }

    Grid<float> take() { return std::move(times_); }

private:
    /// A row was last offered the same two sweeps ago; nothing new came into it or the row before since then.
    bool may_change(std::int64_t row, std::int64_t before) const {
        const auto lately = [&](std::int64_t r) {
            return r >= 0 && r < rows_ && changed_in_[static_cast<std::size_t>(r)] + 1 >= sweep_;
        };
        return sweep_ <= 3 || lately(row) || lately(before);
    }
    /// Offers the seed of the neighbour to the cell.
    void offer(std::int64_t column, std::int64_t row, std::int64_t from_column, std::int64_t from_row) {
        if (from_column < 0 || from_column >= columns_) return;
        const auto neighbour = static_cast<std::size_t>(from_row * columns_ + from_column);
        const auto cell = static_cast<std::size_t>(row * columns_ + column);
        if (!(times_.cells[neighbour] < times_.cells[cell])) return;
        const std::uint32_t seed = from_[neighbour];
        // A whole division takes as long as all the rest: one multiplication, put right where it rounded across.
        auto seed_row = static_cast<std::int64_t>(static_cast<double>(seed) * rows_per_cell_);
        auto seed_column = static_cast<std::int64_t>(seed) - seed_row * columns_;
        if (seed_column < 0) --seed_row, seed_column += columns_;
        else if (seed_column >= columns_) ++seed_row, seed_column -= columns_;
        const auto dx = static_cast<float>(seed_column - column);
        const auto dy = static_cast<float>(seed_row - row);
        const float time = seeds_.cells[seed] + pace_per_cell_ * std::sqrt(dx * dx + dy * dy);
        if (time >= times_.cells[cell]) return;
        times_.cells[cell] = time;
        from_[cell] = seed;
        changed_in_[static_cast<std::size_t>(row)] = sweep_;
    }

    const Grid<float>& seeds_;
    Grid<float> times_;
    std::vector<std::uint32_t> from_;
    float pace_per_cell_;
    double rows_per_cell_;
    std::vector<std::uint32_t> changed_in_;  ///< per row: the last sweep that changed it
    std::int64_t columns_, rows_;
    std::uint32_t sweep_ = 1;
};

}  // namespace

Grid<float> spread(const Grid<float>& seeds, double pace, const Progress& progress) {
    Sweeper sweeper(seeds, pace);
    bool changed = true;
    for (int round = 0; changed && round < 16; ++round) {
        changed = sweeper.sweep(1, progress);
        changed = sweeper.sweep(-1, progress) || changed;
    }
    return sweeper.take();
}

}  // namespace zonewright::raster
