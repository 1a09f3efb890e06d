// Stages that rate the land: criterion, suitability.
#include "criterion/measure_all.h"
#include "study/item_keys.h"
#include "study/stages.h"
#include "suitability/score.h"

namespace zonewright::study {

Criteria measure_criteria(const Intake& intake, const Zoning& zoning, const Plane& plane,
                          const WantedMeasures& wanted, const MemoryBudget& memory,
                          const Knowledge<PlanLand, CriterionDefinitions>& knowledge, const Work& work) {
    const criterion::MeasureInput input{.sources = intake.sources,
                                        .plan = knowledge.plan,
                                        .zones = zoning.zones,
                                        .spec = intake.grid,
                                        .epsg = plane.epsg,
                                        .city = &intake.city,
                                        .memory_mib = memory.mib};
    const MeasureKeys keys(intake, zoning, plane, knowledge.plan);
    const auto key_of = [&](const auto& criterion, auto cluster) { return keys.of(criterion, cluster); };
    return {criterion::measure_all(
        input, knowledge.criteria, {work.tiles, key_of},
        [&](const auto& criterion, const auto& cluster) { return wanted.has(criterion.id, cluster.id); },
        work.progress)};
}

model::Suitability rate_land(const Intake& intake, const Constraints& constraints, const Criteria& criteria,
                             const Plane& plane, const ScoreSettings& settings, const MemoryBudget& memory,
                             const Knowledge<PlanLand, CriterionDefinitions>& knowledge, const Work& work) {
    return suitability::score({.catalogue = knowledge,
                               .weights = settings.weights,
                               .surfaces = criteria.surfaces,
                               .admissible = constraints.admissible,
                               .parcels = intake.parcels,
                               .epsg = plane.epsg,
                               .aggregation = settings.aggregation,
                               .folder = {},
                               .kept = {&work.tiles, key_of_base(plane), key_of_ground(constraints, plane), key_of_outlines(intake.parcels)},
                               .memory_mib = memory.mib},
                              work.progress);
}

}  // namespace zonewright::study
