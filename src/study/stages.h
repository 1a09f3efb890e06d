// The work of every stage: functions from values to values. Their parameters say what they read (stage.h);
// stages.cpp puts them in order. All geometry is on the study's plane, areas are statutory.
#pragma once

#include "study/knowledge.h"
#include "study/settings.h"
#include "study/values.h"
#include "study/work.h"

namespace zonewright::study {

/// Sources → one CRS, one schema, valid geometry, findings; parcels; the grid over the city.
Intake read_sources(const SourceSettings& settings, const Plane& plane,
                    const Knowledge<PlanPlaces, Roles, CodeSchemes, Rule<"area">, Rule<"characters">, Rule<"geometry">, Rule<"region">, Rule<"slivers">>&
                        knowledge,
                    const Work& work);

/// Plan × places → zones.
Zoning map_plan(const Intake& intake, const Plane& plane, const Knowledge<PlanLand>& knowledge, const Work& work);

/// Constraint rules → excluded land with reasons.
Constraints find_admissible_land(const Intake& intake, const Plane& plane,
                                 const Knowledge<ConstraintRules>& knowledge, const Work& work);

/// Measures → one surface per criterion that some cluster weighs.
Criteria measure_criteria(const Intake& intake, const Zoning& zoning, const Plane& plane,
                          const WantedMeasures& wanted, const MemoryBudget& memory,
                          const Knowledge<PlanLand, CriterionDefinitions>& knowledge, const Work& work);

/// Value functions and weights → scores of cells and parcels per cluster.
model::Suitability rate_land(const Intake& intake, const Constraints& constraints, const Criteria& criteria,
                             const Plane& plane, const ScoreSettings& settings, const MemoryBudget& memory,
                             const Knowledge<PlanLand, CriterionDefinitions>& knowledge, const Work& work);

/// 双评价: slope, relief, water, hazard, location → classes 1…5 on the study's grid, with the thresholds of
/// layers/rules/double_evaluation.toml.
model::ConstructionSuitability rate_for_construction(
    const Intake& intake, const Zoning& zoning, const Plane& plane,
    const Knowledge<PlanLand, CriterionDefinitions, Rule<"double_evaluation">>& knowledge, const Work& work);

/// The net-supply waterfall, and what each parcel costs and is worth.
Supply state_supply(const Intake& intake, const Constraints& constraints, const Plane& plane,
                    const SupplySettings& settings,
                    const Knowledge<Rule<"supply_classes">, Rule<"size_classes">, Rule<"slivers">, Rule<"cost">,
                                    Rule<"quality">, Rule<"supply_balance">>& knowledge,
                    const Work& work);

/// Parcels → sites.
Assembly assemble_sites(const Intake& intake, const model::Suitability& suitability, const Supply& supply,
                        const SiteSettings& settings, const Knowledge<Rule<"barriers">>& knowledge,
                        const Work& work);

/// Sites and parcels × clusters.
model::Allocation allocate_land(const Intake& intake, const Zoning& zoning,
                                const model::Suitability& suitability, const Supply& supply,
                                const Assembly& assembly, const ScenarioSettings& settings,
                                const Knowledge<PlanLand, Rule<"neighbours">>& knowledge, const Work& work);

/// GeoPackage, Cloud Optimized GeoTIFFs, QGIS project, summary page.
Publication publish_results(const Intake& intake, const Zoning& zoning, const Constraints& constraints,
                            const Criteria& criteria, const model::Suitability& suitability,
                            const model::ConstructionSuitability& construction, const Supply& supply,
                            const Assembly& assembly, const model::Allocation& allocation,
                            const PublicationSettings& settings, const Work& work);

}  // namespace zonewright::study
