#include "raster/cell_outlines.h"

#include <algorithm>
#include <array>
#include <optional>

#include "geom/planar_area.h"
#include "raster/labelling.h"

namespace zonewright::raster {
namespace {

using geom::Ring;

/// Directions in the order of a left turn, as (column, row) steps; rows grow southward.
enum Heading : int { East = 0, North = 1, West = 2, South = 3 };
constexpr std::array<int, 4> column_step = {1, 0, -1, 0};
constexpr std::array<int, 4> row_step = {0, -1, 0, 1};

/// A cell side with the land on its left, from one lattice corner to the next.
struct Side {
    std::int64_t corner = 0;  ///< row * (columns + 1) + column of the corner it starts from
    int heading = East;
    std::uint32_t patch = 0;
    std::uint32_t place = 0;  ///< in the chain that is being walked
    bool used = false;
};

/// Sides of all runs: along its top and bottom where the neighbour is off, and at both ends.
class Boundary {
public:
    Boundary(const Grid<std::uint8_t>& cells, std::int64_t minimum_cells)
        : cells_(cells),
          width_(static_cast<std::int64_t>(cells.spec.columns) + 1),
          empty_(cells.spec.columns, 0) {
        const Patches patches = label(cells, Connection::Edges);
        patch_count_ = patches.patches.size();
        for (std::size_t i = 0; i < patches.runs.size(); ++i)
            if (patches.patches[patches.patch_of[i]].cells >= minimum_cells)
                add_run(patches.runs[i].row, patches.runs[i].begin, patches.runs[i].end, patches.patch_of[i]);
        sort_by_corner();
    }

    /// Calls `take(patch, ring)` for every ring, in the order of their first corner.
    template <typename Take>
    void trace(const Take& take) {
        for (std::size_t i = 0; i < sides_.size(); ++i)
            if (!sides_[i].used) trace_from(i, take);
    }
    std::size_t patch_count() const { return patch_count_; }

private:
    /// A row of cells; rows beyond the grid are empty.
    const std::uint8_t* row(std::int64_t r) const {
        if (r < 0 || r >= static_cast<std::int64_t>(cells_.spec.rows)) return empty_.data();
        return cells_.row(static_cast<std::size_t>(r)).data();
    }
    /// First into rows of corners, then within each row: a whole city has millions of sides.
    void sort_by_corner() {
        first_.assign(cells_.spec.rows + 2, 0);
        const auto row_of = [&](const Side& side) { return static_cast<std::size_t>(side.corner / width_); };
        for (const Side& side : sides_) ++first_[row_of(side) + 1];
        for (std::size_t r = 1; r < first_.size(); ++r) first_[r] += first_[r - 1];
        std::vector<Side> sorted(sides_.size());
        std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
        for (const Side& side : sides_) sorted[next[row_of(side)]++] = side;
        sides_ = std::move(sorted);
        const auto at = [&](std::size_t i) { return sides_.begin() + static_cast<std::ptrdiff_t>(i); };
        for (std::size_t r = 0; r + 1 < first_.size(); ++r)
            std::sort(at(first_[r]), at(first_[r + 1]), [](const Side& a, const Side& b) {
                return a.corner != b.corner ? a.corner < b.corner : a.heading < b.heading;
            });
    }

    void add(std::int64_t column, std::int64_t row, Heading heading, std::uint32_t patch) {
        sides_.push_back({row * width_ + column, heading, patch, 0, false});
    }
    void add_run(std::int64_t row, std::int64_t begin, std::int64_t end, std::uint32_t patch) {
        const std::uint8_t *above = this->row(row - 1), *below = this->row(row + 1);
        for (std::int64_t column = begin; column < end; ++column) {
            if (above[column] == 0) add(column + 1, row, West, patch);
            if (below[column] == 0) add(column, row + 1, East, patch);
        }
        add(begin, row, South, patch);
        add(end, row + 1, North, patch);
    }

    std::size_t next(const Side& side) const {
        const std::int64_t corner = side.corner + column_step[static_cast<std::size_t>(side.heading)] +
                                    row_step[static_cast<std::size_t>(side.heading)] * width_;
        const auto row = static_cast<std::size_t>(corner / width_);
        auto at = std::lower_bound(sides_.begin() + static_cast<std::ptrdiff_t>(first_[row]),
                                   sides_.begin() + static_cast<std::ptrdiff_t>(first_[row + 1]), corner,
                                   [](const Side& s, std::int64_t c) { return s.corner < c; });
        // Two sides start where land meets only at a corner: the left turn stays with the cell at hand.
        const bool two = at + 1 != sides_.end() && (at + 1)->corner == corner;
        if (two && at->heading != (side.heading + 1) % 4) ++at;
        return static_cast<std::size_t>(at - sides_.begin());
    }

    geom::Point place(std::int64_t corner) const {
        const std::int64_t row = corner / width_;
        return {cells_.spec.west_m + static_cast<double>(corner % width_) * cells_.spec.cell_m,
                cells_.spec.north_m - static_cast<double>(row) * cells_.spec.cell_m};
    }

    template <typename Take>
    void trace_from(std::size_t first, const Take& take) {
        std::vector<std::size_t> chain;
        for (std::size_t i = first; !sides_[i].used; i = next(sides_[i])) {
            sides_[i].used = true;
            chain.push_back(i);
        }
        // A corner passed twice closes a ring of its own: rings never cross or touch themselves.
        std::vector<std::size_t> open;
        for (std::size_t i : chain) {
            if (const auto seen = where_open(open, twin_of(i))) {
                const auto from = open.begin() + static_cast<std::ptrdiff_t>(*seen);
                take(sides_[first].patch, ring_of({from, open.end()}));
                open.erase(from, open.end());
            }
            sides_[i].place = static_cast<std::uint32_t>(open.size());
            open.push_back(i);
        }
        take(sides_[first].patch, ring_of(open));
    }

    /// The other side that starts at the same corner; itself where there is none.
    std::size_t twin_of(std::size_t i) const {
        const auto same = [&](std::size_t other) { return sides_[other].corner == sides_[i].corner; };
        if (i > 0 && same(i - 1)) return i - 1;
        if (i + 1 < sides_.size() && same(i + 1)) return i + 1;
        return i;
    }

    std::optional<std::size_t> where_open(const std::vector<std::size_t>& open, std::size_t side) const {
        const std::size_t place = sides_[side].place;
        if (place < open.size() && open[place] == side) return place;
        return std::nullopt;
    }

    Ring ring_of(const std::vector<std::size_t>& chain) const {
        Ring ring;
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const Side& before = sides_[chain[(i + chain.size() - 1) % chain.size()]];
            if (sides_[chain[i]].heading != before.heading) ring.push_back(place(sides_[chain[i]].corner));
        }
        ring.push_back(ring.front());
        return ring;
    }

    const Grid<std::uint8_t>& cells_;
    std::int64_t width_;
    std::vector<std::uint8_t> empty_;
    std::size_t patch_count_ = 0;
    std::vector<Side> sides_;
    std::vector<std::size_t> first_;  ///< side that starts in each row of corners
};

}  // namespace

std::vector<geom::MultiPolygon> outlines(const Grid<std::uint8_t>& cells, std::int64_t minimum_cells) {
    Boundary boundary(cells, minimum_cells);
    std::vector<geom::MultiPolygon> polygons(boundary.patch_count());
    std::vector<std::vector<Ring>> holes(boundary.patch_count());
    boundary.trace([&](std::uint32_t patch, Ring ring) {
        if (geom::signed_ring_area(ring) > 0)
            polygons[patch].parts.push_back({{std::move(ring)}});
        else
            holes[patch].push_back(std::move(ring));
    });
    for (std::size_t i = 0; i < polygons.size(); ++i)
        for (Ring& hole : holes[i]) polygons[i].parts.front().rings.push_back(std::move(hole));
    std::erase_if(polygons, [](const geom::MultiPolygon& patch) { return patch.parts.empty(); });
    return polygons;
}

}  // namespace zonewright::raster
