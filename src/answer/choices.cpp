#include "answer/choices.h"

#include "catalog/offered_names.h"
#include "model/town.h"
#include "study/stage.h"

namespace zonewright::answer {
namespace {

std::vector<Choice> choices_of(catalog::OfferedNames names) {
    std::vector<Choice> choices;
    for (catalog::OfferedName& name : names) choices.push_back({std::move(name.value), std::move(name.title)});
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

std::vector<Choice> stage_choices() {
    std::vector<Choice> choices;
    for (const study::Stage& stage : study::all_stages()) choices.push_back({stage.words.id, stage.words.title});
    return choices;
}

}  // namespace

std::vector<Choice> choices_in(const study::Study& study, ChoicesOf kind, const Progress& progress) {
    switch (kind) {
        case ChoicesOf::Nothing: return {};
        case ChoicesOf::Clusters: return choices_of(catalog::clusters_offered(study.plan()));
        case ChoicesOf::Towns: return towns_in(study, progress);
        case ChoicesOf::Parcels: return parcels_in(study, progress);
        case ChoicesOf::Sites: return sites_in(study, progress);
        case ChoicesOf::Scenarios: return choices_of(catalog::scenarios_offered(study.definition().folder, study.catalogue()));
        case ChoicesOf::WeightSets: return choices_of(catalog::weight_sets_offered(study.catalogue()));
        case ChoicesOf::Stages: return stage_choices();
        case ChoicesOf::Roles: return choices_of(catalog::roles_offered(study.catalogue()));
        case ChoicesOf::Sources: return choices_of(catalog::sources_offered(study.definition(), study.catalogue()));
        case ChoicesOf::Plans: return choices_of(catalog::plans_offered(study.opened().layers()));
        case ChoicesOf::LinkCities: return choices_of(catalog::link_cities_offered(study.catalogue()));
        case ChoicesOf::PlatformKinds: return choices_of(catalog::platform_kinds_offered(study.catalogue()));
    }
    return {};
}

std::vector<ChoicesOf> kinds_of_choices() {
    using enum ChoicesOf;
    return {Clusters, Towns, Parcels, Sites, Scenarios, WeightSets, Stages, Roles, Sources, Plans, LinkCities, PlatformKinds};
}

}  // namespace zonewright::answer
