#include "demo/polygon_split.h"

#include <algorithm>
#include <cmath>

#include "geom/planar_area.h"
#include "geom/spatial_index.h"

namespace zonewright::demo {
namespace {

constexpr double touching_m = 1e-3;
constexpr double on_edge_m = 1e-5;

struct Node {
    geom::Point point;
    std::size_t next = 0;
    bool crossing = false;
    bool used = false;
};

/// Rings as linked nodes with the crossings of the line put in.
struct Linked {
    std::vector<Node> nodes;
    std::vector<std::size_t> crossings;
    std::vector<geom::Ring> whole;  ///< rings that the line does not meet
};

geom::Point meeting(const CutLine& line, geom::Point a, geom::Point b) {
    if (b.x < a.x || (b.x == a.x && b.y < a.y))
        std::swap(a, b);  // the same point whichever way the edge runs
    const double sa = line.side(a), sb = line.side(b), t = sa / (sa - sb);
    return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

Linked link(const geom::Polygon& polygon, const CutLine& line) {
    Linked linked;
    for (const geom::Ring& ring : polygon.rings) {
        const std::size_t first = linked.nodes.size();
        std::size_t crossings = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            linked.nodes.push_back({.point = ring[i]});
            if ((line.side(ring[i]) > 0) == (line.side(ring[i + 1]) > 0)) continue;
            linked.crossings.push_back(linked.nodes.size());
            linked.nodes.push_back({.point = meeting(line, ring[i], ring[i + 1]), .crossing = true});
            ++crossings;
        }
        if (crossings == 0) {
            linked.nodes.resize(first);
            linked.whole.push_back(ring);
            continue;
        }
        for (std::size_t i = first; i < linked.nodes.size(); ++i)
            linked.nodes[i].next = i + 1 == linked.nodes.size() ? first : i + 1;
    }
    return linked;
}

/// Rings on one side: walk along the boundary, and at a crossing that leaves the side jump to its partner.
std::vector<geom::Ring> collect(Linked& linked, const CutLine& line, const std::vector<std::size_t>& partner,
                                bool left) {
    std::vector<geom::Ring> rings;
    for (Node& node : linked.nodes) node.used = false;
    for (std::size_t start = 0; start < linked.nodes.size(); ++start) {
        const auto on_side = [&](std::size_t i) { return (line.side(linked.nodes[i].point) > 0) == left; };
        if (linked.nodes[start].crossing || linked.nodes[start].used || !on_side(start)) continue;
        geom::Ring ring;
        for (std::size_t i = start; !linked.nodes[i].used;) {
            linked.nodes[i].used = true;
            ring.push_back(linked.nodes[i].point);
            if (linked.nodes[i].crossing &&
                (linked.nodes[linked.nodes[i].next].crossing || !on_side(linked.nodes[i].next))) {
                i = partner[i];
                linked.nodes[i].used = true;
                ring.push_back(linked.nodes[i].point);
            }
            i = linked.nodes[i].next;
        }
        ring.push_back(ring.front());
        rings.push_back(std::move(ring));
    }
    return rings;
}

double signed_area(const geom::Ring& ring) {
    return geom::signed_ring_area(ring);
}

/// Shells run one way, holes the other; every hole goes into the shell that holds it.
std::vector<geom::Polygon> polygons_of(std::vector<geom::Ring> rings, bool clockwise) {
    std::vector<geom::Polygon> polygons;
    std::vector<geom::Ring> holes;
    for (geom::Ring& ring : rings) {
        const double area = signed_area(ring);
        if (std::abs(area) < 1e-3) continue;
        if ((area < 0) == clockwise)
            polygons.push_back({.rings = {std::move(ring)}});
        else
            holes.push_back(std::move(ring));
    }
    for (geom::Ring& hole : holes)
        for (geom::Polygon& polygon : polygons)
            if (geom::locate(hole.front(), geom::Polygon{.rings = {polygon.rings.front()}}) ==
                geom::Position::Inside) {
                polygon.rings.push_back(std::move(hole));
                break;
            }
    return polygons;
}

bool touches_vertex(const geom::Polygon& polygon, const CutLine& line) {
    for (const geom::Ring& ring : polygon.rings)
        for (geom::Point p : ring)
            if (std::abs(line.side(p)) < touching_m) return true;
    return false;
}

}  // namespace

Pieces split(const geom::Polygon& polygon, CutLine line) {
    for (int attempt = 0; attempt < 50 && touches_vertex(polygon, line); ++attempt)
        line.through = {line.through.x - 3 * touching_m * line.along.y,
                        line.through.y + 3 * touching_m * line.along.x};
    Linked linked = link(polygon, line);
    std::sort(linked.crossings.begin(), linked.crossings.end(), [&](std::size_t a, std::size_t b) {
        return line.forward(linked.nodes[a].point) < line.forward(linked.nodes[b].point);
    });
    Pieces pieces;
    std::vector<std::size_t> partner(linked.nodes.size(), 0);
    for (std::size_t i = 0; i + 1 < linked.crossings.size(); i += 2) {
        const std::size_t a = linked.crossings[i], b = linked.crossings[i + 1];
        partner[a] = b, partner[b] = a;
        pieces.cuts.push_back({linked.nodes[a].point, linked.nodes[b].point});
    }
    const bool clockwise = signed_area(polygon.rings.front()) < 0;
    for (bool left : {true, false}) {
        std::vector<geom::Ring> rings = collect(linked, line, partner, left);
        for (const geom::Ring& ring : linked.whole)
            if ((line.side(ring.front()) > 0) == left) rings.push_back(ring);
        (left ? pieces.left : pieces.right) = polygons_of(std::move(rings), clockwise);
    }
    return pieces;
}

Extent extent_of(const geom::Polygon& polygon) {
    const geom::Ring& ring = polygon.rings.front();
    Extent extent{.along = {1, 0}, .centre = geom::centroid(geom::MultiPolygon{.parts = {polygon}})};
    double xx = 0, xy = 0, yy = 0;  // second moments of the boundary, weighted by length
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double weight = geom::distance(ring[i], ring[i + 1]);
        const double x = 0.5 * (ring[i].x + ring[i + 1].x) - extent.centre.x,
                     y = 0.5 * (ring[i].y + ring[i + 1].y) - extent.centre.y;
        xx += weight * x * x, xy += weight * x * y, yy += weight * y * y;
    }
    const double half = 0.5 * (xx - yy), root = std::sqrt(half * half + xy * xy);
    geom::Point along = half >= 0 ? geom::Point{half + root, xy} : geom::Point{xy, root - half};
    const double length = std::sqrt(along.x * along.x + along.y * along.y);
    if (length > 1e-9) extent.along = {along.x / length, along.y / length};
    const CutLine axis{extent.centre, extent.along};
    double low_f = 0, high_f = 0, low_s = 0, high_s = 0;
    for (geom::Point p : ring) {
        low_f = std::min(low_f, axis.forward(p)), high_f = std::max(high_f, axis.forward(p));
        low_s = std::min(low_s, axis.side(p)), high_s = std::max(high_s, axis.side(p));
    }
    extent.length_m = high_f - low_f;
    extent.width_m = high_s - low_s;
    return extent;
}

void share_vertices(std::vector<geom::Polygon*>& polygons) {
    std::vector<geom::Box> boxes;
    std::vector<geom::Point> vertices;
    for (const geom::Polygon* polygon : polygons)
        for (const geom::Ring& ring : polygon->rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                vertices.push_back(ring[i]);
                boxes.push_back({ring[i].x, ring[i].y, ring[i].x, ring[i].y});
            }
    const geom::SpatialIndex index(boxes);
    std::vector<std::uint32_t> near;
    for (geom::Polygon* polygon : polygons)
        for (geom::Ring& ring : polygon->rings) {
            geom::Ring fuller;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const geom::Point a = ring[i], b = ring[i + 1];
                fuller.push_back(a);
                geom::Box box;
                box.include(a), box.include(b);
                index.query(box.grown(on_edge_m), near);
                std::vector<std::pair<double, geom::Point>> between;
                for (std::uint32_t vertex : near) {
                    const geom::Point p = vertices[vertex];
                    const double along = (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
                    if (geom::distance(p, a) > on_edge_m && geom::distance(p, b) > on_edge_m &&
                        geom::distance(p, a, b) < on_edge_m)
                        between.emplace_back(along, p);
                }
                std::sort(between.begin(), between.end(),
                          [](const auto& x, const auto& y) { return x.first < y.first; });
                for (const auto& [along, p] : between)
                    if (geom::distance(fuller.back(), p) > on_edge_m) fuller.push_back(p);
            }
            fuller.push_back(fuller.front());
            ring = std::move(fuller);
        }
}

}  // namespace zonewright::demo
