#include "supply/surroundings.h"

#include <cmath>
#include <functional>

#include "base/parallel.h"
#include "raster/occupied_cells.h"
#include "supply/nearest_feature.h"

namespace zonewright::supply {
namespace {

using model::Feature;
using model::FeatureTable;

using Accept = std::function<bool(const std::string& its_class)>;

NearestFeature nearest_of(const model::SourceSet& sources, const std::string& role, const Accept& accept) {
    std::vector<const geom::Geometry*> geometries;
    if (const FeatureTable* table = sources.find(role)) {
        const auto field = table->find_field("class");
        for (const Feature& feature : table->features)
            if (accept(field ? model::text_of(feature.values[*field]) : std::string()))
                geometries.push_back(&feature.geometry);
    }
    return NearestFeature(geometries);
}

std::optional<double> earthwork_m3(const geom::MultiPolygon& land, const raster::Grid<float>& heights_m) {
    std::vector<double> levels;
    raster::visit_centres(heights_m.spec, land, [&](raster::RowSpan span) {
        const auto row = heights_m.row(static_cast<std::size_t>(span.row));
        for (std::int64_t c = span.begin; c < span.end; ++c)
            if (!std::isnan(row[static_cast<std::size_t>(c)]))
                levels.push_back(row[static_cast<std::size_t>(c)]);
    });
    if (levels.empty()) return std::nullopt;
    double mean = 0;
    for (double level : levels) mean += level / static_cast<double>(levels.size());
    double moved = 0;
    for (double level : levels) moved += std::fabs(level - mean) / 2;
    return moved * heights_m.spec.cell_m * heights_m.spec.cell_m;
}

}  // namespace

std::vector<Surroundings> measure_surroundings(const std::vector<model::Parcel>& parcels,
                                               const model::SourceSet& sources,
                                               const raster::Grid<float>* heights_m,
                                               const Progress& progress) {
    const auto any = [](const std::string&) { return true; };
    const NearestFeature roads = nearest_of(sources, "road", any);
    const NearestFeature substations = nearest_of(sources, "substation", any);
    const NearestFeature interchanges = nearest_of(sources, "interchange", any);
    const auto is_network = [](const std::string& c) { return c == "sewage" || c == "gas"; };
    const NearestFeature services =
        nearest_of(sources, "service", [&](const std::string& c) { return !is_network(c); });
    const NearestFeature sewage =
        nearest_of(sources, "service", [](const std::string& c) { return c == "sewage"; });
    std::vector<Surroundings> around(parcels.size());
    parallel_for(parcels.size(), 32, progress, [&](std::size_t i) {
        const geom::MultiPolygon& land = parcels[i].geometry;
        around[i] = {roads.distance_m(land),    substations.distance_m(land), interchanges.distance_m(land),
                     services.distance_m(land), sewage.distance_m(land),      std::nullopt};
        if (heights_m != nullptr) around[i].earthwork_m3 = earthwork_m3(land, *heights_m);
    });
    return around;
}

}  // namespace zonewright::supply
