#include "answer/plain_roads.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "geom/planar_area.h"
#include "geom/spatial_index.h"

namespace zonewright::answer {
namespace {

using geom::Point;

constexpr double unreachable = std::numeric_limits<double>::infinity();
constexpr double joins_m = 1.0;

double minutes_per_metre(double kmh) {
    return 60 / (1000 * kmh);
}

/// Shares of the length of a-b, 0…1 when on it.
double share_of(Point p, Point a, Point b) {
    const double along = b.x - a.x, up = b.y - a.y;
    return ((p.x - a.x) * along + (p.y - a.y) * up) / (along * along + up * up);
}

Point at_share(Point a, Point b, double share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

Point foot(Point p, Point a, Point b) {
    return at_share(a, b, std::min(1.0, std::max(0.0, share_of(p, a, b))));
}

/// Twice the signed area of the triangle.
double turn(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

std::optional<Point> crossing_of(Point a, Point b, Point c, Point d) {
    const double before = turn(c, d, a), after = turn(c, d, b);
    if (before == after || (before > 0 && after > 0) || (before < 0 && after < 0)) return std::nullopt;
    const Point at = at_share(a, b, before / (before - after));
    const double share = share_of(at, c, d);
    return share < 0 || share > 1 ? std::nullopt : std::optional(at);
}

std::vector<Point> middles_of(const geom::Geometry& geometry) {
    if (const auto* points = std::get_if<geom::MultiPoint>(&geometry)) return points->points;
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry)) return {geom::centroid(*polygons)};
    return {};
}

/// What remains of 0…length where start + slope · s lies within low … high.
void narrow(double start, double slope, double low, double high, double& from, double& to) {
    if (slope == 0) {
        if (start < low || start > high) to = from - 1;
        return;
    }
    const double one = (low - start) / slope, other = (high - start) / slope;
    from = std::max(from, std::min(one, other));
    to = std::min(to, std::max(one, other));
}

/// The soonest arrival at p by leaving, between `from` and `to` metres, a road entered at a at `start`.
double leaving(Point a, Point b, double start, double minutes_per_m, double pace, double from, double to, Point p) {
    const double length = geom::distance(a, b), opposite = share_of(p, a, b) * length;
    const double aside = geom::distance(p, at_share(a, b, opposite / length)), sine = minutes_per_m / pace;
    const double best = sine >= 1 ? from : opposite - aside * sine / std::sqrt(1 - sine * sine);
    const double s = std::min(to, std::max(from, best));
    return start + s * minutes_per_m + pace * geom::distance(at_share(a, b, s / length), p);
}

}  // namespace

PlainRoads::PlainRoads(const model::SourceSet& sources, const model::CriterionDefinition& criterion,
                       std::span<const model::Feature* const> origins, const geom::Box& within)
    : within_(within), pace_(minutes_per_metre(criterion.off_road_kmh)) {
    const model::FeatureTable* interchanges = sources.find("interchange");
    closed_ = interchanges != nullptr && std::ranges::any_of(interchanges->features, [](const model::Feature& feature) {
                  return !middles_of(feature.geometry).empty();
              });
    read(sources, criterion);
    join_pieces();
    if (closed_) add_interchanges(sources);
    add_origins(origins);
    make_ways();
    drive();
}

void PlainRoads::read(const model::SourceSet& sources, const model::CriterionDefinition& criterion) {
    double slowest = unreachable;
    for (const auto& [road_class, kmh] : criterion.speed_kmh) slowest = std::min(slowest, kmh);
    ramp_pace_ = criterion.speed_kmh.empty() ? pace_ : minutes_per_metre(slowest);
    const model::FeatureTable& roads = *sources.find("road");
    const std::size_t field = roads.field("class");
    for (const model::Feature& feature : roads.features) {
        const auto* lines = std::get_if<geom::MultiLineString>(&feature.geometry);
        if (lines == nullptr) continue;
        const std::string road_class = model::text_of(feature.values[field]);
        const auto stated = criterion.speed_kmh.find(road_class);
        const double pace = minutes_per_metre(stated == criterion.speed_kmh.end() ? slowest : stated->second);
        const bool upper = closed_ && (road_class == "expressway" || road_class == "高速公路");
        for (const auto& line : lines->lines)
            for (std::size_t i = 0; i + 1 < line.size(); ++i)
                if (line[i] != line[i + 1]) pieces_.push_back({line[i], line[i + 1], pace, upper, {line[i], line[i + 1]}});
    }
}

void PlainRoads::join_pieces() {
    std::vector<geom::Box> boxes(pieces_.size());
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        boxes[i].include(pieces_[i].a);
        boxes[i].include(pieces_[i].b);
    }
    const geom::SpatialIndex index(boxes);
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        for (const std::uint32_t j : index.query(boxes[i].grown(joins_m))) {
            Piece &one = pieces_[i], &other = pieces_[j];
            if (j <= i || one.upper != other.upper) continue;
            bool touching = false;
            for (auto [ends, on] : {std::pair(&one, &other), std::pair(&other, &one)})
                for (const Point end : {ends->a, ends->b})
                    if (geom::distance(end, on->a, on->b) <= joins_m) touching = true, on->cuts.push_back(end);
            if (touching) continue;
            if (const auto at = crossing_of(one.a, one.b, other.a, other.b)) one.cuts.push_back(*at), other.cuts.push_back(*at);
        }
}

const PlainRoads::Piece* PlainRoads::nearest(Point p, std::optional<bool> upper) const {
    const Piece* found = nullptr;
    double least = unreachable;
    for (const Piece& piece : pieces_) {
        if (upper && piece.upper != *upper) continue;
        const double away = geom::distance(p, piece.a, piece.b);
        if (away < least) least = away, found = &piece;
    }
    return found;
}

void PlainRoads::add_interchanges(const model::SourceSet& sources) {
    for (const model::Feature& feature : sources.find("interchange")->features)
        for (const Point p : middles_of(feature.geometry)) {
            const Piece *above = nearest(p, true), *below = nearest(p, false);
            if (above == nullptr || below == nullptr) continue;
            double minutes = 0;
            std::vector<std::size_t> ends;
            for (const Piece* joined : {above, below}) {
                Piece& piece = pieces_[static_cast<std::size_t>(joined - pieces_.data())];
                const Point at = foot(p, piece.a, piece.b);
                piece.cuts.push_back(at);
                ends.push_back(node(at, piece.upper));
                minutes += geom::distance(p, at) * ramp_pace_;
            }
            ways_.push_back({ends[0], ends[1], minutes});
        }
}

void PlainRoads::add_origins(std::span<const model::Feature* const> origins) {
    for (const model::Feature* feature : origins)
        for (const Point p : middles_of(feature->geometry)) {
            origins_.push_back(p);
            const Piece* road = nearest(p, std::nullopt);
            if (road == nullptr) continue;
            Piece& piece = pieces_[static_cast<std::size_t>(road - pieces_.data())];
            const Point at = foot(p, piece.a, piece.b);
            piece.cuts.push_back(at);
            starts_.emplace_back(node(at, piece.upper), geom::distance(p, at) * pace_);
        }
}

std::size_t PlainRoads::node(Point p, bool upper) {
    return nodes_.try_emplace({std::llround(p.x * 100), std::llround(p.y * 100), upper}, nodes_.size()).first->second;
}

void PlainRoads::make_ways() {
    for (Piece& piece : pieces_) {
        std::ranges::sort(piece.cuts, {}, [&](Point p) { return share_of(p, piece.a, piece.b); });
        for (std::size_t i = 0; i + 1 < piece.cuts.size(); ++i) add_exit(piece, piece.cuts[i], piece.cuts[i + 1]);
    }
}

/// The way from a to b; an exit too, unless it is closed or lies beyond.
void PlainRoads::add_exit(const Piece& piece, Point a, Point b) {
    const std::size_t from = node(a, piece.upper), to = node(b, piece.upper);
    const double length = geom::distance(a, b);
    if (from == to) return;
    ways_.push_back({from, to, length * piece.minutes_per_m});
    Exit exit{a, b, from, to, piece.minutes_per_m, 0, length, unreachable};
    narrow(a.x, (b.x - a.x) / length, within_.min_x, within_.max_x, exit.from, exit.to);
    narrow(a.y, (b.y - a.y) / length, within_.min_y, within_.max_y, exit.from, exit.to);
    if (!piece.upper && exit.from <= exit.to) exits_.push_back(exit);
}

void PlainRoads::drive() {
    std::vector<std::vector<std::size_t>> at(nodes_.size());
    for (std::size_t i = 0; i < ways_.size(); ++i) at[ways_[i].a].push_back(i), at[ways_[i].b].push_back(i);
    minutes_.assign(nodes_.size(), unreachable);
    std::deque<std::size_t> waiting;
    const auto arrive = [&](std::size_t node, double minutes) {
        if (minutes < minutes_[node]) minutes_[node] = minutes, waiting.push_back(node);
    };
    for (const auto& [node, minutes] : starts_) arrive(node, minutes);
    for (; !waiting.empty(); waiting.pop_front())
        for (const std::size_t i : at[waiting.front()]) {
            const Way& way = ways_[i];
            arrive(way.a == waiting.front() ? way.b : way.a, minutes_[waiting.front()] + way.minutes);
        }
    for (Exit& exit : exits_) exit.soonest = std::min(minutes_[exit.node_a], minutes_[exit.node_b]);
    std::ranges::sort(exits_, {}, &Exit::soonest);
}

double PlainRoads::minutes_to(Point p) const {
    double least = unreachable;
    for (const Point origin : origins_)
        if (within_.contains(origin)) least = std::min(least, geom::distance(origin, p) * pace_);
    for (const Exit& exit : exits_) {
        if (exit.soonest >= least) break;
        const double length = geom::distance(exit.a, exit.b), at_a = minutes_[exit.node_a], at_b = minutes_[exit.node_b];
        const auto try_from = [&](Point a, Point b, double start, double from, double to) {
            if (std::isfinite(start)) least = std::min(least, leaving(a, b, start, exit.minutes_per_m, pace_, from, to, p));
        };
        try_from(exit.a, exit.b, at_a, exit.from, exit.to);
        try_from(exit.b, exit.a, at_b, length - exit.to, length - exit.from);
    }
    return least;
}

}  // namespace zonewright::answer
