#include "geom/adjacency.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "geom/planar_area.h"
#include "geom/spatial_index.h"

namespace zonewright::geom {
namespace {

/// Beyond this angle between an edge and the opposite one they do not face each other: cos 120°.
constexpr double facing_cosine = -0.5;
constexpr double shortest_piece_m = 1e-6;

/// A boundary edge with the polygon on its left, so that outside is on its right.
struct Edge {
    std::uint32_t owner;
    Point begin, end;
    double length, east, north;  ///< east, north: unit direction
    double min_x() const { return std::min(begin.x, end.x); }
    double max_x() const { return std::max(begin.x, end.x); }
};

void append_edges(const MultiPolygon& polygons, std::uint32_t owner, std::vector<Edge>& edges) {
    for (const Polygon& polygon : polygons.parts)
        for (std::size_t r = 0; r < polygon.rings.size(); ++r) {
            const Ring& ring = polygon.rings[r];
            if (ring.size() < 4) continue;
            const bool counter_clockwise = signed_ring_area(ring) > 0;
            const bool forward = counter_clockwise == (r == 0);
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const std::size_t k = forward ? i : ring.size() - 2 - i;
                const Point a = ring[forward ? k : k + 1], b = ring[forward ? k + 1 : k];
                const double length = distance(a, b);
                if (length > 1e-9)
                    edges.push_back({owner, a, b, length, (b.x - a.x) / length, (b.y - a.y) / length});
            }
        }
}

/// Part of an edge that one opposite edge covers.
struct Cover {
    double begin, end;
    double at_begin, slope;  ///< distance at `begin` and its change per metre
    const Edge* opposite;
    double distance_at(double along) const { return at_begin + slope * (along - begin); }
};

/// Keeps of [begin, end] what lies between the distances `low` and `high`.
bool clip(Cover& cover, double low, double high) {
    for (const auto& [limit, sign] : {std::pair{low, 1.0}, std::pair{high, -1.0}}) {
        const double at_begin = (cover.distance_at(cover.begin) - limit) * sign;
        const double at_end = (cover.distance_at(cover.end) - limit) * sign;
        if (at_begin < 0 && at_end < 0) return false;
        if (at_begin >= 0 && at_end >= 0) continue;
        const double crossing = cover.begin + (limit - cover.at_begin) / cover.slope;
        if (at_begin < 0) {
            cover.at_begin = limit;
            cover.begin = std::clamp(crossing, cover.begin, cover.end);
        } else {
            cover.end = std::clamp(crossing, cover.begin, cover.end);
        }
    }
    return cover.end - cover.begin > shortest_piece_m;
}

/// What `opposite` covers of `edge`, when it faces it within reach.
bool cover_of(const Edge& edge, const Edge& opposite, const FacingOptions& options, Cover& cover) {
    if (edge.east * opposite.east + edge.north * opposite.north > facing_cosine) return false;
    const auto along = [&](Point p) {
        return (p.x - edge.begin.x) * edge.east + (p.y - edge.begin.y) * edge.north;
    };
    const auto outward = [&](Point p) {
        return (p.x - edge.begin.x) * edge.north - (p.y - edge.begin.y) * edge.east;
    };
    const double u0 = along(opposite.end),
                 u1 = along(opposite.begin);  // opposite runs the other way: u0 < u1
    const double begin = std::max(0.0, u0), end = std::min(edge.length, u1);
    if (end - begin <= shortest_piece_m) return false;
    const double v0 = outward(opposite.end), v1 = outward(opposite.begin);
    const double slope = (v1 - v0) / (u1 - u0);
    cover = {begin, end, v0 + slope * (begin - u0), slope, &opposite};
    // The far side of a thin spike is behind its own edge, not before it.
    const double low = opposite.owner == edge.owner ? 1e-6 : -options.snap_m;
    return clip(cover, low, options.reach_m);
}

FacingPiece piece_of(const Edge& edge, const Cover& cover, double begin, double end) {
    const auto at = [&](double along, double out) {
        return Point{edge.begin.x + edge.east * along + edge.north * out,
                     edge.begin.y + edge.north * along - edge.east * out};
    };
    const double first = cover.distance_at(begin), last = cover.distance_at(end);
    return {edge.owner, cover.opposite->owner, end - begin,  (first + last) / 2, at(begin, 0),
            at(end, 0), at(begin, first),      at(end, last)};
}

/// Cuts the edge at every end of a cover; on each elementary interval the nearest opposite edge is the one
/// faced.
void append_pieces(const Edge& edge, const std::vector<Cover>& covers, std::vector<FacingPiece>& pieces) {
    std::vector<double> cuts;
    for (const Cover& cover : covers) cuts.insert(cuts.end(), {cover.begin, cover.end});
    std::sort(cuts.begin(), cuts.end());
    const Cover* open = nullptr;
    double open_begin = 0, open_end = 0;
    const auto close = [&] {
        if (open && open->opposite->owner != edge.owner)
            pieces.push_back(piece_of(edge, *open, open_begin, open_end));
        open = nullptr;
    };
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        if (cuts[i + 1] - cuts[i] <= shortest_piece_m) continue;
        const double middle = (cuts[i] + cuts[i + 1]) / 2;
        const Cover* nearest = nullptr;
        for (const Cover& cover : covers)
            if (cover.begin <= middle && middle <= cover.end &&
                (!nearest || cover.distance_at(middle) < nearest->distance_at(middle)))
                nearest = &cover;
        if (nearest != open || (open && cuts[i] - open_end > shortest_piece_m)) {
            close();
            open = nearest;
            open_begin = cuts[i];
        }
        open_end = cuts[i + 1];
    }
    close();
}

struct EdgeTable {
    std::vector<Edge> edges;
    std::vector<std::size_t> first;  ///< edges of polygon i: first[i] … first[i + 1]
    std::vector<Box> boxes;
};

EdgeTable edge_table(std::span<const MultiPolygon> polygons) {
    EdgeTable table;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        table.first.push_back(table.edges.size());
        append_edges(polygons[i], static_cast<std::uint32_t>(i), table.edges);
        table.boxes.push_back(bounds(polygons[i]));
    }
    table.first.push_back(table.edges.size());
    return table;
}

/// Edges near one polygon, sorted by their least x, so that each of its edges looks at a short stretch of
/// them.
class NearEdges {
public:
    NearEdges(const EdgeTable& table, const Box& reach, std::span<const std::uint32_t> owners) {
        for (const std::uint32_t owner : owners)
            for (std::size_t e = table.first[owner]; e < table.first[owner + 1]; ++e) {
                const Edge& edge = table.edges[e];
                if (!reach.meets(bounds(std::array<Point, 2>{edge.begin, edge.end}))) continue;
                edges_.push_back(&edge);
                widest_ = std::max(widest_, edge.max_x() - edge.min_x());
            }
        std::sort(edges_.begin(), edges_.end(), [](const Edge* a, const Edge* b) {
            return a->min_x() != b->min_x() ? a->min_x() < b->min_x() : a < b;
        });
    }
    template <typename Visit>
    void visit(double min_x, double max_x, const Visit& visit_edge) const {
        auto edge = std::lower_bound(edges_.begin(), edges_.end(), min_x - widest_,
                                     [](const Edge* e, double x) { return e->min_x() < x; });
        for (; edge != edges_.end() && (*edge)->min_x() <= max_x; ++edge)
            if ((*edge)->max_x() >= min_x) visit_edge(**edge);
    }

private:
    std::vector<const Edge*> edges_;
    double widest_ = 0;
};

std::vector<FacingPiece> pieces_of(const EdgeTable& table, const SpatialIndex& index, std::size_t polygon,
                                   const FacingOptions& options) {
    std::vector<FacingPiece> pieces;
    if (table.boxes[polygon].empty()) return pieces;
    const Box reach = table.boxes[polygon].grown(options.reach_m);
    const std::vector<std::uint32_t> owners = index.query(reach);
    const NearEdges near(table, reach, owners);
    std::vector<Cover> covers;
    for (std::size_t e = table.first[polygon]; e < table.first[polygon + 1]; ++e) {
        const Edge& edge = table.edges[e];
        covers.clear();
        near.visit(edge.min_x() - options.reach_m, edge.max_x() + options.reach_m, [&](const Edge& opposite) {
            Cover cover{};
            if (&opposite != &edge && cover_of(edge, opposite, options, cover)) covers.push_back(cover);
        });
        append_pieces(edge, covers, pieces);
    }
    return pieces;
}

}  // namespace

std::vector<FacingPiece> facing_pieces(std::span<const MultiPolygon> polygons, const FacingOptions& options,
                                       const Progress& progress) {
    const EdgeTable table = edge_table(polygons);
    const SpatialIndex index(table.boxes);
    std::vector<std::vector<FacingPiece>> found(polygons.size());
    parallel_for(polygons.size(), 64, progress,
                 [&](std::size_t i) { found[i] = pieces_of(table, index, i, options); });
    std::vector<FacingPiece> pieces;
    for (std::vector<FacingPiece>& part : found) pieces.insert(pieces.end(), part.begin(), part.end());
    return pieces;
}

}  // namespace zonewright::geom
