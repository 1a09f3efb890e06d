// 双评价: the urban-construction chain.
#include <algorithm>
#include <cmath>

#include "criterion/construction_factors.h"
#include "criterion/road_networks.h"
#include "io/raster_io.h"
#include "raster/occupied_cells.h"
#include "study/archive_fields.h"
#include "study/item_keys.h"
#include "study/stages.h"
#include "suitability/double_evaluation.h"

namespace zonewright::study {
namespace {

criterion::ConstructionQuestion question_of(const std::vector<model::CriterionDefinition>& criteria,
                                            const suitability::DoubleEvaluationRules& rules, double cell_m) {
    const auto driving =
        std::find_if(criteria.begin(), criteria.end(), [](const model::CriterionDefinition& criterion) {
            return criterion.measure == model::MeasureKind::TravelTime;
        });
    return {.relief_cells_wide = suitability::relief_cells_wide(rules, cell_m),
            .hazard_grades = rules.hazard_grades,
            .centres = rules.location_centres,
            .driving = driving == criteria.end() ? nullptr : &*driving};
}

constexpr std::size_t rows_of_a_band = 512;

/// Band by band: slope, relief and elevation of a whole city beside each other would be most of what a run needs.
suitability::DoubleEvaluation evaluated(const Intake& intake, const criterion::ConstructionFactors& factors,
                                        const suitability::DoubleEvaluationRules& rules,
                                        const Progress& progress) {
    const auto pointer = [](const auto& grid) { return grid ? &*grid : nullptr; };
    suitability::DoubleEvaluation result;
    raster::Grid<float> classes(intake.grid, raster::no_data);
    for (std::size_t first = 0; first < intake.grid.rows; first += rows_of_a_band) {
        const auto share = [&](std::size_t row) { return static_cast<double>(row) / static_cast<double>(intake.grid.rows); };
        const std::size_t count = std::min(rows_of_a_band, intake.grid.rows - first);
        const Progress part = progress.part(share(first), share(first + count));
        const criterion::FactorRows here = factors.rows(first, count, part.quiet());
        result = suitability::evaluate_construction(rules,
                                                    {.slope_degrees = &here.slope_degrees,
                                                     .elevation_m = &here.elevation_m,
                                                     .relief_m = &here.relief_m,
                                                     .hazard_grade = pointer(here.hazard_grade),
                                                     .minutes_to_centre = pointer(here.minutes_to_centre)},
                                                    part);
        std::copy(result.classes.cells.begin(), result.classes.cells.end(), classes.row(first).begin());
    }
    result.classes = std::move(classes);
    raster::Grid<std::uint8_t> inside(intake.grid, 0);
    raster::fill_centres<std::uint8_t>(inside, intake.city, 1);
    for (std::size_t i = 0; i < inside.cells.size(); ++i)
        if (inside.cells[i] == 0) result.classes.cells[i] = raster::no_data;
    suitability::apply_contiguity(rules, result.classes);
    return result;
}

void count_cells(const raster::Grid<float>& classes, const Intake& intake,
                 model::ConstructionSuitability& answer) {
    answer.cells.assign(5, 0);
    answer.cell_m = intake.grid.cell_m;
    raster::Grid<std::uint8_t> inside(intake.grid, 0);
    raster::fill_centres<std::uint8_t>(inside, intake.city, 1);
    for (std::size_t i = 0; i < classes.cells.size(); ++i) {
        if (inside.cells[i] == 0) continue;
        if (std::isnan(classes.cells[i]))
            ++answer.cells_without_data;
        else
            ++answer.cells[static_cast<std::size_t>(classes.cells[i]) - 1];
    }
}

constexpr const char* classes_item = "classes";

/// Those of an earlier run, when nothing that decides on them has changed.
std::optional<model::ConstructionSuitability> kept_classes(io::TileShelf& tiles, const std::string& key) {
    const auto item = tiles.find(classes_item, key);
    if (!item) return std::nullopt;
    model::ConstructionSuitability construction;
    try {
        ArchiveReader archive(std::vector<char>(item->note.begin(), item->note.end()));
        archive(construction);
    } catch (const ArchiveCut&) {
        return std::nullopt;
    }
    construction.tiles = item->store;
    return construction;
}

}  // namespace

model::ConstructionSuitability rate_for_construction(
    const Intake& intake, const Zoning& zoning, const Plane& plane,
    const Knowledge<PlanLand, CriterionDefinitions, Rule<"double_evaluation">>& knowledge, const Work& work) {
    const auto rules = suitability::double_evaluation_rules(knowledge.rules_of("double_evaluation"));
    const auto question = question_of(knowledge.criteria, rules, intake.grid.cell_m);
    const std::string key = MeasureKeys(intake, zoning, plane, knowledge.plan).of(question, knowledge.rules_of("double_evaluation"));
    if (auto kept = kept_classes(work.tiles, key)) return std::move(*kept);
    criterion::RoadNetworks networks;
    const criterion::MeasureInput input{criterion::SourceView(intake.sources).only(criterion::roles_read(question)),
                                        knowledge.plan, zoning.zones, intake.grid, plane.epsg, &intake.city, &networks};
    auto factors = criterion::construction_factors(input, question, work.progress.part(0, 0.6));
    model::ConstructionSuitability construction;
    if (!factors) {
        construction.not_assessed = {{"缺少高程数据（dem），未做双评价", "no DEM: not assessed"}};
        return construction;
    }
    const auto evaluation = evaluated(intake, *factors, rules, work.progress.part(0.6, 0.9));
    factors.reset();  // most of the memory
    construction.not_assessed = evaluation.not_assessed;
    construction.water_discriminates = evaluation.water_discriminates;
    count_cells(evaluation.classes, intake, construction);
    const io::WrittenSurface written =
        io::write_cog(work.tiles.draft(classes_item, key), evaluation.classes, plane.epsg,
                      {"双评价城镇建设适宜性 construction class (1 best, 5 unfit)", "class"},
                      work.progress.part(0.9, 1), {.overviews = io::Overviews::Nearest});
    construction.content_sha256 = written.content_sha256;
    construction.file_sha256 = written.file_sha256;
    ArchiveWriter archive;
    archive(construction);
    const std::string note(archive.content().begin(), archive.content().end());
    construction.tiles = work.tiles.keep(classes_item, key, written.content_sha256, note).store;
    return construction;
}

}  // namespace zonewright::study
