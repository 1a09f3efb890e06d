// Stages that rate the land: criterion, suitability.
#include <algorithm>

#include "criterion/measure_all.h"
#include "study/archive_fields.h"
#include "study/inputs.h"
#include "study/results.h"
#include "study/score_input.h"
#include "study/stages.h"
#include "study/tile_trust.h"
#include "suitability/score.h"
#include "suitability/weights_of_clusters.h"

namespace zonewright::study {
namespace {

const model::WeightSet& weights_of(const Results& results) {
    // open_study has checked that the set named by the study exists.
    return *results.catalogue.find_weights(results.definition.weights);
}

/// What has a weight for the cluster is measured: at 10 m every surface is 170 MB, so what nobody weighs is
/// left out.
bool is_wanted(const Results& results, const model::CriterionDefinition& criterion,
               const model::Cluster& cluster) {
    return suitability::is_weighted(weights_of(results), criterion, cluster);
}

/// Changing a weight redoes no measure, giving one to a criterion that had none does.
void describe_measures(const Results& results, Fingerprint& fingerprint) {
    fingerprint.add(hash_folder(results.layers_folder / "criteria"));
    for (const model::CriterionDefinition& criterion : results.catalogue.criteria)
        for (const model::Cluster& cluster : results.catalogue.plan.clusters)
            if (is_wanted(results, criterion, cluster)) fingerprint.add(criterion.id).add(cluster.id);
}

void run_criterion(Results& results, const Progress& progress) {
    const criterion::MeasureInput input{results.sources, results.catalogue.plan,  results.zones,
                                        results.grid,    results.definition.epsg, &results.city};
    std::filesystem::remove_all(results.cache / "criteria");
    results.surfaces = criterion::measure_all(
        input, results.catalogue.criteria, results.cache / "criteria",
        [&](const auto& criterion, const auto& cluster) { return is_wanted(results, criterion, cluster); },
        progress);
    mark_tiles(results.cache / "criteria");
}

void run_suitability(Results& results, const Progress& progress) {
    const std::filesystem::path folder = results.cache / "suitability";
    results.suitability = suitability::score(score_input(results, weights_of(results), folder), progress);
    mark_tiles(folder);
}

void describe_weights(const Results& results, Fingerprint& fingerprint) {
    fingerprint.add(hash_folder(results.layers_folder / "weights"))
        .add(hash_folder(results.layers_folder / "criteria"));
    fingerprint.add(results.definition.weights).add(results.definition.aggregation);
}

}  // namespace

Stage criterion_stage() {
    return {.id = "criterion",
            .title = {"量算评价指标", "measuring the criteria"},
            .share = 8,
            .needs = {"intake", "zoning"},
            .describe = describe_measures,
            .run = run_criterion,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.surfaces); },
            .load = [](Results& r, ArchiveReader& a) { a(r.surfaces); },
            .intact = [](const Results& r) { return tiles_are_trusted(r.cache / "criteria"); }};
}

Stage suitability_stage() {
    return {.id = "suitability",
            .title = {"评价产业适宜性", "rating every cell and parcel"},
            .share = 4,
            .needs = {"intake", "constraint", "criterion"},
            .describe = describe_weights,
            .run = run_suitability,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.suitability); },
            .load = [](Results& r, ArchiveReader& a) { a(r.suitability); },
            .intact = [](const Results& r) { return tiles_are_trusted(r.cache / "suitability"); }};
}

}  // namespace zonewright::study
