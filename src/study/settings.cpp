#include "study/settings.h"

#include <algorithm>

#include "base/hash.h"
#include "catalog/study_reader.h"
#include "study/archive_fields.h"
#include "study/inputs.h"
#include "study/study_year.h"
#include "suitability/weights_of_clusters.h"

namespace zonewright::study {
namespace {

/// The digest of values is that of how they would be archived.
template <typename... Values>
std::string digest_of(const Opened& opened, const Values&... values) {
    ArchiveWriter archive(opened.definition.folder);
    archive(values...);
    return digest_of_values(archive);
}

const model::WeightSet& weights_of(const Opened& opened) {
    // Opening the study has checked that the set it names exists.
    return *opened.catalogue.find_weights(opened.definition.weights);
}

std::string hash_of_weights(const Opened& opened) {
    return opened.catalogue.files.at("weights/" + opened.definition.weights + ".toml");
}

}  // namespace

Plane Plane::from(const Opened& opened) {
    return {opened.definition.epsg, opened.area};
}
std::string Plane::digest(const Opened& opened) {
    return std::to_string(opened.definition.epsg);
}

SourceSettings SourceSettings::from(const Opened& opened) {
    SourceSettings settings;
    settings.definition.folder = opened.definition.folder;
    settings.definition.epsg = opened.definition.epsg;
    settings.definition.cell_size_m = opened.definition.cell_size_m;
    settings.definition.sources = opened.definition.sources;
    settings.sha256 = digests_of_sources(opened);
    return settings;
}
std::string SourceSettings::digest(const Opened& opened) {
    return digest_of(opened, opened.definition.epsg, opened.definition.cell_size_m,
                     opened.definition.sources, digests_of_sources(opened));
}

WantedMeasures WantedMeasures::from(const Opened& opened) {
    WantedMeasures wanted;
    for (const model::CriterionDefinition& criterion : opened.catalogue.criteria)
        for (const model::Cluster& cluster : opened.catalogue.plan.clusters)
            if (suitability::is_weighted(weights_of(opened), criterion, cluster))
                wanted.criterion_and_cluster.emplace_back(criterion.id, cluster.id);
    std::sort(wanted.criterion_and_cluster.begin(), wanted.criterion_and_cluster.end());
    return wanted;
}
std::string WantedMeasures::digest(const Opened& opened) {
    return digest_of(opened, from(opened).criterion_and_cluster);
}
bool WantedMeasures::has(const std::string& criterion, const std::string& cluster) const {
    return std::binary_search(criterion_and_cluster.begin(), criterion_and_cluster.end(),
                              std::pair(criterion, cluster));
}

ScoreSettings ScoreSettings::from(const Opened& opened) {
    return {weights_of(opened), opened.definition.aggregation};
}
std::string ScoreSettings::digest(const Opened& opened) {
    return digest_of(opened, hash_of_weights(opened), opened.definition.aggregation);
}

SupplySettings SupplySettings::from(const Opened& opened) {
    return {opened.definition.area_basis, study_year(opened.definition), opened.definition.supply_classes};
}
std::string SupplySettings::digest(const Opened& opened) {
    const SupplySettings settings = from(opened);
    return digest_of(opened, settings.area_basis, settings.year, settings.offered);
}

SiteSettings SiteSettings::from(const Opened& opened) {
    SiteSettings settings{.rules = opened.definition.sites, .demand = {}};
    for (const model::Demand& demand : opened.definition.demand)
        if (const auto cluster = opened.catalogue.plan.find_cluster(demand.cluster))
            settings.demand.push_back({*cluster, demand, opened.catalogue.plan.cluster(*cluster).name});
    return settings;
}
std::string SiteSettings::digest(const Opened& opened) {
    std::vector<Text> names;
    for (const assembly::ClusterDemand& demand : from(opened).demand) names.push_back(demand.name);
    return digest_of(opened, opened.definition.sites, opened.definition.demand, names);
}

ScenarioSettings scenario_settings(const Opened& opened, const std::string& scenario) {
    ScenarioSettings settings{opened.definition.demand, opened.definition.weights, {}};
    if (!scenario.empty())
        settings.scenario = catalog::read_scenario(opened.definition.folder, scenario, opened.catalogue);
    return settings;
}
ScenarioSettings ScenarioSettings::from(const Opened& opened) {
    return scenario_settings(opened, opened.definition.scenario);
}
std::string ScenarioSettings::digest(const Opened& opened) {
    const std::string& scenario = opened.definition.scenario;
    const std::string content =
        scenario.empty() ? "" : hash_file(catalog::scenario_file(opened.definition.folder, scenario));
    return digest_of(opened, scenario, content, opened.definition.weights, opened.definition.demand);
}

std::string PublicationSettings::digest(const Opened& opened) {
    const model::StudyDefinition& study = opened.definition;
    return digest_of(opened, study.title, study.plan, study.scenario, study.confidentiality, study.weights,
                     study.aggregation, study.seed, study.sources, opened.catalogue.version,
                     hash_folder(opened.styles_folder), opened.language);
}

}  // namespace zonewright::study
