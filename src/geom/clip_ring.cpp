#include "geom/clip_ring.h"

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

/// One side of the window: keeps points whose coordinate is at most (or at least) the bound.
struct Side {
    double Point::*along;
    double Point::*across;
    double bound;
    double sign;  ///< +1 keeps values up to the bound, -1 values from it

    bool keeps(Point p) const { return sign * (bound - p.*along) >= 0; }
    Point meet(Point a, Point b) const {
        Point at;
        at.*along = bound;
        at.*across = a.*across + (bound - a.*along) / (b.*along - a.*along) * (b.*across - a.*across);
        return at;
    }
};

void append(Ring& ring, Point p) {
    if (ring.empty() || ring.back() != p) ring.push_back(p);
}

Ring cut(const Ring& ring, const Side& side) {
    Ring kept;
    kept.reserve(ring.size() + 4);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point from = ring[i], to = ring[i + 1];
        if (side.keeps(from)) append(kept, from);
        if (side.keeps(from) != side.keeps(to)) append(kept, side.meet(from, to));
    }
    if (!kept.empty()) append(kept, kept.front());
    return kept;
}

}  // namespace

Ring clip_ring(const Ring& ring, const Box& window) {
    const Side sides[] = {{&Point::x, &Point::y, window.max_x, 1},
                          {&Point::x, &Point::y, window.min_x, -1},
                          {&Point::y, &Point::x, window.max_y, 1},
                          {&Point::y, &Point::x, window.min_y, -1}};
    Ring kept = ring;
    for (const Side& side : sides) {
        kept = cut(kept, side);
        if (kept.size() < 4) return {};
    }
    return signed_ring_area(kept) == 0 ? Ring{} : kept;
}

}  // namespace zonewright::geom
