// Polygons of labelled cells that share their boundaries exactly: towns, land parcels, any planar
// subdivision.
//
// Two steps. trace_regions() walks around every connected region of equal label and gives its outlines as
// corners of the cell lattice. smooth_corners() then moves the corners once, for all layers together: every
// corner keeps to its own open square of the dual lattice, so that no two boundaries can cross, whatever the
// picture. Layers traced from different label grids over the same corners therefore fit each other vertex by
// vertex: no gap, no overlap. Cost: O(cells + boundary corners × rounds). Deterministic.
// Coordinates are metres on the grid's plane.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "geom/geometry.h"
#include "raster/grid.h"

namespace zonewright::raster {

/// Corner (column, row) of the lattice, 0…columns and 0…rows, as row * (columns + 1) + column.
using Corner = std::uint32_t;

/// One region: cells of equal label that hang together by edges.
struct TracedRegion {
    std::int32_t label = 0;
    std::uint32_t first_cell = 0;  ///< in row order
    std::uint32_t cells = 0;
    std::vector<std::vector<Corner>>
        outlines;  ///< [0] the shell, then the holes; not closed, no corner twice in one
};

/// Regions in order of their first cell. Cells with a negative label belong to no region.
std::vector<TracedRegion> trace_regions(const Grid<std::int32_t>& labels);

/// How strongly a boundary between two neighbouring cells holds its corners in line; 0 where there is no
/// boundary.
using BoundaryWeight = std::function<float(std::size_t cell, std::size_t neighbour)>;

/// Where the corners of the boundaries lie after smoothing, rounded to 1 mm.
class CornerPositions {
public:
    CornerPositions(const GridSpec& spec, const BoundaryWeight& weight, int rounds);

    geom::Point at(Corner corner) const;
    /// False for corners that lie within 1 m of the line between their two only neighbours and may be left
    /// out; they are left out by all layers or by none.
    bool kept(Corner corner) const { return dropped_[corner] == 0; }
    /// Shell clockwise, holes counter-clockwise, closed.
    geom::Polygon polygon(const TracedRegion& region) const;
    const GridSpec& spec() const { return spec_; }

private:
    geom::Ring ring(const std::vector<Corner>& outline) const;
    void relax(const std::vector<Corner>& moving, int rounds);
    void drop_straight(const std::vector<Corner>& moving);
    float weight_towards(Corner corner, int direction) const;

    GridSpec spec_;
    std::vector<float> east_weight_, south_weight_;  ///< of the lattice edge that leaves the corner
    std::vector<float> dx_, dy_;                     ///< displacement in cells
    std::vector<std::uint8_t> dropped_;
};

}  // namespace zonewright::raster
