#include "study/run_view.h"

#include "study/readiness.h"

namespace zonewright::study {
namespace {

void add_offered(const RunResults& results, PublishedRun& run) {
    run.offered = offered_units(results.land);
    for (std::size_t i = 0; i < run.offered.units.size(); ++i) {
        const model::OfferedUnit& unit = run.offered.units[i];
        const bool site = i < run.offered.site_count;
        const geom::MultiPolygon& geometry =
            site ? results.land.assembly.sites.sites[run.offered.site_of[i]].geometry
                 : results.land.parcels[run.offered.parcel_of[i - run.offered.site_count]].geometry;
        run.offered_view.push_back({&unit, site ? "site" : "parcel", &geometry});
    }
}

}  // namespace

RunResults run_results(const Study& study) {
    return {study.definition(),  study.catalogue(), study.area(),       study.intake(),
            study.constraints(), study.allocation(), offer_input(study),
            study.opened().language};
}

PublishedRun published_run(const RunResults& results) {
    PublishedRun run;
    for (const constraint::Exclusion& piece : results.constraints.exclusions)
        run.exclusions.push_back({piece.layer, &piece.geometry, piece.area});
    add_offered(results, run);
    run.scores = scores_by_cluster(results.land.suitability);
    for (const auto* findings : {&results.intake.sources.findings, &results.constraints.findings,
                                 &results.land.supply.statement.findings})
        run.findings.insert(run.findings.end(), findings->begin(), findings->end());
    for (model::Finding& missing : readiness_findings(readiness_of(
             results.catalogue, results.definition.weights, roles_of(results.definition))))
        run.findings.push_back(std::move(missing));
    run.view = {.epsg = results.definition.epsg,
                .plan = &results.land.plan,
                .zones = &results.land.zones,
                .constraints = results.constraints.layers,
                .exclusions = run.exclusions,
                .parcels = results.land.parcels,
                .supply = &results.land.supply.statement,
                .scores = run.scores,
                .graph = &results.land.assembly.graph,
                .sites = results.land.assembly.sites.sites,
                .offered = run.offered_view,
                .allocation = &results.allocation,
                .findings = run.findings,
                .language = results.language};
    return run;
}

}  // namespace zonewright::study
