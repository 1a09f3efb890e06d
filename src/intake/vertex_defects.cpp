#include "intake/vertex_defects.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geom/planar_area.h"

namespace zonewright::intake {
namespace {

constexpr std::size_t least_points = 3;
constexpr std::size_t least_points_of_blunt = 5;  // its two and three that stay

bool together(geom::Point a, geom::Point b, double tolerance_m) {
    if (std::abs(a.x - b.x) > tolerance_m || std::abs(a.y - b.y) > tolerance_m) return false;
    return geom::distance(a, b) <= tolerance_m;
}

geom::Point between(geom::Point a, geom::Point b) {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/// The rule with its cosine, which is what a loop over vertices needs.
class SpikeTest {
public:
    explicit SpikeTest(const VertexRule& rule)
        : least_cosine_(std::cos(rule.spike_angle_deg * std::numbers::pi / 180)),
          width_m_(rule.spike_width_m),
          tip_m_(rule.spike_tip_m),
          wanted_(rule.spike_angle_deg > 0) {}

    bool operator()(geom::Point before, geom::Point tip, geom::Point after) const {
        const double ax = before.x - tip.x, ay = before.y - tip.y, bx = after.x - tip.x, by = after.y - tip.y;
        const double dot = ax * bx + ay * by;
        if (!wanted_ || dot <= 0) return false;  // a right angle or more: nearly every vertex of real data
        const double a2 = ax * ax + ay * ay, b2 = bx * bx + by * by;
        if (dot * dot < least_cosine_ * least_cosine_ * a2 * b2) return false;
        return std::abs(ax * by - ay * bx) < width_m_ * std::sqrt(std::max(a2, b2));
    }

    /// The same of a tip of two vertices, neither of which is a spike alone.
    bool blunt(geom::Point before, geom::Point first, geom::Point second, geom::Point beyond) const {
        if (!wanted_ || !together(first, second, tip_m_)) return false;
        return !(*this)(before, first, second) && !(*this)(first, second, beyond) &&
               (*this)(before, between(first, second), beyond);
    }

private:
    double least_cosine_;
    double width_m_;
    double tip_m_;
    bool wanted_;
};

/// The points of a ring with every run of duplicates reduced to its first, not closed.
geom::Ring distinct_points(const geom::Ring& ring, double tolerance_m) {
    geom::Ring points;
    points.reserve(ring.size());
    for (const geom::Point& p : ring)
        if (points.empty() || !together(points.back(), p, tolerance_m)) points.push_back(p);
    while (points.size() > 1 && together(points.back(), points.front(), tolerance_m)) points.pop_back();
    return points;
}

/// `points` closed again, or the ring as it was when too little is left.
geom::Ring closed_or(geom::Ring points, const geom::Ring& ring) {
    if (points.size() < least_points) return ring;
    points.push_back(points.front());
    return points;
}

/// A ring whose spikes go one after the other, until none is left.
class SpikeRemoval {
public:
    SpikeRemoval(const geom::Ring& points, const VertexRule& rule)
        : spike_(rule), rule_(rule), blunt_(points.size() >= least_points_of_blunt) {
        for (const geom::Point& p : points) {
            kept_.push_back(p);
            while (at_the_end()) join_ends();
        }
        while (size() > least_points && across_the_seam()) join_seam();
    }
    geom::Ring points() && { return {kept_.begin() + static_cast<std::ptrdiff_t>(first_), kept_.end()}; }

private:
    std::size_t size() const { return kept_.size() - first_; }
    geom::Point last(std::size_t back) const { return kept_[kept_.size() - back]; }
    geom::Point head(std::size_t on) const { return kept_[first_ + on]; }

    /// Removes the spike that the newest point completes.
    bool at_the_end() {
        const std::size_t count = kept_.size();
        if (count >= least_points && spike_(last(3), last(2), last(1))) {
            kept_.erase(kept_.end() - 2);
            return true;
        }
        if (count < least_points + 1 || !blunt_ || !spike_.blunt(last(4), last(3), last(2), last(1)))
            return false;
        kept_.erase(kept_.end() - 3, kept_.end() - 1);
        return true;
    }
    void join_ends() {
        if (kept_.size() > 1 && together(last(2), last(1), rule_.duplicate_m)) kept_.pop_back();
    }

    /// Removes a spike whose vertices lie on both sides of the first point.
    bool across_the_seam() {
        if (spike_(last(2), last(1), head(0))) return kept_.pop_back(), true;
        if (spike_(last(1), head(0), head(1))) return ++first_, true;
        if (size() < least_points_of_blunt) return false;
        if (spike_.blunt(last(3), last(2), last(1), head(0))) return kept_.resize(kept_.size() - 2), true;
        if (spike_.blunt(last(2), last(1), head(0), head(1))) return kept_.pop_back(), ++first_, true;
        if (spike_.blunt(last(1), head(0), head(1), head(2))) return first_ += 2, true;
        return false;
    }
    void join_seam() {
        if (together(last(1), head(0), rule_.duplicate_m)) kept_.pop_back();
    }

    SpikeTest spike_;
    const VertexRule& rule_;
    bool blunt_;
    geom::Ring kept_;
    std::size_t first_ = 0;
};

template <typename Change>
geom::MultiPolygon ring_by_ring(const geom::MultiPolygon& polygons, const Change& change) {
    geom::MultiPolygon result = polygons;
    for (geom::Polygon& part : result.parts)
        for (geom::Ring& ring : part.rings) ring = change(ring);
    return result;
}

void look_for_duplicates(const geom::Ring& ring, const VertexRule& rule, VertexDefects& defects) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        if (!together(ring[i], ring[i + 1], rule.duplicate_m)) continue;
        if (defects.duplicates++ == 0) defects.first_duplicate = ring[i];
    }
}

void look_for_spikes(const geom::Ring& points, const SpikeTest& spike, VertexDefects& defects) {
    const std::size_t count = points.size();
    if (count <= least_points) return;
    const auto found = [&](geom::Point before, geom::Point tip, geom::Point after) {
        if (defects.spikes++ == 0) defects.first_spike = tip;
        defects.longest_spike_m = std::max(defects.longest_spike_m,
                                           std::min(geom::distance(before, tip), geom::distance(tip, after)));
    };
    for (std::size_t i = 0; i < count; ++i) {
        const geom::Point before = points[i == 0 ? count - 1 : i - 1], tip = points[i],
                          after = points[i + 1 == count ? 0 : i + 1];
        if (spike(before, tip, after)) {
            found(before, tip, after);
        } else if (count >= least_points_of_blunt) {
            const geom::Point next = points[i + 2 >= count ? i + 2 - count : i + 2];
            if (spike.blunt(before, tip, after, next)) found(before, between(tip, after), next);
        }
    }
}

/// Most rings have none and keep even their duplicates.
geom::Ring spikeless(const geom::Ring& ring, const VertexRule& rule) {
    const geom::Ring points = distinct_points(ring, rule.duplicate_m);
    VertexDefects defects;
    look_for_spikes(points, SpikeTest(rule), defects);
    return defects.spikes == 0 ? ring : closed_or(SpikeRemoval(points, rule).points(), ring);
}

}  // namespace

VertexDefects find_vertex_defects(const geom::MultiPolygon& polygons, const VertexRule& rule) {
    VertexDefects defects;
    const SpikeTest spike(rule);
    geom::Ring open;
    for (const geom::Polygon& part : polygons.parts)
        for (const geom::Ring& ring : part.rings) {
            if (ring.size() <= least_points) continue;
            const std::size_t before = defects.duplicates;
            look_for_duplicates(ring, rule, defects);
            if (defects.duplicates == before)
                open.assign(ring.begin(), ring.end() - 1);
            else
                open = distinct_points(ring, rule.duplicate_m);
            look_for_spikes(open, spike, defects);
        }
    return defects;
}

geom::MultiPolygon without_duplicates(const geom::MultiPolygon& polygons, const VertexRule& rule) {
    return ring_by_ring(polygons, [&](const geom::Ring& ring) {
        return closed_or(distinct_points(ring, rule.duplicate_m), ring);
    });
}

geom::MultiPolygon without_spikes(const geom::MultiPolygon& polygons, const VertexRule& rule) {
    return ring_by_ring(polygons, [&](const geom::Ring& ring) { return spikeless(ring, rule); });
}

}  // namespace zonewright::intake
