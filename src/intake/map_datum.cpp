#include "intake/map_datum.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "base/plane_length.h"
#include "geom/planar_area.h"
#include "geom/spatial_index.h"
#include "gis/crs.h"
#include "intake/change_points.h"

namespace zonewright::intake {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double krassovsky_a = 6378245.0;
constexpr double krassovsky_e2 = 0.00669342162296594323;
constexpr double inverse_precision_deg = 1e-10;  // 0.01 mm
constexpr int most_iterations = 30;
constexpr std::size_t most_samples = 2000;
constexpr std::size_t nearest_segments = 12;

/// The first two terms are common to both offsets.
double waves(double v) {
    return (20.0 * std::sin(6.0 * v * pi) + 20.0 * std::sin(2.0 * v * pi)) * 2.0 / 3.0;
}

double latitude_offset(double x, double y) {
    return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves(x) +
           (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0 +
           (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
}

double longitude_offset(double x, double y) {
    return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves(x) +
           (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0 +
           (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
}

geom::Point gcj02_of(geom::Point p) {
    const double x = p.x - 105.0, y = p.y - 35.0, latitude = p.y / 180.0 * pi;
    const double w2 = 1.0 - krassovsky_e2 * std::sin(latitude) * std::sin(latitude), w = std::sqrt(w2);
    const double d_lat =
        latitude_offset(x, y) * 180.0 / (krassovsky_a * (1.0 - krassovsky_e2) / (w2 * w) * pi);
    const double d_lon = longitude_offset(x, y) * 180.0 / (krassovsky_a / w * std::cos(latitude) * pi);
    return {p.x + d_lon, p.y + d_lat};
}

geom::Point bd09_of_gcj02(geom::Point p) {
    constexpr double turn = pi * 3000.0 / 180.0;
    const double z = plane_length(p.x, p.y) + 0.00002 * std::sin(p.y * turn);
    const double theta = std::atan2(p.y, p.x) + 0.000003 * std::cos(p.x * turn);
    return {z * std::cos(theta) + 0.0065, z * std::sin(theta) + 0.006};
}

void for_each_ring(const model::FeatureTable& table, const std::function<void(const geom::Ring&)>& visit) {
    for (const model::Feature& feature : table.features)
        if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry))
            for (const geom::Polygon& part : polygons->parts)
                for (const geom::Ring& ring : part.rings) visit(ring);
}

/// Every so many vertices, whichever ring they are of; closing points do not count.
std::vector<geom::Point> sampled_vertices(const model::FeatureTable& table) {
    std::size_t all = 0;
    for_each_ring(table, [&](const geom::Ring& ring) { all += ring.size() - 1; });
    const std::size_t step = std::max<std::size_t>(1, all / most_samples);
    std::vector<geom::Point> sample;
    std::size_t before = 0;
    for_each_ring(table, [&](const geom::Ring& ring) {
        for (std::size_t i = (step - before % step) % step; i + 1 < ring.size(); i += step) sample.push_back(ring[i]);
        before += ring.size() - 1;
    });
    return sample;
}

/// Distance to the nearest outline of the control layer.
class ControlOutlines {
public:
    explicit ControlOutlines(const model::FeatureTable& control) : index_(collect(control)) {}

    double distance(geom::Point p) const {
        double best = std::numeric_limits<double>::infinity();
        for (const std::uint32_t i : index_.nearest(p, nearest_segments))
            best = std::min(best, geom::distance(p, segments_[i][0], segments_[i][1]));
        return best;
    }
    bool empty() const { return segments_.empty(); }

private:
    std::vector<geom::Box> collect(const model::FeatureTable& control) {
        std::vector<geom::Box> boxes;
        for (const model::Feature& feature : control.features)
            if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry))
                for (const geom::Polygon& part : polygons->parts)
                    for (const geom::Ring& ring : part.rings)
                        for (std::size_t i = 1; i < ring.size(); ++i) {
                            segments_.push_back({ring[i - 1], ring[i]});
                            boxes.push_back(geom::bounds(std::span(segments_.back())));
                        }
        return boxes;
    }
    std::vector<std::array<geom::Point, 2>> segments_;  // before index_: collect() fills it
    geom::SpatialIndex index_;
};

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace

std::string to_string(MapDatum datum) {
    switch (datum) {
        case MapDatum::Plain:
            return "plain";
        case MapDatum::Gcj02:
            return "gcj02";
        case MapDatum::Bd09:
            return "bd09";
    }
    return {};
}

std::optional<MapDatum> map_datum_from(const std::string& word) {
    for (const MapDatum datum : {MapDatum::Plain, MapDatum::Gcj02, MapDatum::Bd09})
        if (to_string(datum) == word) return datum;
    return std::nullopt;
}

geom::Point to_map_datum(geom::Point degrees, MapDatum datum) {
    if (datum == MapDatum::Plain) return degrees;
    const geom::Point gcj = gcj02_of(degrees);
    return datum == MapDatum::Gcj02 ? gcj : bd09_of_gcj02(gcj);
}

geom::Point from_map_datum(geom::Point degrees, MapDatum datum) {
    geom::Point guess = degrees;
    for (int i = 0; i < most_iterations && datum != MapDatum::Plain; ++i) {
        const geom::Point forward = to_map_datum(guess, datum);
        const double dx = degrees.x - forward.x, dy = degrees.y - forward.y;
        guess = {guess.x + dx, guess.y + dy};
        if (std::abs(dx) < inverse_precision_deg && std::abs(dy) < inverse_precision_deg) break;
    }
    return guess;
}

void take_from_map_datum(model::FeatureTable& table, MapDatum datum) {
    if (datum == MapDatum::Plain) return;
    const gis::Transformation to_degrees(table.epsg, 4490), back(4490, table.epsg);
    for (model::Feature& feature : table.features)
        change_points(feature.geometry,
                      [&](geom::Point p) { return back(from_map_datum(to_degrees(p), datum)); });
}

DatumEvidence compare_datums(const model::FeatureTable& layer, const model::FeatureTable& control) {
    DatumEvidence evidence;
    const std::vector<geom::Point> sample = sampled_vertices(layer);
    const ControlOutlines outlines(control);
    if (sample.empty() || outlines.empty()) return evidence;
    evidence.vertices = sample.size();
    const gis::Transformation to_degrees(layer.epsg, 4490), back(4490, layer.epsg);
    for (const MapDatum datum : {MapDatum::Plain, MapDatum::Gcj02, MapDatum::Bd09}) {
        std::vector<double> distances;
        double east = 0, north = 0;
        for (const geom::Point& p : sample) {
            const geom::Point taken =
                datum == MapDatum::Plain ? p : back(from_map_datum(to_degrees(p), datum));
            distances.push_back(outlines.distance(taken));
            east += p.x - taken.x;
            north += p.y - taken.y;
        }
        const double median = quantile(distances, 0.5);
        evidence.median_m[static_cast<std::size_t>(datum)] = median;
        if (datum != MapDatum::Plain && median >= evidence.median_m[static_cast<std::size_t>(evidence.found)])
            continue;
        evidence.found = datum;
        evidence.shift_east_m = east / static_cast<double>(sample.size());
        evidence.shift_north_m = north / static_cast<double>(sample.size());
        evidence.spread_m = quantile(distances, 0.9);
    }
    // The shifts are 600 m and more: the right datum must explain most of the distance, or nothing is said.
    constexpr double clearly = 0.4, meets_m = 50;
    const double best = evidence.median_m[static_cast<std::size_t>(evidence.found)];
    evidence.certain = best < meets_m;  // a few vertices may come closer to some outline by chance
    for (std::size_t i = 0; i < 3; ++i)
        if (i != static_cast<std::size_t>(evidence.found))
            evidence.certain = evidence.certain && best < clearly * evidence.median_m[i];
    return evidence;
}

}  // namespace zonewright::intake
