// What share of each cell does a polygon cover? Exact, by accumulating signed areas along the edges.
//
// Every edge adds, to the cell it passes and to the next one, the area between itself and the eastern side of
// the cell; a running sum along the row then gives the covered share (the way font rasterisers fill
// outlines). No cell is split into geometry and nothing is sampled: a polygon smaller than a cell has its
// true share. Exact up to double rounding (about 1e-12 of a cell); holes subtract whatever the orientation of
// their rings. Overlapping parts of one multipolygon would count twice and are clamped to 1: geometry must be
// valid. Cost: O(cells crossed by edges + cells of the bounding box), no allocation after the first few
// polygons.
// Coordinates are metres on the grid's plane.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geom/geometry.h"
#include "raster/window.h"

namespace zonewright::raster {

/// Covered shares of the cells of a window, in row order. The window may reach beyond the grid.
struct Coverage {
    Window window;
    std::vector<float> share;

    std::span<const float> row(std::int64_t r) const {
        const auto width = static_cast<std::size_t>(window.width);
        return std::span(share).subspan(static_cast<std::size_t>(r - window.row) * width, width);
    }
};

/// Keeps its buffers between polygons; one object per thread.
class CoverageMeter {
public:
    explicit CoverageMeter(const GridSpec& spec) : lattice_(spec) {}

    /// The answer is valid until the next call.
    const Coverage& measure(const geom::MultiPolygon& polygons);
    /// The same for a caller who knows the bounding box.
    const Coverage& measure(const geom::MultiPolygon& polygons, const geom::Box& box);

private:
    void add_ring(std::span<const geom::Point> ring, bool hole);
    void add_edge(double u0, double v0, double u1, double v1);

    Lattice lattice_;
    std::vector<double> signed_areas_;
    Coverage coverage_;
    std::size_t stride_ = 0;
};

/// The cells that polygons lie in; empty for no polygons.
Window covering_window(const Lattice& lattice, const geom::Box& box);

}  // namespace zonewright::raster
