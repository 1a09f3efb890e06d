#include "answer/proposed_pilots.h"

#include <algorithm>
#include <cmath>

#include "answer/unit_words.h"
#include "base/errors.h"
#include "base/hash.h"
#include "catalog/own_layers.h"
#include "catalog/study_reader.h"
#include "gis/overlay.h"
#include "model/town.h"
#include "planning/pilots.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

constexpr std::array<const char*, 4> part_ids{"suitability", "platforms", "room", "listing"};

[[noreturn]] void reject_pilot_rule(const std::string& place, double value, Text expected) {
    throw InputError({.thing = place, .value = fmt::format("{:g}", value), .expected = std::move(expected),
                      .advice = both("改正数值；研究可用 zonewright new rule pilots 研究 另立一份", "correct it; zonewright new rule pilots STUDY makes a copy of the study's own")});
}

planning::PilotRules pilot_rules(const model::Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("pilots");
    planning::PilotRules read{.least_mu = rules.number("least_mu"), .least_score = rules.number("least_score"),
                              .growth_m = rules.number("growth_m"), .growth_least_mu = rules.number("growth_least_mu"),
                              .growth_full_mu = rules.number("growth_full_mu"), .platform_m = rules.number("platform_m"),
                              .platform_full = rules.number("platform_full"), .join_m = rules.number("join_m"),
                              .most = static_cast<std::size_t>(std::max(0.0, rules.number("most"))), .platform_kinds = {}};
    double sum = 0;
    for (std::size_t i = 0; i < part_ids.size(); ++i) sum += read.weights[i] = rules.number(std::string("weight_") + part_ids[i]);
    if (std::abs(sum - 1) > 1e-9) reject_pilot_rule(rules.place_of("weight_suitability") + " + …", sum, both("各权重合计为 1", "weights that sum to 1"));
    for (const char* key : {"growth_full_mu", "platform_full", "most"})
        if (!(rules.number(key) > 0)) reject_pilot_rule(rules.place_of(key), rules.number(key), both("大于 0", "more than 0"));
    if (const model::RuleValue* kinds = rules.find("platforms")) read.platform_kinds = kinds->words;
    return read;
}

void require_sites_of_future_industries(const study::Study& study) {
    const auto is_future = [&](model::ClusterId cluster) { return study.plan().cluster(cluster).kind == model::ClusterKind::Future; };
    const bool planned = std::ranges::any_of(study.plan().clusters, [](const model::Cluster& cluster) { return cluster.kind == model::ClusterKind::Future; });
    if (!planned)
        throw InputError({.thing = study.plan().id, .value = both("没有未来产业", "no future industry"), .expected = "kind = \"future\"",
                          .advice = both("在规划的 clusters/*.toml 中写明", "state it in clusters/*.toml of the plan")});
    if (std::ranges::any_of(study.sites().sites, [&](const model::Site& site) { return is_future(site.cluster); })) return;
    std::string first;
    for (const model::Cluster& cluster : study.plan().clusters)
        if (first.empty() && cluster.kind == model::ClusterKind::Future) first = cluster.id;
    throw InputError({.thing = (study.definition().folder / "study.toml").string() + ": demand",
                      .value = both("没有为未来产业组合出用地", "no site was assembled for a future industry"),
                      .expected = both("未来产业的需求", "demand of a future industry"),
                      .advice = both("在 study.toml 中加 [[demand]]，例如 cluster = \"{}\"，或放宽其 minimum_site_mu", "add [[demand]] to study.toml, for example cluster = \"{}\", or ask for smaller sites", first)});
}

/// ASCII, snake_case; ids that lose characters on the way keep a digest.
std::string place_id_of(const std::string& site) {
    std::string id = "pilot_";
    bool lossy = false;
    for (const char c : site) {
        const bool upper = c >= 'A' && c <= 'Z', plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        lossy = lossy || (!upper && !plain && c != '_' && c != '-');
        id += upper ? static_cast<char>(c - 'A' + 'a') : plain ? c : '_';
    }
    return lossy ? id + "_" + hash_text(site).substr(0, 6) : id;
}

class Proposer {
public:
    Proposer(const study::Study& study, const Progress& progress)
        : study_(study), rules_(pilot_rules(study.catalogue())), platforms_(planning::platforms_of(study.plan(), study.sources())),
          input_{study.plan(), study.zones(), study.parcels(), study.supply_statement(), study.suitability(), study.sites().sites, platforms_,
                 supply::supply_rules_of(study.catalogue()).least_score, rules_},
          has_platforms_(study.sources().find("platform") != nullptr), found_(planning::pilot_candidates(input_, progress)) {}

    ProposedPilots proposed() const {
        ProposedPilots proposed;
        for (const planning::PilotCandidate& candidate : found_) {
            proposed.outlines.push_back(planning::pilot_outline(input_, candidate));
            proposed.cores.push_back(study_.sites().sites[candidate.site].geometry);
            proposed.answer.candidates.push_back(proposal(candidate, static_cast<int>(proposed.outlines.size()), proposed.outlines.back()));
        }
        state_held(proposed.answer);
        for (const model::RuleValue& value : study_.catalogue().rules_of("pilots").values)
            if (value.value)
                proposed.answer.rules.push_back(both("{} {:g} {}（{}）", "{}: {:g} {} ({})", value.title, *value.value, unit_words(value.unit), title_of(value.evidence.confidence)));
        return proposed;
    }

private:
    PilotProposal proposal(const planning::PilotCandidate& candidate, int rank, const geom::MultiPolygon& outline) const {
        const model::Site& site = study_.sites().sites[candidate.site];
        const model::Cluster& cluster = study_.plan().cluster(site.cluster);
        PilotProposal made{.rank = rank, .id = place_id_of(site.id), .site = site.id, .town_code = site.town_code,
                           .town = model::town_name(site.town_code, study_.plan()), .cluster = cluster.id, .cluster_name = cluster.name,
                           .core = site.net, .room = candidate.room_net, .outline = study_.area().of(outline),
                           .room_parcels = static_cast<int>(candidate.room.size()), .shared_room = candidate.shared_net, .shared_with = {}, .scores = {}, .platforms = {}, .listed = {}, .parts = {},
                           .points = candidate.points, .reasons = {}};
        for (const planning::FutureScore& score : candidate.scores)
            made.scores.push_back({study_.plan().cluster(score.cluster).id, study_.plan().cluster(score.cluster).name, score.score});
        for (const std::size_t other : candidate.shared_with) made.shared_with.push_back(static_cast<int>(other) + 1);
        for (const std::size_t p : candidate.platforms) made.platforms.push_back(platforms_[p].name);
        for (std::size_t i = 0; i < candidate.through.size(); ++i)
            made.listed.push_back(both("{}（{}）", "{} ({})", study_.plan().cluster(candidate.listed_for[i]).name, study_.plan().place(candidate.through[i]).name));
        for (std::size_t i = 0; i < part_ids.size(); ++i)
            made.parts.push_back({part_ids[i], study_.catalogue().rules_of("pilots").title_of(std::string("weight_") + part_ids[i]), candidate.worth[i],
                                  rules_.weights[i], candidate.worth[i] * rules_.weights[i], i != 1 || has_platforms_});
        const auto held = study_.plan().find_place(made.id);
        made.accepted = held.has_value() && study_.plan().place(*held).id == made.id;
        give_reasons(made);
        return made;
    }

    void give_reasons(PilotProposal& made) const {
        std::vector<Text> fits;
        Text missing;
        for (const IndustryScore& score : made.scores) {
            if (score.score && *score.score >= input_.least_score) fits.push_back(both("{} {:.2f}", "{} {:.2f}", score.name, *score.score));
            if (!score.score) missing += (missing.empty() ? Text() : Text("、", ", ")) + score.name;
        }
        Text words;
        for (const Text& fit : fits) words += (words.empty() ? Text() : Text("、", ", ")) + fit;
        made.reasons = {both("适宜 {}/{} 个未来产业：{}", "suits {} of {} future industries: {}", fits.size(), made.scores.size(), words.empty() ? Text("—") : words),
                        both("起步区 {} 亩，已为{}组合（{}）", "core of {} mu, assembled for {} ({})", with_thousands(made.core.mu(), 1), made.cluster_name, made.site),
                        both("{:g} 米内有适宜的可供土地 {} 宗 {} 亩可供扩展", "{1} parcels, {2} mu of suitable land on offer within {0:g} m to grow into", rules_.growth_m, made.room_parcels, with_thousands(made.room.mu(), 1))};
        if (!made.shared_with.empty()) {
            Text ranks;
            for (const int rank : made.shared_with) ranks += (ranks.empty() ? Text() : Text("、", ", ")) + same(std::to_string(rank));
            made.reasons.push_back(both("余地中 {} 亩与名次 {} 的余地重叠，不能重复计算", "{} mu of the room are in the room of rank {}, too: not to be counted twice", with_thousands(made.shared_room.mu(), 1), ranks));
        }
        if (!missing.empty()) made.reasons.push_back(both("{}没有评分", "no score for {}", missing));
        if (!has_platforms_)
            made.reasons.emplace_back("没有创新平台数据，未看（计 0 分）", "platforms not looked at: no source (0 points)");
        else
            made.reasons.push_back(made.platforms.empty() ? both("{:g} 米内没有服务未来产业的平台", "no platform for future industries within {:g} m", rules_.platform_m)
                                                          : both("{:g} 米内有平台 {} 个：{}{}", "platforms within {:g} m: {}: {}{}", rules_.platform_m, made.platforms.size(), made.platforms.front(), made.platforms.size() > 1 ? Text(" 等", ", …") : Text()));
        Text listed;
        for (const Text& word : made.listed) listed += (listed.empty() ? Text() : Text("、", ", ")) + word;
        made.reasons.push_back(listed.empty() ? Text("不在规划为未来产业列名的地方（未列名不等于不适宜）", "not within a place listed for a future industry (not listed is not unfit)")
                                              : both("位于规划列名的地方：{}", "within a listed place: {}", listed));
    }

    void state_held(PlanPilotsAnswer& answer) const {
        const catalog::LayersFolder layers = study_.opened().layers();
        for (const model::Place& place : study_.plan().places) {
            if (place.kind != model::PlaceKind::PilotArea) continue;
            const bool own = !layers.own.empty() && std::ranges::any_of(catalog::own_layer_files(layers), [&](const catalog::OwnLayerFile& file) {
                return file.file.starts_with("plans/") && file.file.ends_with("/places/" + place.id + ".toml");
            });
            answer.held.push_back({place.id, place.name, own});
        }
        for (const model::EmptyList& list : study_.plan().empty_lists)
            if (list.what == to_string(model::PlaceKind::PilotArea)) answer.plan_says = both("[{}] {}", "[{}] {}", list.clause, list.reason);
    }

    const study::Study& study_;
    planning::PilotRules rules_;
    std::vector<planning::Platform> platforms_;
    planning::PilotInput input_;
    bool has_platforms_;
    std::vector<planning::PilotCandidate> found_;
};

}  // namespace

ProposedPilots proposed_pilots(const study::Study& study, const Progress& progress) {
    require_sites_of_future_industries(study);
    return Proposer(study, progress).proposed();
}

}  // namespace zonewright::answer
