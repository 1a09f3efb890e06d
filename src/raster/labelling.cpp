#include "raster/labelling.h"

#include <algorithm>
#include <numeric>

namespace zonewright::raster {
namespace {

class UnionFind {
public:
    explicit UnionFind(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::uint32_t find(std::uint32_t i) {
        while (parent_[i] != i) {
            parent_[i] = parent_[parent_[i]];
            i = parent_[i];
        }
        return i;
    }
    /// The smaller number stays the root, so that a root is the first run of its patch.
    void join(std::uint32_t a, std::uint32_t b) {
        a = find(a);
        b = find(b);
        if (a != b) parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

void join_rows(const std::vector<Run>& runs, std::int64_t slack, UnionFind& sets) {
    std::size_t above = 0;
    for (std::size_t here = 0; here < runs.size(); ++here) {
        const Run& run = runs[here];
        while (runs[above].row < run.row - 1 ||
               (runs[above].row == run.row - 1 && runs[above].end + slack <= run.begin))
            ++above;
        for (std::size_t i = above; runs[i].row == run.row - 1 && runs[i].begin < run.end + slack; ++i)
            sets.join(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(here));
    }
}

void include(Patch& patch, const Run& run) {
    const std::int64_t row_end = run.row + 1;
    if (patch.cells == 0) patch.window = {run.begin, run.row, run.end - run.begin, 1};
    const std::int64_t column_end = std::max(patch.window.column_end(), run.end);
    patch.window.column = std::min(patch.window.column, run.begin);
    patch.window.width = column_end - patch.window.column;
    patch.window.height = row_end - patch.window.row;
    patch.cells += run.end - run.begin;
}

}  // namespace

Patches label(const Grid<std::uint8_t>& mask, Connection connection) {
    Patches result;
    result.runs = runs_of(mask);
    UnionFind sets(result.runs.size());
    join_rows(result.runs, connection == Connection::EdgesAndCorners ? 1 : 0, sets);
    result.patch_of.resize(result.runs.size());
    for (std::uint32_t i = 0; i < result.runs.size(); ++i) {
        const std::uint32_t root = sets.find(i);
        if (root == i) {
            result.patch_of[i] = static_cast<std::uint32_t>(result.patches.size());
            result.patches.emplace_back();
        } else {
            result.patch_of[i] = result.patch_of[root];
        }
        include(result.patches[result.patch_of[i]], result.runs[i]);
    }
    return result;
}

std::size_t drop_small_patches(Grid<std::uint8_t>& mask, Connection connection, std::int64_t minimum_cells) {
    const Patches found = label(mask, connection);
    for (std::size_t i = 0; i < found.runs.size(); ++i) {
        if (found.patches[found.patch_of[i]].cells >= minimum_cells) continue;
        const Run& run = found.runs[i];
        const auto row = mask.row(static_cast<std::size_t>(run.row));
        std::fill(row.begin() + run.begin, row.begin() + run.end, std::uint8_t{0});
    }
    return static_cast<std::size_t>(
        std::count_if(found.patches.begin(), found.patches.end(),
                      [&](const Patch& patch) { return patch.cells < minimum_cells; }));
}

}  // namespace zonewright::raster
