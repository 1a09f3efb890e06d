// Stages that offer the land: assembly, allocation.
#include "allocation/allocate.h"
#include "assembly/barrier.h"
#include "assembly/find_sites.h"
#include "assembly/link_parcels.h"
#include "study/allocation_input.h"
#include "study/offered_units.h"
#include "study/stages.h"
#include "supply/offer.h"

namespace zonewright::study {

Assembly assemble_sites(const Intake& intake, const model::Suitability& suitability, const Supply& supply,
                        const SiteSettings& settings, const Knowledge<Rule<"barriers">>& knowledge,
                        const Work& work) {
    Assembly assembly;
    const model::PolicyRules& rules = knowledge.rules_of("barriers");
    const auto barriers = assembly::barriers_from(intake.sources, assembly::barrier_rules_of(rules));
    assembly.graph = assembly::link_parcels(intake.parcels, barriers, settings.rules,
                                            rules.number("explained_gap_m"), work.progress.part(0, 0.2));
    const std::vector<double> cost = supply::unit_costs(supply.offers);
    const auto scores = scores_by_cluster(suitability);
    const std::vector<char> rebuilt = redevelopment_flags(intake.parcels);
    const std::vector<char> offered =
        supply::offered_flags(supply.statement, supply.statement.offered_classes);
    const assembly::SitesInput input{.parcels = intake.parcels,
                                     .supply = supply.statement.parcels,
                                     .cost_yuan_per_m2 = cost,
                                     .scores = scores,
                                     .available = offered,
                                     .redevelopment = rebuilt,
                                     .demand = settings.demand,
                                     .graph = &assembly.graph,
                                     .rules = settings.rules};
    assembly.sites = assembly::find_sites(input, {}, work.progress.part(0.2, 1));
    return assembly;
}

model::Allocation allocate_land(const Intake& intake, const Zoning& zoning,
                                const model::Suitability& suitability, const Supply& supply,
                                const Assembly& assembly, const ScenarioSettings& settings,
                                const Knowledge<PlanLand, Rule<"neighbours">>& knowledge, const Work& work) {
    const OfferInput land{knowledge.plan, zoning.zones, intake.parcels,
                          supply,         suitability,  assembly,
                          supply.statement.offered_classes};
    return allocation::allocate(allocation_input(land, settings, knowledge), work.progress);
}

}  // namespace zonewright::study
