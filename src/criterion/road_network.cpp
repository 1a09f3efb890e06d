#include "criterion/road_network.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <queue>

#include "base/plane_length.h"
#include "geom/planar_area.h"
#include "geom/spatial_index.h"

namespace zonewright::criterion {
namespace {

using geom::Point;

struct Segment {
    Point a, b;
    double metres_per_minute;
    bool expressway;
    std::vector<Point> cuts;  ///< points on it where something joins
};

Point projected(Point p, const Segment& s) {
    const double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y, squared = dx * dx + dy * dy;
    if (squared == 0) return s.a;
    const double t = std::clamp(((p.x - s.a.x) * dx + (p.y - s.a.y) * dy) / squared, 0.0, 1.0);
    return {s.a.x + t * dx, s.a.y + t * dy};
}

/// Where the insides of two segments cross; nothing when they only touch, run parallel or stay apart.
std::optional<Point> crossing(const Segment& s, const Segment& t) {
    const double sx = s.b.x - s.a.x, sy = s.b.y - s.a.y, tx = t.b.x - t.a.x, ty = t.b.y - t.a.y;
    const double cross = sx * ty - sy * tx;
    if (cross == 0) return std::nullopt;
    const double wx = t.a.x - s.a.x, wy = t.a.y - s.a.y;
    const double on_s = (wx * ty - wy * tx) / cross, on_t = (wx * sy - wy * sx) / cross;
    if (on_s < 0 || on_s > 1 || on_t < 0 || on_t > 1) return std::nullopt;
    return Point{s.a.x + on_s * sx, s.a.y + on_s * sy};
}

geom::Box box_of(const Segment& s) {
    geom::Box box;
    box.include(s.a);
    box.include(s.b);
    return box.grown(join_tolerance_m / 2);
}

/// An end of `s` that lies on `t` cuts `t` there, at the end itself, so that both name the same point.
bool cut_at_ends(const Segment& s, Segment& t) {
    bool touched = false;
    for (const Point& end : {s.a, s.b})
        if (geom::distance(end, t.a, t.b) <= join_tolerance_m) {
            t.cuts.push_back(end);
            touched = true;
        }
    return touched;
}

constexpr double nowhere = std::numeric_limits<double>::infinity();

double distance_to(const geom::Box& box, Point p) {
    return plane_length(std::max({box.min_x - p.x, p.x - box.max_x, 0.0}), std::max({box.min_y - p.y, p.y - box.max_y, 0.0}));
}

/// The nearest piece and how far it is: boxes are asked for, nearest first, until none that is left can hold a nearer piece. A long
/// slanting street has a large box, so many boxes may hold the point.
std::optional<std::pair<std::uint32_t, double>> nearest_of(const geom::SpatialIndex& index, Point p,
                                                           const std::function<double(std::uint32_t)>& away_of,
                                                           const std::function<geom::Box(std::uint32_t)>& box_of_piece) {
    for (std::size_t wanted = 32;; wanted *= 8) {
        const auto near = index.nearest(p, wanted);
        std::optional<std::pair<std::uint32_t, double>> best;
        for (const std::uint32_t i : near)
            if (const double away = away_of(i); away < (best ? best->second : nowhere)) best = {i, away};
        if (near.size() < wanted) return best;
        if (best && best->second <= distance_to(box_of_piece(near.back()), p)) return best;
    }
}

class Builder {
public:
    Builder(std::span<const Road> roads, bool closed) : closed_(closed) {
        for (const Road& road : roads)
            for (std::size_t i = 1; i < road.line.size(); ++i)
                if (!(road.line[i - 1] == road.line[i]))
                    segments_.push_back(
                        {road.line[i - 1], road.line[i], road.metres_per_minute, road.expressway, {}});
        std::vector<geom::Box> boxes;
        for (const Segment& segment : segments_) boxes.push_back(box_of(segment));
        index_.emplace(boxes);
    }

    void cut_crossings(const Progress& progress) {
        std::vector<std::uint32_t> near;
        for (std::uint32_t i = 0; i < segments_.size(); ++i) {
            if (i % 4096 == 0)
                progress.report(static_cast<double>(i) / static_cast<double>(segments_.size()));
            index_->query(box_of(segments_[i]), near);
            for (std::uint32_t j : near)
                if (j > i && (!closed_ || segments_[i].expressway == segments_[j].expressway))
                    join(segments_[i], segments_[j]);
        }
    }

    /// Cuts the nearest segment of one level at the foot of the point; returns the foot.
    struct Foot {
        Point at;
        double away_m;
    };
    std::optional<Foot> foot(Point p, bool expressway) {
        const auto away_of = [&](std::uint32_t i) {
            const Segment& segment = segments_[i];
            return segment.expressway == expressway ? geom::distance(p, segment.a, segment.b) : nowhere;
        };
        const auto best = nearest_of(*index_, p, away_of, [&](std::uint32_t i) { return box_of(segments_[i]); });
        if (!best) return std::nullopt;
        Segment& segment = segments_[best->first];
        segment.cuts.push_back(projected(p, segment));
        return Foot{segment.cuts.back(), best->second};
    }

    std::uint32_t node(Point p, bool expressway) {
        const Key key{std::llround(p.x * 100), std::llround(p.y * 100), closed_ && expressway};
        const auto [found, added] = ids_.emplace(key, static_cast<std::uint32_t>(nodes.size()));
        if (added) nodes.push_back(p);
        return found->second;
    }

    void make_edges() {
        for (Segment& s : segments_) {
            s.cuts.push_back(s.a);
            s.cuts.push_back(s.b);
            std::sort(s.cuts.begin(), s.cuts.end(), [&](const Point& p, const Point& q) {
                return (p.x - s.a.x) * (s.b.x - s.a.x) + (p.y - s.a.y) * (s.b.y - s.a.y) <
                       (q.x - s.a.x) * (s.b.x - s.a.x) + (q.y - s.a.y) * (s.b.y - s.a.y);
            });
            for (std::size_t i = 1; i < s.cuts.size(); ++i) {
                const std::uint32_t a = node(s.cuts[i - 1], s.expressway), b = node(s.cuts[i], s.expressway);
                if (a != b)
                    edges.push_back(
                        {a, b, geom::distance(nodes[a], nodes[b]) / s.metres_per_minute, s.expressway, true});
            }
        }
    }

    std::vector<Point> nodes;
    std::vector<RoadNetwork::Edge> edges;

private:
    struct Key {
        std::int64_t x_cm, y_cm;
        bool upper;
        auto operator<=>(const Key&) const = default;  // NOLINT(modernize-use-nullptr, readability-implicit-bool-conversion)
    };

    static void join(Segment& s, Segment& t) {
        const bool on_t = cut_at_ends(s, t), on_s = cut_at_ends(t, s);
        if (on_t || on_s) return;
        if (const auto point = crossing(s, t)) {
            s.cuts.push_back(*point);
            t.cuts.push_back(*point);
        }
    }

    bool closed_;
    std::vector<Segment> segments_;
    std::optional<geom::SpatialIndex> index_;
    std::map<Key, std::uint32_t> ids_;
};

}  // namespace

RoadNetwork::RoadNetwork(std::span<const Road> roads, std::span<const Point> interchanges,
                         double ramp_metres_per_minute, const Progress& progress)
    : closed_(!interchanges.empty()) {
    Builder builder(roads, closed_);
    builder.cut_crossings(progress);
    struct Ramp {
        Builder::Foot upper, lower;
    };
    std::vector<Ramp> ramps;
    for (const Point& p : interchanges) {
        const auto upper = builder.foot(p, true), lower = builder.foot(p, false);
        if (upper && lower) ramps.push_back({*upper, *lower});
    }
    builder.make_edges();
    std::vector<geom::Box> boxes;
    for (const Edge& edge : builder.edges) {
        boxes.emplace_back();
        boxes.back().include(builder.nodes[edge.a]);
        boxes.back().include(builder.nodes[edge.b]);
    }
    roads_ = std::make_shared<geom::SpatialIndex>(boxes);
    for (const Ramp& ramp : ramps)
        builder.edges.push_back({builder.node(ramp.upper.at, true), builder.node(ramp.lower.at, false),
                                 (ramp.upper.away_m + ramp.lower.away_m) / ramp_metres_per_minute, false,
                                 false});
    nodes_ = std::move(builder.nodes);
    edges_ = std::move(builder.edges);
}

std::optional<RoadNetwork::Foot> RoadNetwork::nearest_foot(Point origin) const {
    const auto ends = [&](std::uint32_t e) { return std::pair(nodes_[edges_[e].a], nodes_[edges_[e].b]); };
    const auto best = nearest_of(
        *roads_, origin, [&](std::uint32_t e) { return geom::distance(origin, ends(e).first, ends(e).second); },
        [&](std::uint32_t e) {
            geom::Box box;
            box.include(ends(e).first);
            box.include(ends(e).second);
            return box;
        });
    if (!best) return std::nullopt;
    const auto [a, b] = ends(best->first);
    const Segment segment{a, b, 1, false, {}};
    return Foot{best->first, geom::distance(a, projected(origin, segment)) / geom::distance(a, b), best->second};
}

/// Replaces an edge by its pieces; `cuts` are shares of its length and the nodes that lie there.
void RoadNetwork::cut(std::uint32_t edge, std::vector<std::pair<double, std::uint32_t>>& cuts) {
    std::sort(cuts.begin(), cuts.end());
    const Edge whole = edges_[edge];
    cuts.emplace_back(1.0, whole.b);
    double from = 0;
    Edge piece = whole;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        piece.b = cuts[i].second;
        piece.minutes = whole.minutes * (cuts[i].first - from);
        if (i == 0)
            edges_[edge] = piece;
        else
            edges_.push_back(piece);
        piece.a = piece.b;
        from = cuts[i].first;
    }
}

RoadNetwork RoadNetwork::with_origins(std::span<const Point> origins) const {
    RoadNetwork joined(*this);
    std::map<std::uint32_t, std::vector<std::pair<double, std::uint32_t>>> cuts;
    for (const Point& origin : origins) {
        const auto foot = nearest_foot(origin);
        if (!foot) continue;
        const Edge& edge = edges_[foot->edge];
        std::uint32_t node = foot->share <= 0 ? edge.a : edge.b;
        if (foot->share > 0 && foot->share < 1) {
            const Point a = nodes_[edge.a], b = nodes_[edge.b];
            node = static_cast<std::uint32_t>(joined.nodes_.size());
            joined.nodes_.push_back({a.x + foot->share * (b.x - a.x), a.y + foot->share * (b.y - a.y)});
            cuts[foot->edge].emplace_back(foot->share, node);
        }
        joined.origins_.push_back({node, foot->away_m});
    }
    for (auto& [edge, at] : cuts) joined.cut(edge, at);
    return joined;
}

std::vector<double> RoadNetwork::minutes_from_origins(double access_metres_per_minute) const {
    std::vector<std::uint32_t> first(nodes_.size() + 1, 0), neighbours(2 * edges_.size());
    for (const Edge& edge : edges_) {
        ++first[edge.a + 1];
        ++first[edge.b + 1];
    }
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
        neighbours[next[edges_[e].a]++] = e;
        neighbours[next[edges_[e].b]++] = e;
    }
    std::vector<double> minutes(nodes_.size(), std::numeric_limits<double>::infinity());
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    const auto reach = [&](std::uint32_t node, double time) {
        if (time >= minutes[node]) return;
        minutes[node] = time;
        open.emplace(time, node);
    };
    for (const Origin& origin : origins_) reach(origin.node, origin.away_m / access_metres_per_minute);
    while (!open.empty()) {
        const auto [time, node] = open.top();
        open.pop();
        if (time > minutes[node]) continue;
        for (std::uint32_t i = first[node]; i < first[node + 1]; ++i) {
            const Edge& edge = edges_[neighbours[i]];
            reach(edge.a == node ? edge.b : edge.a, time + edge.minutes);
        }
    }
    return minutes;
}

}  // namespace zonewright::criterion
