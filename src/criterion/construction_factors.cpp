#include "criterion/construction_factors.h"

#include <algorithm>

#include "criterion/measures.h"
#include "io/raster_io.h"
#include "raster/occupied_cells.h"
#include "raster/terrain.h"

namespace zonewright::criterion {
namespace {

/// The worst grade wins where areas overlap.
raster::Grid<std::uint8_t> hazard_grades(const MeasureInput& input, const model::FeatureTable& table,
                                  const ConstructionQuestion& question) {
    raster::Grid<std::uint8_t> grades(input.spec, 0);
    const std::size_t level = table.field("level");
    std::vector<std::pair<int, const geom::MultiPolygon*>> areas;
    for (const model::Feature& feature : table.features) {
        const auto grade = question.hazard_grades.find(model::text_of(feature.values.at(level)));
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (polygons != nullptr && grade != question.hazard_grades.end()) areas.emplace_back(grade->second, polygons);
    }
    std::stable_sort(areas.begin(), areas.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [grade, polygons] : areas)
        raster::fill_centres(grades, *polygons, static_cast<std::uint8_t>(grade));
    return grades;
}

constexpr const char* centre_role = "town";

std::optional<raster::Grid<float>> minutes_to_centre(const MeasureInput& input,
                                                     const ConstructionQuestion& question,
                                                     const Progress& progress) {
    if (!question.driving || question.centres.empty()) return std::nullopt;
    model::CriterionDefinition drive = *question.driving;
    drive.role = centre_role;
    drive.where = {{"name", question.centres}};
    Measured measured = measure(input, drive, std::nullopt, progress);
    const auto& cells = measured.values.cells;
    const bool reached = std::any_of(cells.begin(), cells.end(), [](float v) { return std::isfinite(v); });
    if (measured.missing || !reached) return std::nullopt;
    return std::move(measured.values);
}

/// Rows of a grid as one of their own.
template <typename Cell>
raster::Grid<Cell> rows_of(const raster::Grid<Cell>& grid, std::size_t first, std::size_t count) {
    raster::GridSpec spec = grid.spec;
    spec.north_m -= static_cast<double>(first) * spec.cell_m;
    spec.rows = count;
    raster::Grid<Cell> rows(spec, Cell{});
    const auto from = grid.cells.begin() + static_cast<std::ptrdiff_t>(first * spec.columns);
    std::copy_n(from, spec.cell_count(), rows.cells.begin());
    return rows;
}

}  // namespace

FactorRows ConstructionFactors::rows(std::size_t first, std::size_t count, const Progress& progress) const {
    FactorRows rows;
    Values around = rows_of(heights, first, count + 2 * margin);
    const raster::GridSpec spec{around.spec.west_m + static_cast<double>(margin) * around.spec.cell_m,
                                around.spec.north_m - static_cast<double>(margin) * around.spec.cell_m, around.spec.cell_m,
                                around.spec.columns - 2 * margin, count};
    rows.slope_degrees = cut_to(raster::slope_degrees(around, progress), spec);
    rows.relief_m = cut_to(raster::relief_in_square(around, relief_cells_wide, progress), spec);
    rows.elevation_m = cut_to(std::move(around), spec);
    if (minutes_to_centre) rows.minutes_to_centre = rows_of(*minutes_to_centre, first, count);
    if (hazard_grade) rows.hazard_grade = rows_of(*hazard_grade, first, count);
    return rows;
}

std::vector<std::string> roles_read(const ConstructionQuestion& question) {
    std::vector<std::string> roles{"dem", "geohazard"};
    if (!question.driving) return roles;
    model::CriterionDefinition drive = *question.driving;
    drive.role = centre_role;
    for (std::string& role : roles_read(drive)) roles.push_back(std::move(role));
    return roles;
}

std::optional<ConstructionFactors> construction_factors(const MeasureInput& input,
                                                        const ConstructionQuestion& question,
                                                        const Progress& progress) {
    const model::SourceDefinition* dem = input.sources.raster("dem");
    if (!dem) return std::nullopt;
    ConstructionFactors factors;
    // First what takes most memory for a while, so that it stands beside no other grid.
    factors.minutes_to_centre = minutes_to_centre(input, question, progress.part(0, 0.9));
    factors.relief_cells_wide = question.relief_cells_wide;
    factors.margin = std::max<std::size_t>(1, question.relief_cells_wide / 2);
    factors.heights = io::read_onto_grid(dem->path, grown(input.spec, factors.margin), input.epsg, io::Resampling::Bilinear);
    progress.report(1);
    if (const model::FeatureTable* table = input.sources.layer("geohazard"))
        factors.hazard_grade = hazard_grades(input, *table, question);
    return factors;
}

}  // namespace zonewright::criterion
