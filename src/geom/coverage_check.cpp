#include "geom/coverage_check.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_map>

#include "base/parallel.h"
#include "base/plane_length.h"
#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

constexpr double touch_m = 1e-6;  // nearer than this counts as touching: the overlay decides

/// One edge with the surface on its left.
struct DirectedEdge {
    Point from, to;
};

struct EdgeHash {
    std::size_t operator()(const DirectedEdge& e) const noexcept {
        const auto mix = [](double v, std::uint64_t seed) {
            const std::uint64_t z = (seed ^ std::bit_cast<std::uint64_t>(v + 0.0)) * 0x9E3779B97F4A7C15ull;
            return z ^ (z >> 32);
        };
        return mix(e.from.x, mix(e.from.y, mix(e.to.x, mix(e.to.y, 0))));
    }
};
struct SameEdge {
    bool operator()(const DirectedEdge& a, const DirectedEdge& b) const noexcept { return a.from == b.from && a.to == b.to; }
};

Box box_of(const DirectedEdge& e) {
    return {std::min(e.from.x, e.to.x), std::min(e.from.y, e.to.y), std::max(e.from.x, e.to.x),
            std::max(e.from.y, e.to.y)};
}

/// Orientation of all rings, computed once, so that edges can be walked with the surface on their left.
class OrientedEdges {
public:
    explicit OrientedEdges(std::span<const MultiPolygon> polygons)
        : polygons_(polygons), reversed_(polygons.size()) {
        for (std::size_t i = 0; i < polygons.size(); ++i)
            for (const Polygon& part : polygons[i].parts)
                for (std::size_t r = 0; r < part.rings.size(); ++r)
                    reversed_[i].push_back((signed_ring_area(part.rings[r]) > 0) != (r == 0));
    }

    /// The edges of one polygon whose box meets `window`, in order.
    void collect(std::size_t polygon, const Box& window, std::vector<DirectedEdge>& edges) const {
        edges.clear();
        std::size_t ring_number = 0;
        for (const Polygon& part : polygons_[polygon].parts)
            for (const Ring& ring : part.rings)
                collect_ring(ring, reversed_[polygon][ring_number++], window, edges);
    }

private:
    static void collect_ring(const Ring& ring, bool reversed, const Box& window, std::vector<DirectedEdge>& edges) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const DirectedEdge edge = reversed ? DirectedEdge{ring[ring.size() - i], ring[ring.size() - i - 1]}
                                       : DirectedEdge{ring[i - 1], ring[i]};
            if (!(edge.from == edge.to) && box_of(edge).meets(window)) edges.push_back(edge);
        }
    }
    std::span<const MultiPolygon> polygons_;
    std::vector<std::vector<bool>> reversed_;
};

/// Distance of p from the line of e, positive on the left.
double side(const DirectedEdge& e, Point p) {
    const double dx = e.to.x - e.from.x, dy = e.to.y - e.from.y;
    return (dx * (p.y - e.from.y) - dy * (p.x - e.from.x)) / plane_length(dx, dy);
}

bool ahead(Point origin, Point a, Point b) {
    return (a.x - origin.x) * (b.x - origin.x) + (a.y - origin.y) * (b.y - origin.y) > 0;
}

/// Two edges with one common end: do they lie on each other?
bool doubled(Point common, Point a, const DirectedEdge& b, Point b_end) {
    return std::abs(side(b, a)) <= touch_m && ahead(common, a, b_end);
}

/// Do the edges meet anywhere but in one common vertex?
bool in_contact(const DirectedEdge& a, const DirectedEdge& b) {
    if (!box_of(a).grown(touch_m).meets(box_of(b))) return false;
    if (a.from == b.from) return doubled(a.from, a.to, b, b.to);
    if (a.from == b.to) return doubled(a.from, a.to, b, b.from);
    if (a.to == b.from) return doubled(a.to, a.from, b, b.to);
    if (a.to == b.to) return doubled(a.to, a.from, b, b.from);
    const double a1 = side(b, a.from), a2 = side(b, a.to), b1 = side(a, b.from), b2 = side(a, b.to);
    const auto apart = [](double s, double t) {
        return (s > touch_m && t > touch_m) || (s < -touch_m && t < -touch_m);
    };
    return !apart(a1, a2) && !apart(b1, b2);
}

bool any_contact(const std::vector<DirectedEdge>& left, const std::vector<DirectedEdge>& right) {
    for (const DirectedEdge& a : left)
        for (const DirectedEdge& b : right)
            if (in_contact(a, b)) return true;
    return false;
}

/// Is any of the edges, taken by its middle, not clearly outside the polygon?
bool any_inside(const std::vector<DirectedEdge>& edges, const MultiPolygon& polygon, const Box& window) {
    return std::any_of(edges.begin(), edges.end(), [&](const DirectedEdge& e) {
        const Point middle{e.from.x + (e.to.x - e.from.x) / 2, e.from.y + (e.to.y - e.from.y) / 2};
        return window.contains(middle) && locate(middle, polygon) != Position::Outside;
    });
}

Box common(const Box& a, const Box& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

/// Buffers of one worker, kept between polygons.
struct Scratch {
    std::vector<DirectedEdge> all, near_a, near_b, left_a, left_b;
    std::unordered_map<DirectedEdge, std::uint32_t, EdgeHash, SameEdge>
        position;  ///< edge of the polygon at work → its number
    std::vector<char> matched;
    std::vector<std::uint32_t> neighbours, twins;
};

class Checker {
public:
    Checker(std::span<const MultiPolygon> polygons, const SpatialIndex& index)
        : polygons_(polygons),
          index_(index),
          edges_(polygons),
          boxes_(polygons.size()),
          pairs_(polygons.size()),
          runs_(polygons.size()) {
        for (std::size_t i = 0; i < polygons.size(); ++i) boxes_[i] = bounds(polygons[i]);
    }

    void check(std::size_t a, Scratch& scratch) {
        edges_.collect(a, boxes_[a], scratch.all);
        scratch.position.clear();
        for (std::size_t i = 0; i < scratch.all.size(); ++i)
            scratch.position.emplace(scratch.all[i], static_cast<std::uint32_t>(i));
        scratch.matched.assign(scratch.all.size(), 0);
        index_.query(boxes_[a], scratch.neighbours);
        for (const std::uint32_t b : scratch.neighbours)
            if (b != a && compare(a, b, scratch) && b > a)
                pairs_[a].emplace_back(static_cast<std::uint32_t>(a), b);
        keep_runs(a, scratch);
    }

    CoverageSuspects gather() {
        CoverageSuspects suspects;
        for (auto& pairs : pairs_) suspects.pairs.insert(suspects.pairs.end(), pairs.begin(), pairs.end());
        for (auto& runs : runs_)
            for (LineString& run : runs) suspects.unmatched.push_back(std::move(run));
        return suspects;
    }

private:
    /// Marks the twins of a's edges in b; true when the pair is suspect.
    bool compare(std::size_t a, std::uint32_t b, Scratch& s) const {
        const Box window = common(boxes_[a], boxes_[b]);
        edges_.collect(b, window, s.near_b);
        s.left_b.clear();
        s.left_a.clear();
        bool same_way = false;
        std::vector<std::uint32_t>& twins = s.twins;
        twins.clear();
        for (const DirectedEdge& e : s.near_b) {
            const auto twin = s.position.find({e.to, e.from});
            if (twin != s.position.end()) {
                s.matched[twin->second] = 1;
                twins.push_back(twin->second);
                continue;
            }
            same_way |= s.position.contains(e);
            s.left_b.push_back(e);
        }
        if (b < a || !(window.width() > 0 && window.height() > 0)) return false;
        if (same_way) return true;
        std::sort(twins.begin(), twins.end());
        for (std::size_t i = 0; i < s.all.size(); ++i)
            if (box_of(s.all[i]).meets(window) &&
                !std::binary_search(twins.begin(), twins.end(), static_cast<std::uint32_t>(i)))
                s.left_a.push_back(s.all[i]);
        return any_contact(s.left_a, s.left_b) || any_inside(s.left_a, polygons_[b], window) ||
               any_inside(s.left_b, polygons_[a], window);
    }

    void keep_runs(std::size_t a, const Scratch& s) {
        for (std::size_t i = 0; i < s.all.size(); ++i) {
            if (s.matched[i]) continue;
            const bool goes_on = i > 0 && s.matched[i - 1] == 0 && s.all[i - 1].to == s.all[i].from;
            if (!goes_on) runs_[a].push_back({s.all[i].from});
            runs_[a].back().push_back(s.all[i].to);
        }
    }

    std::span<const MultiPolygon> polygons_;
    const SpatialIndex& index_;
    OrientedEdges edges_;
    std::vector<Box> boxes_;
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> pairs_;
    std::vector<std::vector<LineString>> runs_;
};

}  // namespace

CoverageSuspects find_coverage_suspects(std::span<const MultiPolygon> polygons, const SpatialIndex& index,
                                        const Progress& progress) {
    Checker checker(polygons, index);
    parallel_blocks(polygons.size(), 256, progress, [&](std::size_t begin, std::size_t end) {
        Scratch scratch;
        for (std::size_t i = begin; i < end; ++i) checker.check(i, scratch);
    });
    return checker.gather();
}

}  // namespace zonewright::geom
