#include "planning/concentration.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/parallel.h"
#include "base/random.h"
#include "geom/planar_area.h"
#include "geom/spatial_index.h"

namespace zonewright::planning {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::vector<geom::Box> boxes_at(std::span<const geom::Point> points, double reach) {
    std::vector<geom::Box> boxes;
    for (const geom::Point& p : points) boxes.push_back({p.x - reach, p.y - reach, p.x + reach, p.y + reach});
    return boxes;
}

struct Moments {
    double mean = 0, variance = 0;  ///< divisor n
};

Moments moments_of(std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    Moments moments;
    const auto [least, most] = std::ranges::minmax_element(values);
    if (least == values.end() || *least == *most) return {values.empty() ? 0 : *least, 0};  // exactly no spread
    for (const double value : values) moments.mean += value / n;
    for (const double value : values) moments.variance += (value - moments.mean) * (value - moments.mean) / n;
    return moments;
}

/// Draws `count` of the places other than `kept`, without replacement (Fisher-Yates over a list that is put right again).
class OthersLottery {
public:
    explicit OthersLottery(std::size_t n) : order_(n) { std::iota(order_.begin(), order_.end(), 0u); }

    /// Sum of their values.
    double drawn_sum(std::span<const double> values, std::size_t kept, std::size_t count, Random& random) {
        std::swap(order_[kept], order_.back());
        const std::size_t others = order_.size() - 1;
        double sum = 0;
        swaps_.clear();
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t at = k + random.below(others - k);
            std::swap(order_[k], order_[at]);
            swaps_.push_back(at);
            sum += values[order_[k]];
        }
        for (std::size_t k = swaps_.size(); k-- > 0;) std::swap(order_[k], order_[swaps_[k]]);
        std::swap(order_[kept], order_.back());
        return sum;
    }

private:
    std::vector<std::uint32_t> order_;
    std::vector<std::size_t> swaps_;
};

/// One-sided: how often a drawn sum is at least as far out as the observed one, on its side of the expected sum.
double p_of_sum(std::span<const double> values, std::size_t place, double observed, std::size_t count,
                const PermutationTest& test, OthersLottery& lottery) {
    if (count == 0) return 1;
    Random random(test.seed, "place " + std::to_string(place));
    int above = 0, below = 0;
    for (int draw = 0; draw < test.permutations; ++draw) {
        const double sum = lottery.drawn_sum(values, place, count, random);
        if (sum >= observed) ++above;
        if (sum <= observed) ++below;
    }
    return (std::min(above, below) + 1.0) / (test.permutations + 1.0);
}

double sum_over(std::span<const double> values, const std::vector<std::uint32_t>& places) {
    double sum = 0;
    for (const std::uint32_t place : places) sum += values[place];
    return sum;
}

/// Work on blocks of places, each with a lottery of its own.
template <typename Body>
void for_each_place(std::size_t n, const Progress& progress, const Body& body) {
    parallel_blocks(n, 16, progress, [&](std::size_t begin, std::size_t end) {
        OthersLottery lottery(n);
        for (std::size_t i = begin; i < end; ++i) body(i, lottery);
    });
}

MoranKind kind_of(double own, double around) {
    if (own >= 0) return around >= 0 ? MoranKind::HighHigh : MoranKind::HighLow;
    return around >= 0 ? MoranKind::LowHigh : MoranKind::LowLow;
}

}  // namespace

NeighbourLists neighbours_within(std::span<const geom::Point> points, double distance_m) {
    const std::vector<geom::Box> boxes = boxes_at(points, 0);
    const geom::SpatialIndex index(boxes);
    NeighbourLists neighbours(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const geom::Point& p = points[i];
        for (const std::uint32_t other :
             index.query({p.x - distance_m, p.y - distance_m, p.x + distance_m, p.y + distance_m}))
            if (other != i && geom::distance(p, points[other]) <= distance_m) neighbours[i].push_back(other);
    }
    return neighbours;
}

std::vector<LocalStatistic> getis_ord_star(std::span<const double> values, const NeighbourLists& neighbours,
                                           const PermutationTest& test, const Progress& progress) {
    const std::size_t count = values.size();
    const auto n = static_cast<double>(count);
    const Moments moments = moments_of(values);
    std::vector<LocalStatistic> result(count);
    for_each_place(count, progress, [&](std::size_t i, OthersLottery& lottery) {
        const double w = static_cast<double>(neighbours[i].size()) + 1;  // with itself
        const double spread = std::sqrt(moments.variance * (n * w - w * w) / (n - 1));
        const double around = sum_over(values, neighbours[i]);
        result[i].value = spread > 0 ? (values[i] + around - w * moments.mean) / spread : nothing;
        result[i].p = spread > 0 ? p_of_sum(values, i, around, neighbours[i].size(), test, lottery) : nothing;
    });
    return result;
}

std::vector<LocalMoran> local_moran(std::span<const double> values, const NeighbourLists& neighbours,
                                    const PermutationTest& test, const Progress& progress) {
    const Moments moments = moments_of(values);
    std::vector<double> off;
    for (const double value : values) off.push_back(value - moments.mean);
    std::vector<LocalMoran> result(values.size());
    for_each_place(values.size(), progress, [&](std::size_t i, OthersLottery& lottery) {
        const std::size_t count = neighbours[i].size();
        const double around = count > 0 ? sum_over(off, neighbours[i]) : nothing;
        const bool defined = moments.variance > 0 && count > 0;
        result[i].value = defined ? off[i] / moments.variance * around / static_cast<double>(count) : nothing;
        result[i].p = moments.variance > 0 ? p_of_sum(values, i, sum_over(values, neighbours[i]), count, test, lottery) : nothing;
        if (defined) result[i].kind = kind_of(off[i], around);
    });
    return result;
}

NearestNeighbours nearest_neighbours(std::span<const geom::Point> points, double area_m2) {
    NearestNeighbours found{.points = points.size()};
    if (points.size() < 2 || !(area_m2 > 0)) {
        found.mean_m = found.expected_m = found.ratio = found.z = nothing;
        return found;
    }
    const std::vector<geom::Box> boxes = boxes_at(points, 0);
    const geom::SpatialIndex index(boxes);
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i)
        for (const std::uint32_t other : index.nearest(points[i], 2))
            if (other != i) {
                sum += geom::distance(points[i], points[other]);
                break;
            }
    const double n = static_cast<double>(points.size()), density = n / area_m2;
    found.mean_m = sum / n;
    found.expected_m = 0.5 / std::sqrt(density);
    found.ratio = found.mean_m / found.expected_m;
    found.z = (found.mean_m - found.expected_m) / (0.26136 / std::sqrt(n * density));
    return found;
}

}  // namespace zonewright::planning
