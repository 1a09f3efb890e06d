#include "answer/plan_effect.h"

#include <algorithm>
#include <map>
#include <memory>

#include "allocation/comparison.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "study/study.h"
#include "suitability/explain.h"

namespace zonewright::answer {
namespace {

using model::ClusterId;

/// The study as it is where it names the version itself, else with the version laid under it.
std::unique_ptr<study::Study> study_under(const std::filesystem::path& folder, const std::string& plan) {
    const model::StudyDefinition definition = catalog::read_study(folder);
    if (definition.plan == plan || catalog::plan_of(definition) == plan) return std::make_unique<study::Study>(folder);
    return std::make_unique<study::Study>(folder, plan);
}

struct Versions {
    const study::Study& before;
    const study::Study& after;
    std::vector<std::size_t> parcel_after;  ///< position in the later version of each earlier parcel
};

constexpr std::size_t gone = ~std::size_t{0};

std::vector<std::size_t> matched_parcels(const study::Study& before, const study::Study& after) {
    std::map<std::string, std::size_t> later;
    for (std::size_t p = 0; p < after.parcels().size(); ++p) later.emplace(after.parcels()[p].id, p);
    std::vector<std::size_t> matched;
    for (const model::Parcel& parcel : before.parcels()) {
        const auto found = later.find(parcel.id);
        matched.push_back(found == later.end() ? gone : found->second);
    }
    return matched;
}

/// "high", "excluded", "no_data"; empty without a cluster or a parcel.
std::string class_of(const study::Study& study, const std::vector<suitability::ScoreClass>& classes,
                     std::optional<ClusterId> cluster, std::size_t parcel) {
    if (!cluster || parcel == gone) return {};
    const model::ParcelScore& score = study.suitability().of(parcel, cluster->index());
    if (score.state != model::ScoreState::Scored) return to_string(score.state);
    const auto found = std::ranges::find_if(classes, [&](const auto& each) { return score.score >= each.from; });
    return found == classes.end() ? std::string() : found->id;
}

std::vector<ClassMove> class_moves(const Versions& versions, std::optional<ClusterId> from,
                                   std::optional<ClusterId> to) {
    const auto before = suitability::score_classes(versions.before.catalogue());
    const auto after = suitability::score_classes(versions.after.catalogue());
    std::map<std::pair<std::string, std::string>, ClassMove> moves;
    for (std::size_t p = 0; p < versions.before.parcels().size(); ++p) {
        const std::string old_class = class_of(versions.before, before, from, p);
        const std::string new_class = class_of(versions.after, after, to, versions.parcel_after[p]);
        ClassMove& move = moves[{old_class, new_class}];
        move.from_class = old_class, move.to_class = new_class;
        ++move.parcels;
        move.gross += versions.before.parcels()[p].gross;
    }
    std::vector<ClassMove> listed;
    listed.reserve(moves.size());
    for (auto& [classes, move] : moves) listed.push_back(std::move(move));
    return listed;
}

/// The parcels of each site of a cluster, and its net area.
std::map<std::vector<std::string>, Area> sites_of(const study::Study& study, std::optional<ClusterId> cluster) {
    std::map<std::vector<std::string>, Area> sites;
    if (!cluster) return sites;
    for (const model::Site& site : study.sites().sites) {
        if (site.cluster != *cluster) continue;
        std::vector<std::string> parcels;
        for (const model::ParcelId id : site.parcels) parcels.push_back(study.parcels()[id.index()].id);
        std::ranges::sort(parcels);
        sites.emplace(std::move(parcels), site.net);
    }
    return sites;
}

SiteMoves site_moves(const Versions& versions, std::optional<ClusterId> from, std::optional<ClusterId> to) {
    const auto before = sites_of(versions.before, from), after = sites_of(versions.after, to);
    SiteMoves moves;
    for (const auto& [parcels, net] : before) {
        const bool kept = after.contains(parcels);
        ++(kept ? moves.kept : moves.lost);
        (kept ? moves.kept_net : moves.lost_net) += net;
    }
    for (const auto& [parcels, net] : after)
        if (!before.contains(parcels)) ++moves.gained, moves.gained_net += net;
    return moves;
}

std::optional<MetDemand> met_demand(const study::Study& study, std::optional<ClusterId> cluster) {
    if (!cluster) return std::nullopt;
    const model::ClusterBalance& balance = study.allocation().balances.at(cluster->index());
    return MetDemand{balance.demand, balance.allocated, balance.shortfall};
}

ClusterEffect effect_on(const Versions& versions, std::optional<ClusterId> from, std::optional<ClusterId> to) {
    ClusterEffect effect;
    if (from) effect.before = versions.before.plan().cluster(*from).id;
    if (to) effect.after = versions.after.plan().cluster(*to).id;
    effect.name = to ? versions.after.plan().cluster(*to).name : versions.before.plan().cluster(*from).name;
    effect.classes = class_moves(versions, from, to);
    effect.sites = site_moves(versions, from, to);
    effect.met_before = met_demand(versions.before, from);
    effect.met_after = met_demand(versions.after, to);
    return effect;
}

/// Every pair of clusters that continue each other; merged ones as several pairs.
std::vector<ClusterEffect> cluster_effects(const Versions& versions) {
    std::vector<ClusterEffect> effects;
    for (const zoning::ClusterGroup& group : zoning::cluster_groups(versions.before.plan(), versions.after.plan())) {
        if (group.before.empty()) effects.push_back(effect_on(versions, std::nullopt, group.after.front()));
        if (group.after.empty()) effects.push_back(effect_on(versions, group.before.front(), std::nullopt));
        for (const ClusterId from : group.before)
            for (const ClusterId to : group.after)
                if (is_called(versions.after.plan().cluster(to), versions.before.plan().cluster(from).id))
                    effects.push_back(effect_on(versions, from, to));
    }
    return effects;
}

ListedLand listed_land(const Versions& versions, const zoning::ZoneShift& shift) {
    ListedLand land{.from = {}, .to = {}, .from_names = {}, .to_names = {}, .area = shift.area,
                    .changed = shift.from.empty() != shift.to.empty()};
    for (const ClusterId id : shift.from) {
        land.from.push_back(versions.before.plan().cluster(id).id);
        land.from_names.push_back(versions.before.plan().cluster(id).name);
    }
    for (const ClusterId id : shift.to) {
        land.to.push_back(versions.after.plan().cluster(id).id);
        land.to_names.push_back(versions.after.plan().cluster(id).name);
    }
    return land;
}

Holder holder_of(const Versions& versions, const std::string& name) {
    if (name == allocation::idle_name) return {name, {"未配置", "idle"}};
    if (name == allocation::not_offered_name) return {name, {"未提供", "not offered"}};
    for (const study::Study* study : {&versions.after, &versions.before})
        if (const auto cluster = study->plan().find_cluster(name)) return {name, study->plan().cluster(*cluster).name};
    return {name, name};
}

std::vector<HandedLand> handed_land(const Versions& versions) {
    const allocation::Comparison comparison =
        allocation::compare(allocation::read_certificate(versions.before.allocation().certificate),
                            allocation::read_certificate(versions.after.allocation().certificate));
    std::vector<HandedLand> handed;
    for (const allocation::Transfer& transfer : comparison.transfers)
        handed.push_back({holder_of(versions, transfer.from), holder_of(versions, transfer.to), Area{transfer.area},
                          transfer.units});
    return handed;
}

}  // namespace

EffectOnStudy effect_on_study(const PlanDiffQuestion& question, const Progress& progress) {
    const auto before = study_under(question.study, question.before);
    const auto after = study_under(question.study, question.after);
    before->allocation(progress.part(0, 0.45));
    after->allocation(progress.part(0.45, 0.9));
    const Versions versions{*before, *after, matched_parcels(*before, *after)};
    EffectOnStudy result;
    result.shifts = zoning::zone_shifts({before->plan(), before->zones()}, {after->plan(), after->zones()},
                                        after->area(), progress.part(0.9, 1));
    for (const zoning::ZoneShift& shift : result.shifts)
        result.effect.zones.push_back(listed_land(versions, shift));
    result.effect.clusters = cluster_effects(versions);
    result.effect.transfers = handed_land(versions);
    for (const study::StageRecord& record : after->records())
        result.effect.stages.push_back({record.id, record.reused, record.seconds});
    result.effect.notes = after->opened().notes;
    if (const model::FeatureTable* towns = after->sources().find("town")) result.towns = *towns;
    result.epsg = after->definition().epsg;
    return result;
}

}  // namespace zonewright::answer
