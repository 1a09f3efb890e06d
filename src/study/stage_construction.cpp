// 双评价: the urban-construction chain on the study's grid, with the thresholds of
// layers/rules/double_evaluation.toml.
#include <algorithm>

#include "base/atomic_file.h"
#include "criterion/construction_factors.h"
#include "criterion/road_networks.h"
#include "io/raster_io.h"
#include "raster/occupied_cells.h"
#include "study/archive_fields.h"
#include "study/inputs.h"
#include "study/results.h"
#include "study/stages.h"
#include "study/tile_trust.h"
#include "suitability/double_evaluation.h"

namespace zonewright::study {
namespace {

constexpr const char* topic = "double_evaluation";

criterion::ConstructionQuestion question_of(const Results& results,
                                            const suitability::DoubleEvaluationRules& rules) {
    const auto& criteria = results.catalogue.criteria;
    const auto driving =
        std::find_if(criteria.begin(), criteria.end(), [](const model::CriterionDefinition& criterion) {
            return criterion.measure == model::MeasureKind::TravelTime;
        });
    return {.relief_cells_wide = suitability::relief_cells_wide(rules, results.grid.cell_m),
            .hazard_grades = rules.hazard_grades,
            .centres = rules.location_centres,
            .driving = driving == criteria.end() ? nullptr : &*driving};
}

suitability::DoubleEvaluation evaluated(const Results& results, const criterion::ConstructionFactors& factors,
                                        const suitability::DoubleEvaluationRules& rules,
                                        const Progress& progress) {
    const auto pointer = [](const auto& grid) { return grid ? &*grid : nullptr; };
    auto result =
        suitability::evaluate_construction(rules,
                                           {.slope_degrees = &factors.slope_degrees,
                                            .elevation_m = &factors.elevation_m,
                                            .relief_m = &factors.relief_m,
                                            .hazard_grade = pointer(factors.hazard_grade),
                                            .minutes_to_centre = pointer(factors.minutes_to_centre)},
                                           progress);
    raster::Grid<std::uint8_t> inside(results.grid, 0);
    raster::fill_centres<std::uint8_t>(inside, results.city, 1);
    for (std::size_t i = 0; i < inside.cells.size(); ++i)
        if (inside.cells[i] == 0) result.classes.cells[i] = raster::no_data;
    suitability::apply_contiguity(rules, result.classes);
    return result;
}

void count_cells(const raster::Grid<float>& classes, const Results& results,
                 model::ConstructionSuitability& answer) {
    answer.cells.assign(5, 0);
    answer.cell_m = results.grid.cell_m;
    raster::Grid<std::uint8_t> inside(results.grid, 0);
    raster::fill_centres<std::uint8_t>(inside, results.city, 1);
    for (std::size_t i = 0; i < classes.cells.size(); ++i) {
        if (inside.cells[i] == 0) continue;
        if (std::isnan(classes.cells[i]))
            ++answer.cells_without_data;
        else
            ++answer.cells[static_cast<std::size_t>(classes.cells[i]) - 1];
    }
}

void run_construction(Results& results, const Progress& progress) {
    results.construction = {};
    std::filesystem::remove_all(results.cache / "construction");
    make_folder(results.cache / "construction");
    const auto rules = suitability::double_evaluation_rules(results.catalogue.rules_of(topic));
    criterion::RoadNetworks networks;
    const criterion::MeasureInput input{results.sources, results.catalogue.plan,  results.zones,
                                        results.grid,    results.definition.epsg, &results.city,
                                        &networks};
    const auto factors =
        criterion::construction_factors(input, question_of(results, rules), progress.part(0, 0.8));
    if (!factors) {
        mark_tiles(results.cache / "construction");
        results.construction.not_assessed = {{"缺少高程数据（dem），未做双评价", "no DEM: not assessed"}};
        return;
    }
    const auto evaluation = evaluated(results, *factors, rules, progress.part(0.8, 0.9));
    results.construction.not_assessed = evaluation.not_assessed;
    results.construction.water_discriminates = evaluation.water_discriminates;
    count_cells(evaluation.classes, results, results.construction);
    results.construction.tiles = results.cache / "construction" / "classes.tif";
    io::write_tiles(results.construction.tiles, evaluation.classes, results.definition.epsg,
                     {"双评价城镇建设适宜性 construction class 1-5", "class"}, io::TileCoding::Compact);
    mark_tiles(results.cache / "construction");
}

void describe_construction(const Results& results, Fingerprint& fingerprint) {
    fingerprint.add(hash_folder(results.layers_folder / "rules"))
        .add(hash_folder(results.layers_folder / "criteria"));
}

}  // namespace

Stage construction_stage() {
    return {.id = "construction",
            .title = {"双评价城镇建设适宜性", "suitability for construction"},
            .share = 2,
            .needs = {"intake", "zoning"},
            .describe = describe_construction,
            .run = run_construction,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.construction); },
            .load = [](Results& r, ArchiveReader& a) { a(r.construction); },
            .intact = [](const Results& r) { return tiles_are_trusted(r.cache / "construction"); }};
}

}  // namespace zonewright::study
