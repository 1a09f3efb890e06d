// The kinds of measures, one function each, and the table that names them. A new kind: one file, one line in
// measure.cpp, one test.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <vector>

#include "criterion/measure.h"

namespace zonewright::criterion {

/// What a kind is asked: the definition with "$cluster" in its filter already resolved.
struct Question {
    const MeasureInput& input;
    const model::CriterionDefinition& definition;
    const model::Cluster* cluster = nullptr;
    std::vector<const model::Feature*> features;  ///< those of the role that pass the filter
    const model::FeatureTable* table = nullptr;   ///< their table; null for measures without a layer
};

using Values = raster::Grid<float>;

Values measure_distance(const Question& question, const Progress& progress);
std::optional<raster::Grid<std::uint32_t>> measure_squared_distance(const Question& question, const Progress& progress);
Values measure_travel_time(const Question& question, const Progress& progress);
Values measure_slope(const Question& question, const Progress& progress);
Values measure_relief(const Question& question, const Progress& progress);
Values measure_elevation(const Question& question, const Progress& progress);
Values measure_density(const Question& question, const Progress& progress);
Values measure_share(const Question& question, const Progress& progress);
Values measure_raster_value(const Question& question, const Progress& progress);
Values measure_category(const Question& question, const Progress& progress);
Values measure_zone_listing(const Question& question, const Progress& progress);
Values measure_quotient(const Question& question, const Progress& progress);

/// The grid grown by `cells` on every side, and a grid cut back to `spec`, which must lie inside.
raster::GridSpec grown(const raster::GridSpec& spec, std::size_t cells);
Values cut_to(Values larger, const raster::GridSpec& spec);

}  // namespace zonewright::criterion
