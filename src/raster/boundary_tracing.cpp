#include "raster/boundary_tracing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "geom/planar_area.h"

namespace zonewright::raster {
namespace {

constexpr float most_displacement = 0.47F;  // of a cell: corners stay in their own square of the dual lattice
constexpr double drop_tolerance_m = 1.0;

// Directions on the lattice: 0 east, 1 south, 2 west, 3 north. The region lies on the left of the walk.
constexpr std::array<int, 4> step_column{1, 0, -1, 0}, step_row{0, 1, 0, -1};

/// Numbers the connected regions; 0 for cells without label, first cell decides the order.
std::vector<std::uint32_t> number_regions(const Grid<std::int32_t>& labels,
                                          std::vector<TracedRegion>& regions) {
    const auto columns = labels.spec.columns;
    std::vector<std::uint32_t> region_of(labels.cells.size(), 0);
    std::vector<std::size_t> stack;
    for (std::size_t start = 0; start < labels.cells.size(); ++start) {
        const std::int32_t label = labels.cells[start];
        if (label < 0 || region_of[start] != 0) continue;
        regions.push_back({.label = label, .first_cell = static_cast<std::uint32_t>(start)});
        const auto number = static_cast<std::uint32_t>(regions.size());
        const auto visit = [&](std::size_t cell) {
            if (region_of[cell] != 0 || labels.cells[cell] != label) return;
            region_of[cell] = number;
            stack.push_back(cell);
        };
        for (visit(start); !stack.empty();) {
            const std::size_t cell = stack.back(), column = cell % columns;
            stack.pop_back();
            ++regions.back().cells;
            if (column > 0) visit(cell - 1);
            if (column + 1 < columns) visit(cell + 1);
            if (cell >= columns) visit(cell - columns);
            if (cell + columns < labels.cells.size()) visit(cell + columns);
        }
    }
    return region_of;
}

/// Walks along the edges of cells with the region on the left.
class Walker {
public:
    Walker(const GridSpec& spec, const std::vector<std::uint32_t>& region_of)
        : columns_(static_cast<std::int64_t>(spec.columns)),
          rows_(static_cast<std::int64_t>(spec.rows)),
          region_of_(region_of),
          visited_((spec.columns + 1) * (spec.rows + 1), 0) {}

    std::uint32_t region_at(std::int64_t column, std::int64_t row) const {
        if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return 0;
        return region_of_[static_cast<std::size_t>(row * columns_ + column)];
    }
    /// The cell to the left of the lattice edge that leaves (column, row) in `direction`.
    std::uint32_t left_of(std::int64_t column, std::int64_t row, int direction) const {
        switch (direction) {
            case 0:
                return region_at(column, row - 1);
            case 1:
                return region_at(column, row);
            case 2:
                return region_at(column - 1, row);
            default:
                return region_at(column - 1, row - 1);
        }
    }
    std::uint32_t right_of(std::int64_t column, std::int64_t row, int direction) const {
        switch (direction) {
            case 0:
                return region_at(column, row);
            case 1:
                return region_at(column - 1, row);
            case 2:
                return region_at(column - 1, row - 1);
            default:
                return region_at(column, row - 1);
        }
    }
    bool boundary(std::int64_t column, std::int64_t row, int direction, std::uint32_t region) const {
        return left_of(column, row, direction) == region && right_of(column, row, direction) != region;
    }
    bool visited(std::int64_t column, std::int64_t row, int direction) const {
        return (visited_[corner(column, row)] >> direction & 1) != 0;
    }
    std::vector<Corner> walk(std::int64_t column, std::int64_t row, int direction, std::uint32_t region) {
        std::vector<Corner> corners;
        while (!visited(column, row, direction)) {
            corners.push_back(corner(column, row));
            visited_[corner(column, row)] |= static_cast<std::uint8_t>(1 << direction);
            column += step_column[static_cast<std::size_t>(direction)];
            row += step_row[static_cast<std::size_t>(direction)];
            for (int turn : {3, 0, 1}) {  // left first: keep close to the own cell
                const int next = (direction + turn) % 4;
                if (!boundary(column, row, next, region)) continue;
                direction = next;
                break;
            }
        }
        return corners;
    }

private:
    Corner corner(std::int64_t column, std::int64_t row) const {
        return static_cast<Corner>(row * (columns_ + 1) + column);
    }

    std::int64_t columns_, rows_;
    const std::vector<std::uint32_t>& region_of_;
    std::vector<std::uint8_t> visited_;
};

/// A walk may pass a corner twice where cells touch diagonally; cut there, so that every ring is simple.
std::vector<std::vector<Corner>> split_at_repeats(const std::vector<Corner>& walk) {
    std::vector<std::vector<Corner>> rings;
    std::vector<Corner> open;
    std::unordered_map<Corner, std::size_t> position;
    for (Corner corner : walk) {
        const auto [seen, fresh] = position.try_emplace(corner, open.size());
        if (!fresh) {
            const auto from = open.begin() + static_cast<std::ptrdiff_t>(seen->second);
            rings.emplace_back(from, open.end());
            for (auto dropped = from + 1; dropped != open.end(); ++dropped) position.erase(*dropped);
            open.erase(from + 1, open.end());
        } else {
            open.push_back(corner);
        }
    }
    rings.push_back(std::move(open));
    return rings;
}

/// Twice the signed area on the lattice; rows grow southwards, so a shell walked with its cells on the left
/// is negative.
std::int64_t doubled_area(const std::vector<Corner>& ring, std::int64_t corners_in_row) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner a = ring[i], b = ring[(i + 1) % ring.size()];
        const std::int64_t ax = a % corners_in_row, ay = a / corners_in_row, bx = b % corners_in_row,
                           by = b / corners_in_row;
        sum += ax * by - bx * ay;
    }
    return sum;
}

}  // namespace

std::vector<TracedRegion> trace_regions(const Grid<std::int32_t>& labels) {
    std::vector<TracedRegion> regions;
    const std::vector<std::uint32_t> region_of = number_regions(labels, regions);
    Walker walker(labels.spec, region_of);
    const auto columns = static_cast<std::int64_t>(labels.spec.columns),
               rows = static_cast<std::int64_t>(labels.spec.rows);
    for (std::int64_t row = 0; row <= rows; ++row)
        for (std::int64_t column = 0; column <= columns; ++column)
            for (int direction : {0, 2}) {  // every outline has edges to the east or to the west
                const std::uint32_t region = walker.left_of(column, row, direction);
                if (region == 0 || !walker.boundary(column, row, direction, region)) continue;
                if (walker.visited(column, row, direction)) continue;
                for (auto& ring : split_at_repeats(walker.walk(column, row, direction, region))) {
                    auto& outlines = regions[region - 1].outlines;
                    outlines.push_back(std::move(ring));
                    if (doubled_area(outlines.back(), columns + 1) < 0)
                        std::swap(outlines.front(), outlines.back());
                }
            }
    return regions;
}

CornerPositions::CornerPositions(const GridSpec& spec, const BoundaryWeight& weight, int rounds)
    : spec_(spec),
      east_weight_((spec.columns + 1) * (spec.rows + 1), 0),
      south_weight_(east_weight_),
      dx_(east_weight_),
      dy_(east_weight_),
      dropped_(east_weight_.size(), 0) {
    const std::size_t columns = spec.columns, rows = spec.rows;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column) {
            const std::size_t cell = row * columns + column;
            if (row > 0) east_weight_[row * (columns + 1) + column] = weight(cell, cell - columns);
            if (column > 0) south_weight_[row * (columns + 1) + column] = weight(cell, cell - 1);
        }
    std::vector<Corner> moving;
    for (Corner corner = 0; corner < dx_.size(); ++corner) {
        float sum = 0;
        for (int direction = 0; direction < 4; ++direction) sum += weight_towards(corner, direction);
        if (sum > 0) moving.push_back(corner);
    }
    relax(moving, rounds);
    drop_straight(moving);
}

float CornerPositions::weight_towards(Corner corner, int direction) const {
    const auto in_row = static_cast<Corner>(spec_.columns + 1);
    switch (direction) {
        case 0:
            return east_weight_[corner];
        case 1:
            return south_weight_[corner];
        case 2:
            return corner % in_row == 0 ? 0 : east_weight_[corner - 1];
        default:
            return corner < in_row ? 0 : south_weight_[corner - in_row];
    }
}

void CornerPositions::relax(const std::vector<Corner>& moving, int rounds) {
    const auto in_row = static_cast<std::int64_t>(spec_.columns + 1);
    std::vector<float> next_x(moving.size()), next_y(moving.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < moving.size(); ++i) {
            float x = 0, y = 0, total = 0;
            for (int direction = 0; direction < 4; ++direction) {
                const float w = weight_towards(moving[i], direction);
                if (w <= 0) continue;
                const auto d = static_cast<std::size_t>(direction);
                const auto other =
                    static_cast<std::size_t>(moving[i] + step_row[d] * in_row + step_column[d]);
                x += w * (dx_[other] + static_cast<float>(step_column[d]));
                y += w * (dy_[other] + static_cast<float>(step_row[d]));
                total += w;
            }
            next_x[i] =
                std::clamp(0.4F * dx_[moving[i]] + 0.6F * x / total, -most_displacement, most_displacement);
            next_y[i] =
                std::clamp(0.4F * dy_[moving[i]] + 0.6F * y / total, -most_displacement, most_displacement);
        }
        for (std::size_t i = 0; i < moving.size(); ++i)
            dx_[moving[i]] = next_x[i], dy_[moving[i]] = next_y[i];
    }
}

void CornerPositions::drop_straight(const std::vector<Corner>& moving) {
    const auto in_row = static_cast<std::int64_t>(spec_.columns + 1);
    for (Corner corner : moving) {
        std::array<bool, 4> goes{};
        for (int direction = 0; direction < 4; ++direction)
            goes[static_cast<std::size_t>(direction)] = weight_towards(corner, direction) > 0;
        const bool across = goes[0] && goes[2] && !goes[1] && !goes[3],
                   along = goes[1] && goes[3] && !goes[0] && !goes[2];
        if (!across && !along) continue;
        const std::int64_t reach = across ? 1 : in_row;
        const auto before = static_cast<Corner>(corner - reach), after = static_cast<Corner>(corner + reach);
        if (!kept(before) || !kept(after)) continue;
        if (geom::distance(at(corner), at(before), at(after)) < drop_tolerance_m) dropped_[corner] = 1;
    }
}

geom::Point CornerPositions::at(Corner corner) const {
    const std::size_t in_row = spec_.columns + 1;
    const std::size_t line = corner / in_row;
    const double column = static_cast<double>(corner % in_row) + static_cast<double>(dx_[corner]);
    const double row = static_cast<double>(line) + static_cast<double>(dy_[corner]);
    return {std::round((spec_.west_m + column * spec_.cell_m) * 1e3) / 1e3,
            std::round((spec_.north_m - row * spec_.cell_m) * 1e3) / 1e3};
}

geom::Ring CornerPositions::ring(const std::vector<Corner>& outline) const {
    geom::Ring points;
    for (auto corner = outline.rbegin(); corner != outline.rend(); ++corner)
        if (kept(*corner)) points.push_back(at(*corner));
    points.push_back(points.front());
    return points;
}

geom::Polygon CornerPositions::polygon(const TracedRegion& region) const {
    geom::Polygon polygon;
    for (const auto& outline : region.outlines) polygon.rings.push_back(ring(outline));
    return polygon;
}

}  // namespace zonewright::raster
