#include "raster/spread.h"

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
          columns_(static_cast<std::int64_t>(seeds.spec.columns)),
          rows_(static_cast<std::int64_t>(seeds.spec.rows)) {
        for (std::size_t i = 0; i < from_.size(); ++i) from_[i] = static_cast<std::uint32_t>(i);
    }

    /// Rows in order of `step`; within a row once to the east and once to the west. True when something
    /// changed.
    bool sweep(std::int64_t step, const Progress& progress) {
        changed_ = false;
        for (std::int64_t i = 0; i < rows_; ++i) {
            if (i % 256 == 0) progress.checkpoint();
            const std::int64_t row = step > 0 ? i : rows_ - 1 - i, before = row - step;
            if (before >= 0 && before < rows_)
                for (std::int64_t column = 0; column < columns_; ++column)
                    for (std::int64_t from : {column - 1, column, column + 1})
                        offer(column, row, from, before);
            for (std::int64_t column = 1; column < columns_; ++column) offer(column, row, column - 1, row);
            for (std::int64_t column = columns_ - 1; column-- > 0;) offer(column, row, column + 1, row);
        }
        return changed_;
    }

    Grid<float> take() { return std::move(times_); }

private:
    /// Offers the seed of the neighbour to the cell.
    void offer(std::int64_t column, std::int64_t row, std::int64_t from_column, std::int64_t from_row) {
        if (from_column < 0 || from_column >= columns_) return;
        const auto neighbour = static_cast<std::size_t>(from_row * columns_ + from_column);
        const auto cell = static_cast<std::size_t>(row * columns_ + column);
        if (!(times_.cells[neighbour] < times_.cells[cell])) return;
        const std::uint32_t seed = from_[neighbour];
        const auto dx = static_cast<float>(static_cast<std::int64_t>(seed) % columns_ - column);
        const auto dy = static_cast<float>(static_cast<std::int64_t>(seed) / columns_ - row);
        const float time = seeds_.cells[seed] + pace_per_cell_ * std::sqrt(dx * dx + dy * dy);
        if (time >= times_.cells[cell]) return;
        times_.cells[cell] = time;
        from_[cell] = seed;
        changed_ = true;
    }

    const Grid<float>& seeds_;
    Grid<float> times_;
    std::vector<std::uint32_t> from_;
    float pace_per_cell_;
    std::int64_t columns_, rows_;
    bool changed_ = false;
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
