#include "raster/coverage.h"

#include <algorithm>
#include <cmath>

#include "base/vectorised.h"
#include "geom/planar_area.h"

namespace zonewright::raster {
namespace {

/// What the sums of signed areas leave over or lack by their rounding. A loop of its own: the sums run one
/// after the other, this runs on many cells at once.
ZONEWRIGHT_VECTORISED void clear_rounding(float* share, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float most = share[i] < 1.0f ? share[i] : 1.0f;
        share[i] = most < 1e-9f ? 0.0f : most;
    }
}

}  // namespace

Window covering_window(const Lattice& lattice, const geom::Box& box) {
    if (box.empty()) return {};
    const Cell north_west = lattice.cell_of({box.min_x, box.max_y});
    const Cell south_east = lattice.cell_of({box.max_x, box.min_y});
    return {north_west.column, north_west.row, south_east.column - north_west.column + 1,
            south_east.row - north_west.row + 1};
}

const Coverage& CoverageMeter::measure(const geom::MultiPolygon& polygons) {
    return measure(polygons, geom::bounds(polygons));
}

const Coverage& CoverageMeter::measure(const geom::MultiPolygon& polygons, const geom::Box& box) {
    coverage_.window = covering_window(lattice_, box);
    const auto width = static_cast<std::size_t>(std::max<std::int64_t>(0, coverage_.window.width));
    const auto height = static_cast<std::size_t>(std::max<std::int64_t>(0, coverage_.window.height));
    stride_ = width + 1;  // what an edge leaves to the east of the window goes into one spare column
    signed_areas_.assign(stride_ * height + 1, 0.0);
    coverage_.share.resize(width * height);
    for (const geom::Polygon& polygon : polygons.parts)
        for (std::size_t r = 0; r < polygon.rings.size(); ++r) add_ring(polygon.rings[r], r > 0);
    for (std::size_t row = 0; row < height; ++row) {
        const double* areas = signed_areas_.data() + row * stride_;
        float* share = coverage_.share.data() + row * width;
        double covered = 0;
        for (std::size_t column = 0; column < width; ++column) {
            covered += areas[column];
            share[column] = static_cast<float>(covered);
        }
    }
    clear_rounding(coverage_.share.data(), coverage_.share.size());
    return coverage_;
}

void CoverageMeter::add_ring(std::span<const geom::Point> ring, bool hole) {
    if (ring.size() < 4) return;
    const bool backwards = (geom::signed_ring_area(ring) < 0) != hole;
    const auto u = [&](const geom::Point& p) {
        return lattice_.u(p.x) - static_cast<double>(lattice_.first_column() + coverage_.window.column);
    };
    const auto v = [&](const geom::Point& p) {
        return lattice_.v(p.y) - static_cast<double>(lattice_.first_row() + coverage_.window.row);
    };
    double u0 = u(ring[0]), v0 = v(ring[0]);
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const double u1 = u(ring[i]), v1 = v(ring[i]);
        if (backwards)
            add_edge(u1, v1, u0, v0);
        else
            add_edge(u0, v0, u1, v1);
        u0 = u1;
        v0 = v1;
    }
}

/// A counter-clockwise shell runs south on its western side: an edge to the south adds what lies east of it.
void CoverageMeter::add_edge(double u0, double v0, double u1, double v1) {
    if (v0 == v1) return;
    const double direction = v1 > v0 ? 1.0 : -1.0;
    if (v0 > v1) {
        std::swap(u0, u1);
        std::swap(v0, v1);
    }
    const double slope = (u1 - u0) / (v1 - v0);
    const auto last_row = static_cast<std::int64_t>(std::ceil(v1));
    double u = u0;
    for (auto row = static_cast<std::int64_t>(v0); row < last_row; ++row) {
        const double top = std::max(static_cast<double>(row), v0),
                     bottom = std::min(static_cast<double>(row + 1), v1);
        const double u_end = bottom == v1 ? u1 : u0 + (bottom - v0) * slope;
        const double drop = (bottom - top) * direction;
        double* areas = signed_areas_.data() + static_cast<std::size_t>(row) * stride_;
        const double west = std::min(u, u_end), east = std::max(u, u_end);
        const auto first = static_cast<std::int64_t>(west);
        const auto end = static_cast<std::int64_t>(std::ceil(east));
        if (end <= first + 1) {
            const double passed = 0.5 * (west + east) - static_cast<double>(first);
            areas[first] += drop * (1 - passed);
            areas[first + 1] += drop * passed;
        } else {
            const double drop_per_cell = drop / (east - west);
            for (std::int64_t column = first; column < end; ++column) {
                const double from = std::max(static_cast<double>(column), west);
                const double to = std::min(static_cast<double>(column + 1), east);
                const double part = drop_per_cell * (to - from),
                             passed = 0.5 * (from + to) - static_cast<double>(column);
                areas[column] += part * (1 - passed);
                areas[column + 1] += part * passed;
            }
        }
        u = u_end;
    }
}

}  // namespace zonewright::raster
