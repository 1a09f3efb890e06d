#include "raster/occupied_cells.h"

#include <algorithm>
#include <cmath>
#include <variant>

namespace zonewright::raster {
namespace {

std::int64_t floor_cell(double value) {
    return static_cast<std::int64_t>(std::floor(value));
}

class Marker {
public:
    Marker(const GridSpec& spec) : lattice_(spec), all_(whole(spec)) {
        cells_.inside = Grid<std::uint8_t>(spec, 0);
    }

    void operator()(std::monostate) {}
    void operator()(const geom::MultiPoint& points) {
        for (const geom::Point& p : points.points) mark(lattice_.cell_of(p));
    }
    void operator()(const geom::MultiLineString& lines) {
        for (const geom::LineString& line : lines.lines) mark_path(line);
    }
    void operator()(const geom::MultiPolygon& polygons) {
        for (const geom::Polygon& polygon : polygons.parts)
            for (const geom::Ring& ring : polygon.rings) mark_path(ring);
        fill_centres<std::uint8_t>(cells_.inside, polygons, 1);
    }

    CellSet take() {
        std::sort(cells_.outside.begin(), cells_.outside.end());
        cells_.outside.erase(std::unique(cells_.outside.begin(), cells_.outside.end()), cells_.outside.end());
        return std::move(cells_);
    }

private:
    void mark(Cell cell) {
        const bool in_grid =
            cell.column >= 0 && cell.row >= 0 && cell.column < all_.width && cell.row < all_.height;
        if (in_grid)
            cells_.inside.at(static_cast<std::size_t>(cell.column), static_cast<std::size_t>(cell.row)) = 1;
        else if (cells_.outside.empty() || cells_.outside.back() != cell)
            cells_.outside.push_back(cell);
    }

    void mark_path(std::span<const geom::Point> path) {
        if (path.size() == 1) mark(lattice_.cell_of(path[0]));
        for (std::size_t i = 1; i < path.size(); ++i)
            visit_segment(lattice_, path[i - 1], path[i], [this](Cell cell, double, double) { mark(cell); });
    }

    Lattice lattice_;
    Window all_;
    CellSet cells_;
};

/// The places where the rings cross the centre lines of the rows.
struct Crossing {
    std::int64_t row;
    double u;
    auto operator<=>(const Crossing&) const = default;  // NOLINT(modernize-use-nullptr): there is no 0 here
};

void add_crossings(const Lattice& lattice, const Window& all, std::span<const geom::Point> ring,
                   std::vector<Crossing>& crossings) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
        double u0 = lattice.u(ring[i - 1].x), v0 = lattice.v(ring[i - 1].y) - 0.5;
        double u1 = lattice.u(ring[i].x), v1 = lattice.v(ring[i].y) - 0.5;
        if (v0 == v1) continue;
        if (v0 > v1) {
            std::swap(u0, u1);
            std::swap(v0, v1);
        }
        // Rows whose centre line lies in [v0, v1): a vertex on a centre line is counted once.
        const auto first = std::max(static_cast<std::int64_t>(std::ceil(v0)), lattice.first_row());
        const auto end = std::min(static_cast<std::int64_t>(std::ceil(v1)), lattice.first_row() + all.height);
        const double slope = (u1 - u0) / (v1 - v0);
        for (std::int64_t row = first; row < end; ++row)
            crossings.push_back({row - lattice.first_row(), u0 + (static_cast<double>(row) - v0) * slope});
    }
}

}  // namespace

bool CellSet::empty() const {
    return outside.empty() && std::find(inside.cells.begin(), inside.cells.end(), 1) == inside.cells.end();
}

CellSet occupied_cells(const GridSpec& spec, Geometries features) {
    Marker marker(spec);
    for (const geom::Geometry* feature : features) std::visit(marker, *feature);
    return marker.take();
}

void visit_centres(const GridSpec& spec, const geom::MultiPolygon& polygons,
                   const std::function<void(RowSpan)>& visit) {
    const Lattice lattice(spec);
    const Window all = whole(spec);
    std::vector<Crossing> crossings;
    for (const geom::Polygon& polygon : polygons.parts)
        for (const geom::Ring& ring : polygon.rings) add_crossings(lattice, all, ring, crossings);
    std::sort(crossings.begin(), crossings.end());
    const auto first_inside = [&](double u) {  // first column whose centre is at or east of u
        return static_cast<std::int64_t>(std::ceil(u - 0.5)) - lattice.first_column();
    };
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const std::int64_t begin = std::max<std::int64_t>(0, first_inside(crossings[i].u));
        const std::int64_t end = std::min(all.width, first_inside(crossings[i + 1].u));
        if (begin < end) visit({crossings[i].row, begin, end});
    }
}

void visit_segment(const Lattice& lattice, geom::Point a, geom::Point b,
                   const std::function<void(Cell, double, double)>& visit) {
    const double u0 = lattice.u(a.x), v0 = lattice.v(a.y), du = lattice.u(b.x) - u0, dv = lattice.v(b.y) - v0;
    const std::int64_t row_of_a = floor_cell(v0), row_of_b = floor_cell(v0 + dv);
    const auto [first, last] = std::minmax({row_of_a, row_of_b});
    for (std::int64_t row = first; row <= last; ++row) {
        // The stretch of the segment within this row; the ends are exact where the segment ends in it.
        double from = 0, to = 1;
        if (first != last) {
            const double at_top = (static_cast<double>(row) - v0) / dv;
            const double at_bottom = (static_cast<double>(row) + 1 - v0) / dv;
            from = std::clamp(std::min(at_top, at_bottom), 0.0, 1.0);
            to = std::clamp(std::max(at_top, at_bottom), 0.0, 1.0);
        }
        const auto [low, high] = std::minmax({floor_cell(u0 + from * du), floor_cell(u0 + to * du)});
        for (std::int64_t column = low; column <= high; ++column) {
            double begin = from, end = to;
            if (low != high) {
                const double at_west = (static_cast<double>(column) - u0) / du;
                const double at_east = (static_cast<double>(column) + 1 - u0) / du;
                begin = std::clamp(std::min(at_west, at_east), from, to);
                end = std::clamp(std::max(at_west, at_east), from, to);
            }
            visit({column - lattice.first_column(), row - lattice.first_row()}, begin, end);
        }
    }
}

}  // namespace zonewright::raster
