#include <algorithm>
#include <cmath>
#include <limits>

#include "criterion/measures.h"
#include "criterion/road_networks.h"
#include "geom/planar_area.h"
#include "raster/occupied_cells.h"
#include "raster/spread.h"

namespace zonewright::criterion {
namespace {

/// Roads this far beyond the grid still serve its border cells.
constexpr double margin_m = 3000;

double metres_per_minute(double kmh) {
    return kmh * 1000.0 / 60.0;
}

std::vector<Road> roads_of(const Question& question) {
    const model::FeatureTable& table = *question.input.sources.layer("road");
    const auto& speeds = question.definition.speed_kmh;
    const auto slowest = std::min_element(speeds.begin(), speeds.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
    const std::size_t class_field = table.field("class");
    std::vector<Road> roads;
    for (const model::Feature& feature : table.features) {
        const auto* lines = std::get_if<geom::MultiLineString>(&feature.geometry);
        if (!lines) continue;
        const std::string road_class = model::text_of(feature.values.at(class_field));
        const auto found = speeds.find(road_class);
        const double kmh = found == speeds.end() ? slowest->second : found->second;
        const bool expressway = road_class == "expressway" || road_class == "高速公路";
        for (const geom::LineString& line : lines->lines)
            roads.push_back({line, metres_per_minute(kmh), expressway});
    }
    return roads;
}

std::vector<geom::Point> points_of(std::span<const model::Feature* const> features) {
    std::vector<geom::Point> points;
    for (const model::Feature* feature : features) {
        if (const auto* multi = std::get_if<geom::MultiPoint>(&feature->geometry))
            points.insert(points.end(), multi->points.begin(), multi->points.end());
        else if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature->geometry))
            points.push_back(geom::centroid(*polygons));
    }
    return points;
}

std::vector<geom::Point> interchanges_of(const SourceView& sources) {
    const model::FeatureTable* table = sources.layer("interchange");
    if (!table) return {};
    std::vector<const model::Feature*> features;
    for (const model::Feature& feature : table->features) features.push_back(&feature);
    return points_of(features);
}

/// The times at which the roads reach the cells they pass through; the origins' own cells are reached at
/// once.
Values road_times(const RoadNetwork& network, std::span<const double> minutes,
                  std::span<const geom::Point> origins, const raster::GridSpec& spec) {
    Values times(spec, std::numeric_limits<float>::infinity());
    const raster::Lattice lattice(spec);
    const raster::Window all = raster::whole(spec);
    const auto reach = [&](raster::Cell cell, double time) {
        if (cell.column < 0 || cell.row < 0 || cell.column >= all.width || cell.row >= all.height) return;
        float& value = times.at(static_cast<std::size_t>(cell.column), static_cast<std::size_t>(cell.row));
        value = std::min(value, static_cast<float>(time));
    };
    for (const RoadNetwork::Edge& edge : network.edges()) {
        if (!edge.on_ground || (edge.expressway && network.expressways_are_closed())) continue;
        const double at_a = minutes[edge.a], at_b = minutes[edge.b];
        raster::visit_segment(
            lattice, network.nodes()[edge.a], network.nodes()[edge.b],
            [&](raster::Cell cell, double from, double to) {
                const double middle = (from + to) / 2;
                reach(cell, std::min(at_a + middle * edge.minutes, at_b + (1 - middle) * edge.minutes));
            });
    }
    for (const geom::Point& origin : origins) reach(lattice.cell_of(origin), 0);
    return times;
}

}  // namespace

const RoadNetwork& RoadNetworks::of(const Question& question, const Progress& progress) {
    const auto& speeds = question.definition.speed_kmh;
    const double across = metres_per_minute(question.definition.off_road_kmh);
    const std::scoped_lock lock(building_);
    const auto found = networks_.find({speeds, across});
    if (found != networks_.end()) return found->second;
    double ramp = across;
    for (const auto& [road_class, kmh] : speeds)
        ramp = ramp == across ? metres_per_minute(kmh) : std::min(ramp, metres_per_minute(kmh));
    RoadNetwork network(roads_of(question), interchanges_of(question.input.sources), ramp, progress);
    return networks_.emplace(Speeds{speeds, across}, std::move(network)).first->second;
}

Values measure_travel_time(const Question& question, const Progress& progress) {
    const std::vector<geom::Point> origins = points_of(question.features);
    const double across = metres_per_minute(question.definition.off_road_kmh);
    RoadNetworks own;
    RoadNetworks& networks = question.input.networks ? *question.input.networks : own;
    const RoadNetwork network = networks.of(question, progress.part(0, 0.4)).with_origins(origins);
    const std::vector<double> minutes = network.minutes_from_origins(across);
    const auto margin = static_cast<std::size_t>(std::ceil(margin_m / question.input.spec.cell_m));
    Values reached = road_times(network, minutes, origins, grown(question.input.spec, margin));
    return cut_to(raster::spread(std::move(reached), 1 / across, progress.part(0.5, 1)), question.input.spec);
}

}  // namespace zonewright::criterion
