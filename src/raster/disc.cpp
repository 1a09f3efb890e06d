#include "raster/disc.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"

namespace zonewright::raster {
namespace {

/// Second differences along one row; positions left of the row are folded into its first two cells.
class Differences {
public:
    explicit Differences(std::vector<std::int64_t>& second) : second_(second) {
        std::fill(second_.begin(), second_.end(), 0);
    }

    /// From `position` on, the slope of the row changes by `change`.
    void bend(std::int64_t position, std::int64_t change) {
        if (position >= static_cast<std::int64_t>(second_.size())) return;
        if (position >= 0) {
            second_[static_cast<std::size_t>(position)] += change;
            return;
        }
        slope_ += change;
        start_ += change * -position;
    }
    /// sums[c] = the value at column c of what the bends describe.
    void integrate(std::span<std::int64_t> sums) const {
        std::int64_t value = start_, slope = slope_;
        for (std::size_t c = 0; c < sums.size(); ++c) {
            slope += second_[c];
            value += slope;
            sums[c] = value;
        }
    }

private:
    std::vector<std::int64_t>& second_;
    std::int64_t start_ = 0, slope_ = 0;
};

}  // namespace

std::vector<std::int64_t> disc_half_widths(double radius_m, double cell_m) {
    const double radius = radius_m / cell_m, squared = radius * radius;
    std::vector<std::int64_t> half_widths;
    for (std::int64_t row = 0; static_cast<double>(row) <= radius; ++row) {
        const auto away = static_cast<double>(row);
        auto half = static_cast<std::int64_t>(std::sqrt(squared - away * away));
        while (static_cast<double>((half + 1) * (half + 1)) + away * away <= squared) ++half;
        while (half > 0 && static_cast<double>(half * half) + away * away > squared) --half;
        half_widths.push_back(half);
    }
    if (half_widths.empty()) half_widths.push_back(0);
    return half_widths;
}

std::int64_t disc_cell_count(const std::vector<std::int64_t>& half_widths) {
    std::int64_t count = 2 * half_widths[0] + 1;
    for (std::size_t away = 1; away < half_widths.size(); ++away) count += 2 * (2 * half_widths[away] + 1);
    return count;
}

DiscSums::DiscSums(const GridSpec& spec, std::span<const Run> runs, double radius_m)
    : columns_(spec.columns), half_widths_(disc_half_widths(radius_m, spec.cell_m)), sorted_(runs.begin(), runs.end()) {
    std::stable_sort(sorted_.begin(), sorted_.end(), [](const Run& a, const Run& b) { return a.row < b.row; });
}

DiscSums::Row::Row(const DiscSums& all) : all_(all), bends_(all.columns_ + 1), sums_(all.columns_) {}

std::span<const std::int64_t> DiscSums::Row::at(std::size_t row) {
    const auto reach = static_cast<std::int64_t>(all_.half_widths_.size()) - 1, here = static_cast<std::int64_t>(row);
    Differences differences(bends_);
    auto run = std::lower_bound(all_.sorted_.begin(), all_.sorted_.end(), here - reach,
                                [](const Run& r, std::int64_t wanted) { return r.row < wanted; });
    for (; run != all_.sorted_.end() && run->row <= here + reach; ++run) {
        const std::int64_t half = all_.half_widths_[static_cast<std::size_t>(std::abs(run->row - here))];
        differences.bend(run->begin - half, run->amount);
        differences.bend(run->end - half, -run->amount);
        differences.bend(run->begin + half + 1, -run->amount);
        differences.bend(run->end + half + 1, run->amount);
    }
    differences.integrate(sums_);
    return sums_;
}

Grid<std::int64_t> disc_sums(const GridSpec& spec, std::span<const Run> runs, double radius_m,
                             const Progress& progress) {
    const DiscSums all(spec, runs, radius_m);
    Grid<std::int64_t> sums(spec, 0);
    parallel_blocks(spec.rows, 32, progress, [&](std::size_t first, std::size_t end) {
        DiscSums::Row rows(all);
        for (std::size_t row = first; row < end; ++row) std::ranges::copy(rows.at(row), sums.row(row).begin());
    });
    return sums;
}

std::vector<Run> runs_of(const Grid<std::uint8_t>& mask) {
    std::vector<Run> runs;
    const std::size_t columns = mask.spec.columns;
    for (std::size_t r = 0; r < mask.spec.rows; ++r) {
        const auto row = mask.row(r);
        for (std::size_t c = 0; c < columns;) {
            if (!row[c]) {
                ++c;
                continue;
            }
            const std::size_t begin = c;
            while (c < columns && row[c]) ++c;
            runs.push_back({static_cast<std::int64_t>(r), static_cast<std::int64_t>(begin),
                            static_cast<std::int64_t>(c), 1});
        }
    }
    return runs;
}

}  // namespace zonewright::raster
