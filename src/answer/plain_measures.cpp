#include "answer/plain_measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include "base/errors.h"
#include "base/plane_length.h"
#include "geom/planar_area.h"

namespace zonewright::answer {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double on_edge_m = 1e-6;  ///< nearer to an edge than this, rounding decides on which side a point lies
constexpr double least_height_noise_m = 0.001, warp_noise_cells = 0.02;
constexpr double most_source_cells = 1.05;  ///< in a cell of the grid: of more the warp takes a mean

double distance_along(const geom::Ring& points, geom::Point p) {
    double least = infinite;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) least = std::min(least, geom::distance(p, points[i], points[i + 1]));
    return least;
}

double distance_to_edges(const geom::MultiPolygon& polygons, geom::Point p) {
    double least = infinite;
    for (const geom::Polygon& part : polygons.parts)
        for (const geom::Ring& ring : part.rings) least = std::min(least, distance_along(ring, p));
    return least;
}

double distance_to(const geom::Geometry& shape, geom::Point p) {
    double least = infinite;
    if (const auto* points = std::get_if<geom::MultiPoint>(&shape))
        for (const geom::Point q : points->points) least = std::min(least, geom::distance(p, q));
    if (const auto* lines = std::get_if<geom::MultiLineString>(&shape))
        for (const auto& line : lines->lines) least = std::min(least, distance_along(line, p));
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&shape))
        return geom::locate(p, *polygons) != geom::Position::Outside ? 0 : distance_to_edges(*polygons, p);
    return least;
}

std::vector<geom::Box> boxes_of(const std::vector<const model::Feature*>& features) {
    std::vector<geom::Box> boxes;
    boxes.reserve(features.size());
    for (const model::Feature* feature : features) boxes.push_back(geom::bounds(feature->geometry));
    return boxes;
}

geom::Box box_at(geom::Point p) {
    geom::Box box;
    box.include(p);
    return box;
}

/// Where along a-b (0…1) a coordinate passes a line of the grid.
void add_passages(double from, double to, double origin, double cell, std::vector<double>& shares) {
    const double a = (from - origin) / cell, b = (to - origin) / cell;
    const double first = std::floor(std::min(a, b)) + 1, beyond = std::max(a, b);
    for (int passed = 0; first + passed < beyond; ++passed) shares.push_back((first + passed - a) / (b - a));
}

}  // namespace

std::vector<geom::Point> disc_around(geom::Point p, double radius_m, double cell_m) {
    std::vector<geom::Point> points;
    const double most = std::pow(radius_m / cell_m, 2) * (1 + 1e-12);
    const auto reach = static_cast<std::int64_t>(std::floor(radius_m / cell_m));
    for (std::int64_t row = -reach; row <= reach; ++row)
        for (std::int64_t column = -reach; column <= reach; ++column)
            if (const auto down = static_cast<double>(row), along = static_cast<double>(column); down * down + along * along <= most)
                points.push_back({p.x + along * cell_m, p.y + down * cell_m});
    return points;
}

PlainFeatures::PlainFeatures(std::vector<const model::Feature*> features)
    : features_(std::move(features)), boxes_(boxes_of(features_)), index_(boxes_) {}

double PlainFeatures::nearest_m(geom::Point p) const {
    double least = infinite;
    for (std::size_t i = 0; i < features_.size(); ++i) {
        const double east = std::max({boxes_[i].min_x - p.x, p.x - boxes_[i].max_x, 0.0});
        const double north = std::max({boxes_[i].min_y - p.y, p.y - boxes_[i].max_y, 0.0});
        if (plane_length(east, north) < least) least = std::min(least, distance_to(features_[i]->geometry, p));
    }
    return least;
}

PlainFeatures::Covered PlainFeatures::covered(std::span<const geom::Point> points) const {
    Covered found;
    for (const geom::Point p : points) {
        bool inside = false, doubtful = false;
        for (const std::uint32_t i : index_.query(box_at(p))) {
            const auto* polygons = std::get_if<geom::MultiPolygon>(&features_[i]->geometry);
            if (polygons == nullptr) continue;
            if (distance_to_edges(*polygons, p) <= on_edge_m) doubtful = true;
            else inside = inside || geom::locate(p, *polygons) == geom::Position::Inside;
        }
        found.inside += inside ? 1 : 0;
        found.on_edge += !inside && doubtful ? 1 : 0;
    }
    return found;
}

const model::Feature* PlainFeatures::last_at(geom::Point p, bool& doubtful) const {
    const model::Feature* last = nullptr;
    for (const std::uint32_t i : index_.query(box_at(p))) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&features_[i]->geometry);
        if (polygons == nullptr) continue;
        if (distance_to_edges(*polygons, p) <= on_edge_m) doubtful = true;
        if (geom::locate(p, *polygons) == geom::Position::Inside) last = features_[i];
    }
    return last;
}

PlainAmounts::PlainAmounts(std::span<const model::Feature* const> features, std::optional<std::size_t> field,
                           const raster::GridSpec& spec)
    : spec_(spec) {
    for (const model::Feature* feature : features) add(*feature, field);
}

void PlainAmounts::add(const model::Feature& feature, std::optional<std::size_t> field) {
    const double amount = field ? model::number_of(feature.values[*field]).value_or(0) : 1;
    if (const auto* points = std::get_if<geom::MultiPoint>(&feature.geometry))
        for (const geom::Point p : points->points) add(p, amount / static_cast<double>(points->points.size()));
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry); polygons != nullptr && !polygons->empty())
        add(geom::centroid(*polygons), amount);
    if (const auto* lines = std::get_if<geom::MultiLineString>(&feature.geometry))
        for (const auto& line : lines->lines)
            for (std::size_t i = 0; i + 1 < line.size(); ++i) add_line(line[i], line[i + 1]);
}

void PlainAmounts::add_line(geom::Point a, geom::Point b) {
    std::vector<double> shares{0, 1};
    add_passages(a.x, b.x, spec_.west_m, spec_.cell_m, shares);
    add_passages(a.y, b.y, spec_.north_m, spec_.cell_m, shares);
    std::ranges::sort(shares);
    const double km = geom::distance(a, b) / 1000;
    for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
        const double middle = (shares[i] + shares[i + 1]) / 2;
        add({a.x + middle * (b.x - a.x), a.y + middle * (b.y - a.y)}, km * (shares[i + 1] - shares[i]));
    }
}

void PlainAmounts::add(geom::Point p, double amount) {
    const auto column = static_cast<std::int64_t>(std::floor((p.x - spec_.west_m) / spec_.cell_m));
    const auto row = static_cast<std::int64_t>(std::floor((spec_.north_m - p.y) / spec_.cell_m));
    cells_[{column, row}] += amount;
    total_ += amount;
}

double PlainAmounts::around(geom::Point p, double radius_m) const {
    double sum = 0;
    for (const geom::Point q : disc_around(p, radius_m, spec_.cell_m)) {
        const auto column = static_cast<std::int64_t>(std::floor((q.x - spec_.west_m) / spec_.cell_m));
        const auto row = static_cast<std::int64_t>(std::floor((spec_.north_m - q.y) / spec_.cell_m));
        if (const auto found = cells_.find({column, row}); found != cells_.end()) sum += found->second;
    }
    return sum;
}

std::optional<PlainHeights> PlainHeights::of(const std::filesystem::path& source, int epsg, const raster::GridSpec& grid) {
    io::RasterReader reader(source, io::RasterOrigin::Source);
    const io::RasterInfo& info = reader.info();
    if (!info.north_up || info.epsg == 0 || !gis::shares_frame(epsg, info.epsg)) return std::nullopt;
    gis::Transformation to_source(epsg, info.epsg);
    const geom::Point middle = grid.centre(grid.columns / 2, grid.rows / 2);
    const geom::Point here = to_source(middle), next = to_source({middle.x + grid.cell_m, middle.y + grid.cell_m});
    const double cells = std::max(std::abs(next.x - here.x), std::abs(next.y - here.y)) / info.spec.cell_m;
    if (cells > most_source_cells) return std::nullopt;
    return PlainHeights(std::move(reader), std::move(to_source));
}

std::optional<PlainHeights::Height> PlainHeights::at(geom::Point p) {
    const raster::GridSpec& spec = reader_.info().spec;
    const geom::Point q = to_source_(p);
    const double u = (q.x - spec.west_m) / spec.cell_m - 0.5, v = (spec.north_m - q.y) / spec.cell_m - 0.5;
    if (u < 0 || v < 0 || u >= static_cast<double>(spec.columns - 1) || v >= static_cast<double>(spec.rows - 1)) return std::nullopt;
    const double column = std::floor(u), row = std::floor(v), east = u - column, south = v - row;
    std::array<float, 4> around{};
    reader_.read(static_cast<std::size_t>(column), static_cast<std::size_t>(row), 2, 2, around);
    if (std::ranges::any_of(around, [](float height) { return std::isnan(height); })) return std::nullopt;
    const auto height = [&](std::size_t i) { return static_cast<double>(around[i]); };
    const auto [low, high] = std::ranges::minmax(around);
    return Height{(1 - south) * ((1 - east) * height(0) + east * height(1)) + south * ((1 - east) * height(2) + east * height(3)),
                  least_height_noise_m + 2 * warp_noise_cells * static_cast<double>(high - low)};
}

double slope_of_fitted_plane(std::span<const double> nine, double cell_m) {
    // Weighted least squares on a symmetric pattern: each slope is Σ w·d·z / Σ w·d².
    constexpr std::array<double, 9> weight{1, 2, 1, 2, 4, 2, 1, 2, 1};
    double east = 0, south = 0, across = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        const std::size_t row = i / 3, column = i % 3;
        const double along = (static_cast<double>(column) - 1) * cell_m, down = (static_cast<double>(row) - 1) * cell_m;
        east += weight[i] * along * nine[i];
        south += weight[i] * down * nine[i];
        across += weight[i] * along * along;
    }
    return std::atan(plane_length(east / across, south / across)) * 180 / std::numbers::pi;
}

}  // namespace zonewright::answer
