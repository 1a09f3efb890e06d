#include "study/run_view.h"

#include "constraint/exclusions.h"

namespace zonewright::study {
namespace {

void add_exclusions(const Results& results, PublishedRun& run, const Progress& progress) {
    auto found = constraint::exclusions(results.constraints, results.city, results.area, progress);
    run.exclusion_land.reserve(found.size());
    for (auto& piece : found) run.exclusion_land.push_back(std::move(piece.geometry));
    for (std::size_t i = 0; i < found.size(); ++i)
        run.exclusions.push_back({found[i].layer, &run.exclusion_land[i], found[i].area});
}

void add_offered(const Results& results, PublishedRun& run) {
    run.offered = offered_units(results);
    for (std::size_t i = 0; i < run.offered.units.size(); ++i) {
        const allocation::OfferedUnit& unit = run.offered.units[i];
        const bool site = i < run.offered.site_count;
        const geom::MultiPolygon& geometry =
            site ? results.sites.sites[i].geometry
                 : results.parcels[run.offered.parcel_of[i - run.offered.site_count]].geometry;
        run.offered_view.push_back({unit.id, site ? "site" : "parcel", unit.town_code, &geometry});
    }
}

}  // namespace

PublishedRun published_run(const Results& results, const Progress& progress) {
    PublishedRun run;
    add_exclusions(results, run, progress);
    add_offered(results, run);
    run.scores = scores_by_cluster(results);
    for (const auto* findings :
         {&results.sources.findings, &results.constraint_findings, &results.supply.findings})
        run.findings.insert(run.findings.end(), findings->begin(), findings->end());
    run.view = {.epsg = results.definition.epsg,
                .plan = &results.catalogue.plan,
                .zones = &results.zones,
                .constraints = results.constraints,
                .exclusions = run.exclusions,
                .parcels = results.parcels,
                .supply = &results.supply,
                .scores = run.scores,
                .graph = &results.graph,
                .sites = results.sites.sites,
                .offered = run.offered_view,
                .allocation = &results.allocation,
                .findings = run.findings};
    return run;
}

}  // namespace zonewright::study
