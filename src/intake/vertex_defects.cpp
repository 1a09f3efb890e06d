#include "intake/vertex_defects.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geom/planar_area.h"

namespace zonewright::intake {
namespace {

constexpr std::size_t least_points = 3;

bool together(geom::Point a, geom::Point b, double tolerance_m) {
    if (std::abs(a.x - b.x) > tolerance_m || std::abs(a.y - b.y) > tolerance_m) return false;
    return geom::distance(a, b) <= tolerance_m;
}

/// The rule with its cosine, which is what a loop over vertices needs.
class SpikeTest {
public:
    explicit SpikeTest(const VertexRule& rule)
        : least_cosine_(std::cos(rule.spike_angle_deg * std::numbers::pi / 180)),
          width_m_(rule.spike_width_m),
          wanted_(rule.spike_angle_deg > 0) {}

    bool operator()(geom::Point before, geom::Point tip, geom::Point after) const {
        const double ax = before.x - tip.x, ay = before.y - tip.y, bx = after.x - tip.x, by = after.y - tip.y;
        const double dot = ax * bx + ay * by;
        if (!wanted_ || dot <= 0) return false;  // a right angle or more: nearly every vertex of real data
        const double a2 = ax * ax + ay * ay, b2 = bx * bx + by * by;
        if (dot * dot < least_cosine_ * least_cosine_ * a2 * b2) return false;
        return std::abs(ax * by - ay * bx) < width_m_ * std::sqrt(std::max(a2, b2));
    }

private:
    double least_cosine_;
    double width_m_;
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

geom::Ring spikeless(const geom::Ring& ring, const VertexRule& rule) {
    const SpikeTest spike(rule);
    geom::Ring kept;
    const auto settle = [&] {
        while (kept.size() > least_points - 1 && spike(kept.end()[-3], kept.end()[-2], kept.end()[-1])) {
            kept.erase(kept.end() - 2);
            if (together(kept.end()[-2], kept.end()[-1], rule.duplicate_m)) kept.pop_back();
        }
    };
    for (const geom::Point& p : distinct_points(ring, rule.duplicate_m)) {
        kept.push_back(p);
        settle();
    }
    std::size_t first = 0;
    for (bool again = true; again && kept.size() - first > least_points;) {
        again = false;
        if (spike(kept.end()[-2], kept.back(), kept[first]))
            kept.pop_back(), again = true;
        else if (spike(kept.back(), kept[first], kept[first + 1]))
            ++first, again = true;
        if (again && together(kept.back(), kept[first], rule.duplicate_m)) kept.pop_back();
    }
    return closed_or(geom::Ring(kept.begin() + static_cast<std::ptrdiff_t>(first), kept.end()), ring);
}

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
    for (std::size_t i = 0; i < count; ++i) {
        const geom::Point before = points[i == 0 ? count - 1 : i - 1], tip = points[i],
                          after = points[i + 1 == count ? 0 : i + 1];
        if (!spike(before, tip, after)) continue;
        if (defects.spikes++ == 0) defects.first_spike = tip;
        defects.longest_spike_m = std::max(defects.longest_spike_m,
                                           std::min(geom::distance(before, tip), geom::distance(tip, after)));
    }
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
