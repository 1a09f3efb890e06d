#include "answer/choices.h"

#include "catalog/catalogue_reader.h"
#include "catalog/study_reader.h"
#include "model/town.h"
#include "study/stage.h"

namespace zonewright::answer {
namespace {

template <typename Items>
std::vector<Choice> choices_by_name(const Items& items) {
    std::vector<Choice> choices;
    for (const auto& item : items) choices.push_back({item.id, item.name});
    return choices;
}

template <typename Items>
std::vector<Choice> choices_by_title(const Items& items) {
    std::vector<Choice> choices;
    for (const auto& item : items) choices.push_back({item.id, item.title});
    return choices;
}

std::vector<Choice> towns_in(const study::Study& study, const Progress& progress) {
    std::vector<Choice> choices;
    for (const model::Town& town : study.intake(progress).towns)
        choices.push_back({town.code, model::name_of(town, study.plan())});
    return choices;
}

std::vector<Choice> parcels_in(const study::Study& study, const Progress& progress) {
    std::vector<Choice> choices;
    for (const model::Parcel& parcel : study.intake(progress).parcels) choices.push_back({parcel.id, parcel.id});
    return choices;
}

std::vector<Choice> sites_in(const study::Study& study, const Progress& progress) {
    std::vector<Choice> choices;
    for (const model::Site& site : study.assembly(progress).sites.sites)
        choices.push_back({site.id, both("{}（{}，{:.1f} 亩）", "{} ({}, {:.1f} mu)", site.id,
                                         study.plan().cluster(site.cluster).name, site.net.mu())});
    return choices;
}

std::vector<Choice> scenarios_in(const study::Study& study) {
    const std::filesystem::path& folder = study.definition().folder;
    std::vector<Choice> choices;
    for (const std::string& id : catalog::scenario_ids(folder))
        choices.push_back({id, catalog::read_scenario(folder, id, study.catalogue()).title});
    return choices;
}

std::vector<Choice> stage_choices() {
    std::vector<Choice> choices;
    for (const study::Stage& stage : study::all_stages()) choices.push_back({stage.words.id, stage.words.title});
    return choices;
}

std::vector<Choice> sources_in(const study::Study& study) {
    std::vector<Choice> choices;
    for (const model::SourceDefinition& source : study.definition().sources) {
        const model::Role* role = study.catalogue().find_role(source.role);
        choices.push_back({source.written_path, role != nullptr ? role->title : Text(source.role)});
    }
    return choices;
}

std::vector<Choice> plans_beside(const study::Study& study) {
    const catalog::LayersFolder layers = study.opened().layers();
    std::vector<Choice> choices;
    for (const std::string& id : catalog::plan_versions(layers))
        choices.push_back({id, catalog::read_plan_version(layers, id).title});
    return choices;
}

}  // namespace

std::vector<Choice> choices_in(const study::Study& study, ChoicesOf kind, const Progress& progress) {
    switch (kind) {
        case ChoicesOf::Nothing: return {};
        case ChoicesOf::Clusters: return choices_by_name(study.plan().clusters);
        case ChoicesOf::Towns: return towns_in(study, progress);
        case ChoicesOf::Parcels: return parcels_in(study, progress);
        case ChoicesOf::Sites: return sites_in(study, progress);
        case ChoicesOf::Scenarios: return scenarios_in(study);
        case ChoicesOf::WeightSets: return choices_by_title(study.catalogue().weight_sets);
        case ChoicesOf::Stages: return stage_choices();
        case ChoicesOf::Roles: return choices_by_title(study.catalogue().roles);
        case ChoicesOf::Sources: return sources_in(study);
        case ChoicesOf::Plans: return plans_beside(study);
    }
    return {};
}

std::vector<ChoicesOf> kinds_of_choices() {
    using enum ChoicesOf;
    return {Clusters, Towns, Parcels, Sites, Scenarios, WeightSets, Stages, Roles, Sources, Plans};
}

}  // namespace zonewright::answer
