#include "raster/distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/parallel.h"
#include "base/vectorised.h"

namespace zonewright::raster {
namespace {

constexpr std::int64_t far_away = std::numeric_limits<std::int64_t>::max() / 4;

/// Occupied rows beyond the grid, by column: the nearest above and below for columns of the grid, all of them
/// for columns outside.
struct Beyond {
    std::vector<std::int64_t> above;  ///< per column: how many rows above row 0; far_away when none
    std::vector<std::int64_t> below;  ///< per column: how many rows below the last row
    std::map<std::int64_t, std::vector<std::int64_t>> columns;  ///< outside columns → sorted rows
};

Beyond sort_outside(const CellSet& occupied) {
    const GridSpec& spec = occupied.inside.spec;
    const auto columns = static_cast<std::int64_t>(spec.columns), rows = static_cast<std::int64_t>(spec.rows);
    Beyond beyond{std::vector(spec.columns, far_away), std::vector(spec.columns, far_away), {}};
    for (const Cell& cell : occupied.outside) {
        if (cell.column < 0 || cell.column >= columns) {
            beyond.columns[cell.column].push_back(cell.row);
            continue;
        }
        auto& side = cell.row < 0 ? beyond.above : beyond.below;
        const std::int64_t away = cell.row < 0 ? -cell.row : cell.row - rows + 1;
        auto& nearest = side[static_cast<std::size_t>(cell.column)];
        nearest = std::min(nearest, away);
    }
    return beyond;
}

std::int64_t nearest_row(const std::vector<std::int64_t>& sorted_rows, std::int64_t row) {
    const auto after = std::lower_bound(sorted_rows.begin(), sorted_rows.end(), row);
    std::int64_t best = far_away;
    if (after != sorted_rows.end()) best = *after - row;
    if (after != sorted_rows.begin()) best = std::min(best, row - *std::prev(after));
    return best;
}

/// Vertical distances in cells; `none` where the column holds nothing. Two sweeps over blocks of columns.
template <typename Height>
class Columns {
public:
    static constexpr Height none = std::numeric_limits<Height>::max();

    Columns(const CellSet& occupied, const Beyond& beyond, const Progress& progress)
        : spec_(occupied.inside.spec), heights_(spec_.cell_count()) {
        parallel_blocks(spec_.columns, 1024, progress, [&](std::size_t begin, std::size_t end) {
            sweep_down(occupied.inside, beyond.above, begin, end);
            sweep_up(beyond.below, begin, end);
        });
    }
    const Height* row(std::size_t r) const { return heights_.data() + r * spec_.columns; }

private:
    static Height grown(Height h) { return static_cast<Height>(h + static_cast<Height>(h != none)); }
    static Height from(std::int64_t away) { return away >= none ? none : static_cast<Height>(away); }

    void sweep_down(const Grid<std::uint8_t>& inside, const std::vector<std::int64_t>& above,
                    std::size_t begin, std::size_t end) {
        std::vector<Height> before(end - begin);
        for (std::size_t c = begin; c < end; ++c)
            before[c - begin] = from(above[c] == far_away ? far_away : above[c] - 1);
        const Height* previous = before.data();
        for (std::size_t r = 0; r < spec_.rows; ++r) {
            Height* current = heights_.data() + r * spec_.columns + begin;
            const std::uint8_t* occupied = inside.cells.data() + r * spec_.columns + begin;
            for (std::size_t i = 0; i < end - begin; ++i)
                current[i] = occupied[i] ? Height{0} : grown(previous[i]);
            previous = current;
        }
    }

    void sweep_up(const std::vector<std::int64_t>& below, std::size_t begin, std::size_t end) {
        std::vector<Height> after(end - begin);
        for (std::size_t c = begin; c < end; ++c)
            after[c - begin] = from(below[c] == far_away ? far_away : below[c] - 1);
        const Height* next = after.data();
        for (std::size_t r = spec_.rows; r-- > 0;) {
            Height* current = heights_.data() + r * spec_.columns + begin;
            for (std::size_t i = 0; i < end - begin; ++i) current[i] = std::min(current[i], grown(next[i]));
            next = current;
        }
    }

    GridSpec spec_;
    std::vector<Height> heights_;
};

ZONEWRIGHT_VECTORISED void fill_squares(std::uint32_t* out, std::size_t count, std::uint32_t first, std::uint32_t squared) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t away = first + static_cast<std::uint32_t>(i);
        out[i] = away * away + squared;
    }
}

/// The lower envelope of parabolas (x - site)² + height² over the columns of one row. `Whole` holds the
/// squares of all columns and heights four times over.
template <typename Whole>
class Envelope {
public:
    Envelope(std::size_t columns, std::size_t sites)
        : columns_(static_cast<Whole>(columns)), sites_(sites), end_(sites_.data()) {}

    void clear() { end_ = sites_.data(); }
    /// Sites must come in ascending order.
    void add(Whole site, Whole height) {
        const Whole squared = height * height;
        for (; end_ != sites_.data(); --end_) {
            const Site& last = end_[-1];
            const Whole to_last = last.from - last.column, to_new = last.from - site;
            if (to_last * to_last + last.squared <= to_new * to_new + squared) break;
        }
        if (end_ == sites_.data()) {
            *end_++ = {site, squared, 0};
            return;
        }
        // First whole column where the new parabola lies strictly below the last one.
        const Site& last = end_[-1];
        const Whole numerator = site * site - last.column * last.column + squared - last.squared;
        const Whole denominator = 2 * (site - last.column);
        const Whole quotient = numerator / denominator;
        const Whole from = quotient - static_cast<Whole>(numerator < quotient * denominator) + 1;
        if (from < columns_) *end_++ = {site, squared, std::max<Whole>(from, 0)};
    }
    void write(double cell_m, float* out) const {
        visit([&](Whole from, std::size_t count, Whole first, Whole squared) {
            fill(out + from, count, first, static_cast<double>(squared), cell_m);
        });
        if (end_ == sites_.data()) std::fill(out, out + columns_, std::numeric_limits<float>::infinity());
    }
    void write(double /*cell_m*/, std::uint32_t* out) const {
        visit([&](Whole from, std::size_t count, Whole first, Whole squared) {
            fill_squares(out + from, count, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(squared));
        });
        if (end_ == sites_.data()) std::fill(out, out + columns_, unreached);
    }

private:
    struct Site {
        Whole column = 0;
        Whole squared = 0;
        Whole from = 0;  ///< first column where it is the nearest
    };

    /// Stretches of the row that one site serves: its first column, how many, how far the first one is, and the square
    /// of the site's height.
    template <typename Take>
    void visit(const Take& take) const {
        Whole end = columns_;
        for (const Site* site = end_; site != sites_.data();) {
            --site;
            take(site->from, static_cast<std::size_t>(end - site->from), site->from - site->column, site->squared);
            end = site->from;
        }
    }

    static void fill(float* out, std::size_t count, Whole first, double squared, double cell_m) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto away = static_cast<double>(first + static_cast<Whole>(i));
            out[i] = metres_of(away * away + squared, cell_m);
        }
    }

    Whole columns_;
    std::vector<Site> sites_;
    Site* end_;
};

template <typename Height, typename Whole, typename Cell>
void envelopes(const Columns<Height>& vertical, const Beyond& beyond, Grid<Cell>& result,
               const Progress& progress) {
    const GridSpec& spec = result.spec;
    const auto east = beyond.columns.lower_bound(static_cast<std::int64_t>(spec.columns));
    parallel_blocks(spec.rows, 64, progress, [&](std::size_t begin, std::size_t end) {
        Envelope<Whole> envelope(spec.columns, spec.columns + beyond.columns.size());
        for (std::size_t r = begin; r < end; ++r) {
            const auto add_outside = [&](auto from, auto to) {
                for (; from != to; ++from)
                    envelope.add(static_cast<Whole>(from->first),
                                 static_cast<Whole>(nearest_row(from->second, static_cast<std::int64_t>(r))));
            };
            envelope.clear();
            add_outside(beyond.columns.begin(), east);
            const Height* heights = vertical.row(r);
            for (std::size_t c = 0; c < spec.columns; ++c)
                if (heights[c] != Columns<Height>::none)
                    envelope.add(static_cast<Whole>(c), static_cast<Whole>(heights[c]));
            add_outside(east, beyond.columns.end());
            envelope.write(spec.cell_m, result.row(r).data());
        }
    });
}

/// Squares of these, four times over, stay below 2^31.
constexpr std::int64_t narrow = 16384;

template <typename Height, typename Cell>
Grid<Cell> transform(const CellSet& occupied, const Beyond& beyond, std::int64_t tallest,
                     const Progress& progress) {
    const GridSpec& spec = occupied.inside.spec;
    const Columns<Height> vertical(occupied, beyond, progress.part(0.0, 0.3));
    Grid<Cell> result(spec, Cell{0});
    const bool fits = static_cast<std::int64_t>(spec.columns) < narrow && tallest < narrow;
    if (fits && beyond.columns.empty())
        envelopes<Height, std::int32_t>(vertical, beyond, result, progress.part(0.3, 1.0));
    else
        envelopes<Height, std::int64_t>(vertical, beyond, result, progress.part(0.3, 1.0));
    return result;
}

/// No height is greater.
std::int64_t tallest_of(const GridSpec& spec, const Beyond& beyond) {
    auto tallest = static_cast<std::int64_t>(spec.rows);
    for (const auto* side : {&beyond.above, &beyond.below})
        for (std::int64_t away : *side)
            if (away != far_away) tallest = std::max(tallest, away + static_cast<std::int64_t>(spec.rows));
    return tallest;
}

template <typename Cell>
Grid<Cell> transform(const CellSet& occupied, const Beyond& beyond, const Progress& progress) {
    const std::int64_t tallest = tallest_of(occupied.inside.spec, beyond);
    if (tallest < std::numeric_limits<std::uint16_t>::max())
        return transform<std::uint16_t, Cell>(occupied, beyond, tallest, progress);
    return transform<std::uint32_t, Cell>(occupied, beyond, tallest, progress);
}

/// Is every offset between a cell and an occupied one so small that the sum of two squares stays below `unreached`?
bool squares_fit(const GridSpec& spec, const Beyond& beyond) {
    constexpr std::int64_t most = 46340;
    const auto columns = static_cast<std::int64_t>(spec.columns), rows = static_cast<std::int64_t>(spec.rows);
    if (columns > most || tallest_of(spec, beyond) > most) return false;
    return std::all_of(beyond.columns.begin(), beyond.columns.end(), [&](const auto& column) {
        return column.first > columns - most && column.first < most && column.second.front() > rows - most &&
               column.second.back() < most;
    });
}

ZONEWRIGHT_VECTORISED void roots(const std::uint32_t* squared, std::size_t count, double cell_m, float* metres) {
    for (std::size_t i = 0; i < count; ++i) metres[i] = metres_of(static_cast<double>(squared[i]), cell_m);
}

}  // namespace

Grid<float> distance_to(const CellSet& occupied, const Progress& progress) {
    return transform<float>(occupied, sort_outside(occupied), progress);
}

std::optional<Grid<std::uint32_t>> squared_distance_to(const CellSet& occupied, const Progress& progress) {
    const Beyond beyond = sort_outside(occupied);
    if (!squares_fit(occupied.inside.spec, beyond)) return std::nullopt;
    return transform<std::uint32_t>(occupied, beyond, progress);
}

void metres_of(std::span<const std::uint32_t> squared, double cell_m, std::span<float> metres) {
    roots(squared.data(), squared.size(), cell_m, metres.data());
    for (std::size_t i = 0; i < squared.size(); ++i) {
        if (squared[i] == left_out) metres[i] = no_data;
        if (squared[i] == unreached) metres[i] = std::numeric_limits<float>::infinity();
    }
}

}  // namespace zonewright::raster
