#include "assembly/search/placement.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "base/plane_length.h"
#include "geom/planar_area.h"

namespace zonewright::assembly {
namespace {

constexpr std::int16_t nobody = -1;

/// Cells over the ground around a centre; each knows which nodes must be in the site for it to be site
/// ground.
class GroundCells {
public:
    GroundCells(const geom::Box& box, double cell_m) : box_(box), cell_m_(cell_m) {
        columns_ = static_cast<std::size_t>(box.width() / cell_m) + 1;
        rows_ = static_cast<std::size_t>(box.height() / cell_m) + 1;
        owner_.assign(columns_ * rows_, nobody);
        needs_.clear();
    }
    /// Gives the cells whose middle is inside and that nobody has yet to a set of nodes.
    void paint(const geom::Polygon& polygon, const std::vector<int>& nodes) {
        const auto found = numbers_.emplace(nodes, static_cast<std::int16_t>(needs_.size()));
        if (found.second) needs_.push_back(nodes);
        const geom::Box reach = geom::bounds(polygon);
        std::vector<double> cuts;
        for (std::size_t row = index(reach.min_y - box_.min_y, rows_);
             row <= index(reach.max_y - box_.min_y, rows_); ++row) {
            const double y = box_.min_y + (static_cast<double>(row) + 0.5) * cell_m_;
            cuts.clear();
            for (const geom::Ring& ring : polygon.rings)
                for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                    if ((ring[i].y > y) != (ring[i + 1].y > y))
                        cuts.push_back(ring[i].x + (y - ring[i].y) / (ring[i + 1].y - ring[i].y) *
                                                       (ring[i + 1].x - ring[i].x));
            std::sort(cuts.begin(), cuts.end());
            for (std::size_t k = 0; k + 1 < cuts.size(); k += 2)
                for (std::size_t column = index(cuts[k] - box_.min_x + cell_m_ / 2, columns_);
                     column < columns_ &&
                     box_.min_x + (static_cast<double>(column) + 0.5) * cell_m_ <= cuts[k + 1];
                     ++column)
                    if (owner_[row * columns_ + column] == nobody)
                        owner_[row * columns_ + column] = found.first->second;
        }
    }
    const geom::Box& box() const { return box_; }
    /// Number of the set at a point; -1 outside the ground.
    std::int16_t at(geom::Point p) const {
        const double x = (p.x - box_.min_x) / cell_m_, y = (p.y - box_.min_y) / cell_m_;
        if (x < 0 || y < 0 || x >= static_cast<double>(columns_) || y >= static_cast<double>(rows_))
            return nobody;
        return owner_[static_cast<std::size_t>(y) * columns_ + static_cast<std::size_t>(x)];
    }
    const std::vector<int>& nodes(std::int16_t number) const {
        return needs_[static_cast<std::size_t>(number)];
    }

private:
    std::size_t index(double offset, std::size_t count) const {
        return static_cast<std::size_t>(std::clamp(offset / cell_m_, 0.0, static_cast<double>(count - 1)));
    }
    geom::Box box_;
    double cell_m_;
    std::size_t columns_, rows_;
    std::vector<std::int16_t> owner_;
    std::vector<std::vector<int>> needs_;
    std::map<std::vector<int>, std::int16_t> numbers_;
};

/// Most places fail at the rim.
void put_rim_first(std::vector<geom::Point>& points) {
    std::stable_sort(points.begin(), points.end(), [](geom::Point a, geom::Point b) {
        return a.x * a.x + a.y * a.y > b.x * b.x + b.y * b.y;
    });
}

/// Points that sample the shape at cell distance, its rim included, before it is moved to a place.
std::vector<geom::Point> disc_points(double diameter_m, double cell_m) {
    std::vector<geom::Point> points;
    const double radius = diameter_m / 2;
    const int steps = std::max(1, static_cast<int>(std::ceil(diameter_m / cell_m)));
    for (int i = 0; i <= steps; ++i)
        for (int j = 0; j <= steps; ++j) {
            const geom::Point p{-radius + diameter_m * i / steps, -radius + diameter_m * j / steps};
            if (plane_length(p.x, p.y) <= radius) points.push_back(p);
        }
    for (int k = 0; k < 4 * steps; ++k) {
        const double angle = k * std::numbers::pi / (2 * steps);
        points.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    put_rim_first(points);
    return points;
}

std::vector<geom::Point> rectangle_points(double long_m, double short_m, double bearing, double cell_m) {
    std::vector<geom::Point> points;
    const int along = std::max(1, static_cast<int>(std::ceil(long_m / cell_m))),
              across = std::max(1, static_cast<int>(std::ceil(short_m / cell_m)));
    const double c = std::cos(bearing), s = std::sin(bearing);
    for (int i = 0; i <= along; ++i)
        for (int j = 0; j <= across; ++j) {
            const double x = long_m * (static_cast<double>(i) / along - 0.5),
                         y = short_m * (static_cast<double>(j) / across - 0.5);
            points.push_back({c * x - s * y, s * x + c * y});
        }
    put_rim_first(points);
    return points;
}

/// The parcels of the problem and the strips between them, but for those to be skipped.
GroundCells ground_of(const SiteProblem& problem, std::span<const model::Parcel> parcels,
                      std::span<const SiteShapes::Strip> strips, const std::vector<char>& skip,
                      double cell_m) {
    geom::Box box;
    std::map<std::uint32_t, int> node_of;
    for (std::size_t i = 0; i < problem.parcel.size(); ++i) {
        if (skip[i]) continue;
        box.include(geom::bounds(parcels[problem.parcel[i]].geometry));
        node_of[problem.parcel[i]] = static_cast<int>(i);
    }
    if (box.empty()) box = {0, 0, 0, 0};
    GroundCells ground(box, cell_m);
    for (const auto& [parcel, node] : node_of)
        for (const geom::Polygon& polygon : parcels[parcel].geometry.parts) ground.paint(polygon, {node});
    for (const SiteShapes::Strip& strip : strips) {
        const auto a = node_of.find(strip.a), b = node_of.find(strip.b);
        if (a == node_of.end() || b == node_of.end()) continue;
        ground.paint(strip.polygon, {std::min(a->second, b->second), std::max(a->second, b->second)});
    }
    return ground;
}

std::vector<double> mesh_lines(double from, double to, double mesh_m) {
    std::vector<double> lines;
    while (from <= to) {
        lines.push_back(from);
        from += mesh_m;
    }
    return lines;
}

void add_places(const GroundCells& ground, const std::vector<geom::Point>& shape, double mesh_m,
                std::set<std::vector<int>>& found) {
    const geom::Box& box = ground.box();
    std::set<std::int16_t> numbers;
    const std::vector<double> columns = mesh_lines(box.min_x, box.max_x, mesh_m);
    for (const double y : mesh_lines(box.min_y, box.max_y, mesh_m))
        for (const double x : columns) {
            numbers.clear();
            bool covered = true;
            std::int16_t last = nobody;
            for (const geom::Point p : shape) {
                const std::int16_t number = ground.at({x + p.x, y + p.y});
                if (number == nobody) {
                    covered = false;
                    break;
                }
                if (number != last) numbers.insert(last = number);
            }
            if (!covered) continue;
            std::set<int> nodes;
            for (const std::int16_t number : numbers)
                nodes.insert(ground.nodes(number).begin(), ground.nodes(number).end());
            found.insert(std::vector<int>(nodes.begin(), nodes.end()));
        }
}

/// Drops sets that contain another one: the smaller one is easier to satisfy.
Placements smallest_sets(const std::set<std::vector<int>>& found) {
    std::vector<std::vector<int>> sets(found.begin(), found.end());
    std::stable_sort(sets.begin(), sets.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
    Placements kept;
    for (const std::vector<int>& set : sets) {
        const auto inside = [&](const std::vector<int>& small) {
            return std::includes(set.begin(), set.end(), small.begin(), small.end());
        };
        if (std::none_of(kept.begin(), kept.end(), inside)) kept.push_back(set);
    }
    return kept;
}

/// Bearings for the rectangle, 0 … π: of the parcels' longest edges, a few degrees apart, both ways round.
std::vector<double> bearings_of(const SiteProblem& problem, std::span<const model::Parcel> parcels) {
    std::vector<double> weight(18, 0), sum(18, 0);
    for (const std::uint32_t v : problem.parcel)
        for (const geom::Polygon& polygon : parcels[v].geometry.parts)
            for (std::size_t i = 0; i + 1 < polygon.rings[0].size(); ++i) {
                const geom::Point a = polygon.rings[0][i], b = polygon.rings[0][i + 1];
                const double bearing =
                    std::fmod(std::atan2(b.y - a.y, b.x - a.x) + 2 * std::numbers::pi, std::numbers::pi / 2);
                const auto bin =
                    std::min<std::size_t>(17, static_cast<std::size_t>(bearing / (std::numbers::pi / 36)));
                weight[bin] += geom::distance(a, b);
                sum[bin] += geom::distance(a, b) * bearing;
            }
    std::vector<std::size_t> order(18);
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
    std::vector<double> bearings;
    for (std::size_t k = 0; k < 4 && weight[order[k]] > 0; ++k)
        for (const double turn : {0.0, std::numbers::pi / 2})
            bearings.push_back(sum[order[k]] / weight[order[k]] + turn);
    return bearings;
}

}  // namespace

double cell_m_of(const RequiredShape& shape) {
    const double side = shape.short_m > 0 ? shape.short_m : shape.width_m;
    return std::clamp(side / 16, 2.0, 5.0);
}

std::vector<Placements> placements_of(const SiteProblem& problem, std::span<const model::Parcel> parcels,
                                  const SiteShapes& shapes, std::span<const char> wide,
                                  const RequiredShape& required) {
    if (!required.any() || problem.size() == 0) return {};
    const double cell_m = cell_m_of(required);
    std::vector<Placements> rules;
    const double mesh_m = 2 * cell_m;
    std::vector<SiteShapes::Strip> strips = shapes.strips_between(problem.parcel);
    // What is built stands in one block: a public road is not built over.
    std::erase_if(strips, [](const SiteShapes::Strip& strip) { return strip.is_crossing; });
    if (required.width_m > 0) {
        std::set<std::vector<int>> found;
        std::vector<char> skip(problem.parcel.size(), 0);
        for (std::size_t i = 0; i < skip.size(); ++i)
            if (wide[problem.parcel[i]]) {
                skip[i] = 1;
                found.insert({static_cast<int>(i)});
            }
        const GroundCells ground = ground_of(problem, parcels, strips, skip, cell_m);
        add_places(ground, disc_points(required.width_m, cell_m), mesh_m, found);
        rules.push_back(smallest_sets(found));
    }
    if (required.long_m > 0 && required.short_m > 0) {
        std::set<std::vector<int>> found;
        const GroundCells ground =
            ground_of(problem, parcels, strips, std::vector<char>(problem.parcel.size(), 0), cell_m);
        for (const double bearing : bearings_of(problem, parcels))
            add_places(ground, rectangle_points(required.long_m, required.short_m, bearing, cell_m), mesh_m,
                       found);
        rules.push_back(smallest_sets(found));
    }
    return rules;
}

}  // namespace zonewright::assembly
