// A polygon made ready to be overlaid many times: its edges with the interior on their left, in blocks with
// boxes, so that a parcel beside a redline of ten thousand vertices looks only at the edges near the parcel.
//
// Cost: O(vertices) to build; a question costs one box test per 32 edges plus the edges near the window.
// Guarantees: immutable and thread-safe once built; answers depend on the two polygons only.
// Limits: rings must be closed and the multipolygon valid (shells apart, holes inside their shell).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geom/geometry.h"

namespace zonewright::geom {

/// How an edge of a selection hangs together with the one before it.
enum class EdgeStart : std::uint8_t {
    Continues,  ///< starts where the previous edge of the selection ends
    Outside,    ///< the edge before it was left out, so its start lies outside the window
    Unknown     ///< first of a ring
};

struct OverlayEdge {
    Point from, to;
    EdgeStart start = EdgeStart::Unknown;
};

/// The overlay thinks of one polygon (the second) as moved by an infinitely small step east and an even
/// smaller one north: ties between a point and a line then always have an answer, the same one everywhere.
enum class Tie : std::int8_t { PointMoves = 1, EdgeMoves = -1 };

/// Side of the point, never 0 for an edge of positive length: +1 left, -1 right.
int side_of(Point from, Point to, Point point, Tie tie);

class OverlayShape {
public:
    OverlayShape() = default;
    explicit OverlayShape(const MultiPolygon& polygons);

    const Box& box() const { return box_; }
    double planar_m2() const { return planar_m2_; }
    bool empty() const { return rings_.empty(); }
    std::size_t vertex_count() const { return points_.size(); }

    /// Edges whose box meets the window, ring by ring; `edges` is cleared first.
    void edges_near(const Box& window, std::vector<OverlayEdge>& edges) const;
    /// Even-odd test with ties decided as `tie` says: Tie::EdgeMoves when this shape is the one that moves.
    bool contains(Point point, Tie tie) const;
    /// The part near the window as valid polygons: cut off along a border at least as far out as the
    /// window's, or left whole where the polygon is small.
    MultiPolygon clipped(const Box& window) const;

private:
    struct Block {
        Box box;
        std::size_t begin = 0,
                    end = 0;  ///< edges [begin, end): edge i goes from points_[i] to points_[i + 1]
    };
    struct RingSpan {
        std::size_t begin = 0, end = 0;              ///< points [begin, end), closed
        std::size_t first_block = 0, end_block = 0;  ///< blocks of this ring
        bool shell = true;
    };

    /// False when the ring encloses nothing.
    bool add_ring(const Ring& ring, bool shell);
    void add_edges_of_block(const Block& block, const Box& window, bool& broken,
                            std::vector<OverlayEdge>& edges) const;
    MultiPolygon whole() const;

    std::vector<Point> points_;
    std::vector<RingSpan> rings_;
    std::vector<Block> blocks_;
    Box box_;
    double planar_m2_ = 0;
};

}  // namespace zonewright::geom
