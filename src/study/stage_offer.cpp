// Stages that offer the land: assembly, allocation.
#include <algorithm>
#include <cmath>
#include <set>

#include "allocation/allocate.h"
#include "assembly/barrier.h"
#include "assembly/find_sites.h"
#include "assembly/link_parcels.h"
#include "study/allocation_input.h"
#include "study/archive_fields.h"
#include "study/inputs.h"
#include "study/offered_units.h"
#include "study/results.h"
#include "study/stages.h"
#include "supply/offer.h"

namespace zonewright::study {
namespace {

void describe_demand(const Results& results, Fingerprint& fingerprint) {
    for (const model::Demand& demand : results.definition.demand) {
        fingerprint.add(demand.cluster)
            .add(demand.area_m2)
            .add(demand.minimum_site_m2)
            .add(demand.maximum_site_m2.value_or(0));
        fingerprint.add(std::int64_t{demand.site_count});
    }
    const model::SiteRules& rules = results.definition.sites;
    fingerprint.add(rules.minimum_frontage_m)
        .add(rules.maximum_road_gap_m)
        .add(rules.shape)
        .add(rules.minimum_width_m);
    fingerprint.add(std::int64_t{rules.maximum_owners}).add(std::int64_t{rules.maximum_towns});
    fingerprint.add(rules.maximum_redevelopment_share)
        .add(rules.footprint_long_m)
        .add(rules.footprint_short_m)
        .add(rules.window)
        .add(rules.circle_window);
}

std::vector<assembly::ClusterDemand> demand_by_cluster(const Results& results) {
    std::vector<assembly::ClusterDemand> demands;
    for (const model::Demand& demand : results.definition.demand)
        if (const auto cluster = results.catalogue.plan.find_cluster(demand.cluster))
            demands.push_back({*cluster, demand});
    return demands;
}

void run_assembly(Results& results, const Progress& progress) {
    results.graph = assembly::link_parcels(results.parcels, assembly::barriers_from(results.sources),
                                           results.definition.sites, progress.part(0, 0.2));
    const std::vector<double> cost = supply::unit_costs(results.offers);
    const auto scores = scores_by_cluster(results);
    const auto demand = demand_by_cluster(results);
    const std::vector<char> rebuilt = redevelopment_flags(results);
    const assembly::SitesInput input{.parcels = results.parcels,
                                     .supply = results.supply.parcels,
                                     .cost_yuan_per_m2 = cost,
                                     .scores = scores,
                                     .redevelopment = rebuilt,
                                     .demand = demand,
                                     .graph = &results.graph,
                                     .rules = results.definition.sites};
    results.sites = assembly::find_sites(input, {}, progress.part(0.2, 1));
}

void describe_scenario(const Results& results, Fingerprint& fingerprint) {
    fingerprint.add(results.definition.scenario).add(hash_folder(results.definition.folder / "scenarios"));
    fingerprint.add(hash_files({results.layers_folder / "rules" / "neighbours.toml"}));
    describe_demand(results, fingerprint);
}

void run_allocation(Results& results, const Progress& progress) {
    results.allocation =
        allocation::allocate(allocation_input(results, results.definition.scenario), progress);
}

}  // namespace

Stage assembly_stage() {
    return {.id = "assembly",
            .title = {"组合连片用地", "assembling parcels into sites"},
            .share = 8,
            .needs = {"intake", "suitability", "supply"},
            .describe = describe_demand,
            .run = run_assembly,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.graph, r.sites); },
            .load = [](Results& r, ArchiveReader& a) { a(r.graph, r.sites); }};
}

Stage allocation_stage() {
    return {.id = "allocation",
            .title = {"配置用地", "allocating the land"},
            .share = 3,
            .needs = {"intake", "zoning", "suitability", "supply", "assembly"},
            .describe = describe_scenario,
            .run = run_allocation,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.allocation); },
            .load = [](Results& r, ArchiveReader& a) { a(r.allocation); }};
}

}  // namespace zonewright::study
