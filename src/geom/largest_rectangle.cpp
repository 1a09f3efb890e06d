#include "geom/largest_rectangle.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <vector>

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

constexpr double pi = std::numbers::pi;
constexpr std::size_t cells_along = 96;

struct Segment {
    Point a, b;
};

Point turned(Point p, Point about, double angle) {
    const double c = std::cos(angle), s = std::sin(angle);
    const double x = p.x - about.x, y = p.y - about.y;
    return {c * x - s * y, s * x + c * y};
}

/// The polygon turned about a point so that a bearing becomes the x axis, as loose edges.
struct TurnedEdges {
    std::vector<Segment> edges;
    Box box;
};

TurnedEdges turned_edges(const MultiPolygon& polygons, Point about, double bearing) {
    TurnedEdges result;
    for (const Polygon& polygon : polygons.parts)
        for (const Ring& ring : polygon.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                result.edges.push_back(
                    {turned(ring[i], about, -bearing), turned(ring[i + 1], about, -bearing)});
                result.box.include(result.edges.back().a);
            }
    return result;
}

/// Square cells over the turned polygon; 1 where the whole cell is inside.
class FreeCells {
public:
    FreeCells(const TurnedEdges& shape, double cell)
        : cell_(cell), origin_{shape.box.min_x, shape.box.min_y} {
        columns_ = static_cast<std::size_t>(shape.box.width() / cell) + 1;
        rows_ = static_cast<std::size_t>(shape.box.height() / cell) + 1;
        free_.assign(columns_ * rows_, 0);
        fill_inside(shape);
        for (const Segment& edge : shape.edges) clear_touched(edge);
    }
    std::size_t columns() const { return columns_; }
    std::size_t rows() const { return rows_; }
    bool free(std::size_t column, std::size_t row) const { return free_[row * columns_ + column] != 0; }
    Box box(std::size_t first_column, std::size_t first_row, std::size_t end_column,
            std::size_t end_row) const {
        const auto x = [&](std::size_t i) { return origin_.x + static_cast<double>(i) * cell_; };
        const auto y = [&](std::size_t j) { return origin_.y + static_cast<double>(j) * cell_; };
        return {x(first_column), y(first_row), x(end_column), y(end_row)};
    }

private:
    void fill_inside(const TurnedEdges& shape) {
        std::vector<double> cuts;
        for (std::size_t row = 0; row < rows_; ++row) {
            const double y = origin_.y + (static_cast<double>(row) + 0.5) * cell_;
            cuts.clear();
            for (const Segment& e : shape.edges)
                if ((e.a.y > y) != (e.b.y > y))
                    cuts.push_back(e.a.x + (y - e.a.y) / (e.b.y - e.a.y) * (e.b.x - e.a.x));
            std::sort(cuts.begin(), cuts.end());
            for (std::size_t k = 0; k + 1 < cuts.size(); k += 2)
                for (std::size_t column = first_middle_after(cuts[k]);
                     column < columns_ && middle_x(column) < cuts[k + 1]; ++column)
                    free_[row * columns_ + column] = 1;
        }
    }
    double middle_x(std::size_t column) const {
        return origin_.x + (static_cast<double>(column) + 0.5) * cell_;
    }
    std::size_t first_middle_after(double x) const {
        return static_cast<std::size_t>(std::max(0.0, std::ceil((x - origin_.x) / cell_ - 0.5)));
    }
    std::size_t index(double offset, std::size_t count) const {
        return static_cast<std::size_t>(std::clamp(offset / cell_, 0.0, static_cast<double>(count - 1)));
    }
    /// Every cell whose open interior the edge enters, row by row; cells it only grazes may be cleared too.
    void clear_touched(const Segment& edge) {
        const Point low = edge.a.y <= edge.b.y ? edge.a : edge.b,
                    high = edge.a.y <= edge.b.y ? edge.b : edge.a;
        for (std::size_t row = index(low.y - origin_.y, rows_); row <= index(high.y - origin_.y, rows_);
             ++row) {
            const double bottom = origin_.y + static_cast<double>(row) * cell_, top = bottom + cell_;
            const auto x_at = [&](double y) {
                return high.y == low.y ? low.x
                                       : low.x + (std::clamp(y, low.y, high.y) - low.y) / (high.y - low.y) *
                                                     (high.x - low.x);
            };
            double x0 = x_at(bottom), x1 = x_at(top);
            if (high.y == low.y) x0 = edge.a.x, x1 = edge.b.x;
            if (x0 > x1) std::swap(x0, x1);
            for (std::size_t column = index(x0 - origin_.x, columns_);
                 column <= index(x1 - origin_.x, columns_); ++column)
                free_[row * columns_ + column] = 0;
        }
    }

    double cell_;
    Point origin_;
    std::size_t columns_ = 0, rows_ = 0;
    std::vector<char> free_;
};

/// The largest rectangle of free cells: largest rectangle under a histogram, row by row.
Box largest_free_box(const FreeCells& cells) {
    std::vector<std::size_t> height(cells.columns() + 1, 0), stack;
    std::size_t best = 0;
    Box box;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        stack.clear();
        for (std::size_t column = 0; column <= cells.columns(); ++column) {
            if (column < cells.columns()) height[column] = cells.free(column, row) ? height[column] + 1 : 0;
            while (!stack.empty() && height[stack.back()] >= height[column]) {
                const std::size_t tall = height[stack.back()];
                stack.pop_back();
                const std::size_t begin = stack.empty() ? 0 : stack.back() + 1;
                if (tall * (column - begin) > best) {
                    best = tall * (column - begin);
                    box = cells.box(begin, row + 1 - tall, column, row + 1);
                }
            }
            stack.push_back(column);
        }
    }
    return box;
}

/// How far the right side of the box may move before it meets an edge.
double right_limit(const std::vector<Segment>& edges, const Box& box) {
    double limit = std::numeric_limits<double>::infinity();
    for (const Segment& e : edges) {
        const double low = std::max(std::min(e.a.y, e.b.y), box.min_y),
                     high = std::min(std::max(e.a.y, e.b.y), box.max_y);
        if (high - low <= 1e-9) continue;
        const auto x_at = [&](double y) { return e.a.x + (y - e.a.y) / (e.b.y - e.a.y) * (e.b.x - e.a.x); };
        const double x = std::min(x_at(low), x_at(high));
        if (x >= box.max_x - 1e-7) limit = std::min(limit, x);
    }
    // Horizontal edges inside the band stop it as well.
    for (const Segment& e : edges)
        if (e.a.y == e.b.y && e.a.y > box.min_y + 1e-9 && e.a.y < box.max_y - 1e-9 &&
            std::min(e.a.x, e.b.x) >= box.max_x - 1e-7)
            limit = std::min(limit, std::min(e.a.x, e.b.x));
    return std::isfinite(limit) ? limit : box.max_x;
}

std::vector<Segment> mapped(const std::vector<Segment>& edges, double sx, double sy, bool swap) {
    std::vector<Segment> result;
    const auto map = [&](Point p) { return swap ? Point{sy * p.y, sx * p.x} : Point{sx * p.x, sy * p.y}; };
    result.reserve(edges.size());
    for (const Segment& e : edges) result.push_back({map(e.a), map(e.b)});
    return result;
}

/// Pushes all four sides outward, east and west first or north and south first.
Box pushed(const std::vector<Segment>& edges, Box box, bool horizontal_first) {
    for (int step = 0; step < 2; ++step) {
        if ((step == 0) == horizontal_first) {
            box.max_x = right_limit(edges, box);
            box.min_x =
                -right_limit(mapped(edges, -1, 1, false), {-box.max_x, box.min_y, -box.min_x, box.max_y});
        } else {
            box.max_y = right_limit(mapped(edges, 1, 1, true), {box.min_y, box.min_x, box.max_y, box.max_x});
            box.min_y =
                -right_limit(mapped(edges, 1, -1, true), {-box.max_y, box.min_x, -box.min_y, box.max_x});
        }
    }
    return box;
}

TurnedRectangle rectangle_of(const Box& box, Point about, double bearing) {
    const Point middle = turned({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, {0, 0}, bearing);
    TurnedRectangle result{{middle.x + about.x, middle.y + about.y}, box.width(), box.height(), bearing};
    if (result.short_m > result.long_m) {
        std::swap(result.short_m, result.long_m);
        result.bearing_rad += pi / 2;
    }
    result.bearing_rad = std::fmod(result.bearing_rad + 2 * pi, pi);
    return result;
}

TurnedRectangle best_at(const MultiPolygon& polygons, Point about, double bearing) {
    const TurnedEdges shape = turned_edges(polygons, about, bearing);
    const double cell = std::max(shape.box.width(), shape.box.height()) / static_cast<double>(cells_along);
    if (!(cell > 0)) return {};
    const Box found = largest_free_box(FreeCells(shape, cell));
    if (found.empty()) return {};
    const Box across = pushed(shape.edges, found, true), along = pushed(shape.edges, found, false);
    const bool first = across.width() * across.height() >= along.width() * along.height();
    return rectangle_of(first ? across : along, about, bearing);
}

/// Bearings worth trying, in 0 … π/2: of the longest edges, distinct by a degree, and every 15°.
std::vector<double> bearings_of(const MultiPolygon& polygons) {
    std::vector<std::pair<double, double>> edges;  // (length, bearing)
    for (const Polygon& polygon : polygons.parts)
        for (const Ring& ring : polygon.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const double bearing = std::atan2(ring[i + 1].y - ring[i].y, ring[i + 1].x - ring[i].x);
                edges.emplace_back(distance(ring[i], ring[i + 1]), std::fmod(bearing + 2 * pi, pi / 2));
            }
    std::sort(edges.begin(), edges.end(), std::greater<>());
    std::vector<double> bearings;
    const auto add = [&](double bearing) {
        const auto near = [&](double other) {
            const double apart = std::abs(other - bearing);
            return std::min(apart, pi / 2 - apart) < pi / 180;
        };
        if (std::none_of(bearings.begin(), bearings.end(), near)) bearings.push_back(bearing);
    };
    for (const auto& [length, bearing] : edges)
        if (bearings.size() < 8) add(bearing);
    for (int k = 0; k < 6; ++k) add(k * pi / 12);
    return bearings;
}

}  // namespace

TurnedRectangle largest_rectangle(const MultiPolygon& polygons) {
    TurnedRectangle best;
    if (polygons.empty()) return best;
    const Point about = centroid(polygons);
    const auto offer = [&](double bearing) {
        const TurnedRectangle found = best_at(polygons, about, bearing);
        if (found.area_m2() > best.area_m2() * (1 + 1e-12)) best = found;
    };
    for (const double bearing : bearings_of(polygons)) offer(bearing);
    for (const double step : {4.0, 2.0, 1.0, 0.5}) {
        const double middle = best.bearing_rad;
        offer(middle + step * pi / 180);
        offer(middle - step * pi / 180);
    }
    return best;
}

std::optional<TurnedRectangle> place_for(const MultiPolygon& polygons, double long_m, double short_m) {
    if (polygons.empty()) return std::nullopt;
    const Point about = centroid(polygons);
    for (const double quarter : bearings_of(polygons))
        for (const double bearing : {quarter, quarter + pi / 2}) {
            const TurnedEdges shape = turned_edges(polygons, about, bearing);
            const double cell = std::max(std::max(shape.box.width(), shape.box.height()) / 256, short_m / 32);
            const FreeCells cells(shape, cell);
            const auto wide = static_cast<std::size_t>(std::ceil(long_m / cell)),
                       tall = static_cast<std::size_t>(std::ceil(short_m / cell));
            if (cells.columns() < wide || cells.rows() < tall) continue;
            std::vector<std::size_t> run(cells.columns(), 0);  // free cells upward, ending at this row
            for (std::size_t row = 0; row < cells.rows(); ++row) {
                std::size_t across = 0;
                for (std::size_t column = 0; column < cells.columns(); ++column) {
                    run[column] = cells.free(column, row) ? run[column] + 1 : 0;
                    across = run[column] >= tall ? across + 1 : 0;
                    if (across < wide) continue;
                    const Box box = cells.box(column + 1 - wide, row + 1 - tall, column + 1, row + 1);
                    TurnedRectangle place = rectangle_of(box, about, bearing);
                    place.long_m = long_m;
                    place.short_m = short_m;
                    place.bearing_rad = std::fmod(bearing + 2 * pi, pi);
                    return place;
                }
            }
        }
    const TurnedRectangle largest = largest_rectangle(polygons);
    if (largest.long_m < long_m || largest.short_m < short_m) return std::nullopt;
    return TurnedRectangle{largest.centre, long_m, short_m, largest.bearing_rad};
}

}  // namespace zonewright::geom
