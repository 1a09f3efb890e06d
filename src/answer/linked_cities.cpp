#include "answer/linked_cities.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "answer/named_in_study.h"
#include "answer/role_words.h"
#include "answer/unit_words.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "geom/middle.h"
#include "model/town.h"
#include "planning/base_land.h"
#include "planning/town_lookup.h"

namespace zonewright::answer {
namespace {

using planning::Minutes;

const char* const no_band = "none";

std::optional<double> stated(const Minutes& minutes) {
    return minutes && std::isfinite(*minutes) ? minutes : std::nullopt;
}

Minutes shorter(const Minutes& a, const Minutes& b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

std::vector<LinkCity> cities_asked(const study::Study& study, const std::string& word) {
    std::vector<LinkCity> cities = link_cities(study.catalogue());
    if (word.empty()) return cities;
    std::vector<std::string> known;
    for (const LinkCity& city : cities) known.insert(known.end(), {city.id, city.name.zh});
    std::erase_if(cities, [&](const LinkCity& city) { return city.id != word && city.name.zh != word && city.name.en != word; });
    if (!cities.empty()) return cities;
    const auto near = nearest_name(word, known);
    throw InputError({.thing = "city",
                      .value = word,
                      .expected = both("layers/rules/link_cities.toml 中的城市：{}", "a city of layers/rules/link_cities.toml: {}", joined(known)),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("用 zonewright new rule link_cities 研究 为研究加一个城市", "add a city with zonewright new rule link_cities STUDY")});
}

std::vector<std::string> words_of_rule(const model::PolicyRules& rules, const std::string& key) {
    const model::RuleValue* rule = rules.find(key);
    return rule == nullptr ? std::vector<std::string>() : rule->words;
}

planning::EnclaveRules enclave_rules(const model::Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("links");
    return {.most_minutes = rules.number("enclave_minutes"),
            .least_mu = rules.number("enclave_least_mu"),
            .least_score = rules.number("enclave_least_score"),
            .platform_m = rules.number("enclave_platform_m"),
            .most = static_cast<std::size_t>(rules.number("enclave_most")),
            .platform_kinds = words_of_rule(rules, "enclave_platforms"),
            .place_kinds = words_of_rule(rules, "enclave_places")};
}

class Linker {
public:
    Linker(const study::Study& study, const std::string& town)
        : study_(study), town_(town), bands_(travel_bands(study.catalogue())), rules_(enclave_rules(study.catalogue())),
          platforms_(planning::platforms_of(study.plan(), study.sources())), lookup_(study.towns()),
          narrowed_(town_.empty() ? std::nullopt : std::optional(of_town(study, town_))),
          statement_(narrowed_ ? *narrowed_ : study.supply_statement()) {}

    LinkedStudy linked(const std::vector<LinkCity>& cities, const Progress& progress) {
        LinkedStudy linked;
        linked.bands = bands_;
        state_terms(linked.answer);
        for (std::size_t p = 0; p < study_.parcels().size(); ++p) {
            if (!model::is_offered(statement_.parcels[p], statement_.offered_classes)) continue;
            linked.parcels.push_back(p);
            linked.answer.offered += statement_.parcels[p].net;
        }
        for (std::size_t c = 0; c < cities.size(); ++c) {
            const double step = 1 / static_cast<double>(cities.size());
            link(cities[c], linked, progress.part(static_cast<double>(c) * step, static_cast<double>(c + 1) * step));
        }
        warn_of_origins(link_cities(study_.catalogue()), linked.answer);
        return linked;
    }

private:
    /// The statement with nothing on offer in other towns.
    static model::SupplyStatement of_town(const study::Study& study, const std::string& town) {
        model::SupplyStatement statement = study.supply_statement();
        for (std::size_t p = 0; p < study.parcels().size(); ++p)
            if (study.parcels()[p].town_code != town) statement.parcels[p].supply_class.clear();
        return statement;
    }

    void state_terms(PlanLinksAnswer& answer) const {
        const model::PolicyRules& bands = study_.catalogue().rules_of("travel_bands");
        for (const model::RuleValue& value : bands.values) answer.bands.push_back({value.key, value.title, *value.value});
        if (!bands.values.empty()) {
            answer.confidence = title_of(bands.values.front().evidence.confidence);
            answer.source = bands.values.front().evidence.source;
        }
        answer.enclaves_given = study_.sources().find("reverse_enclave") != nullptr;
        answer.platforms_given = study_.sources().find("platform") != nullptr;
        for (const std::string& kind : rules_.platform_kinds)
            answer.platforms.push_back({kind, title_of_word(study_.catalogue(), "platform", "class", kind),
                                        static_cast<std::size_t>(std::ranges::count(platforms_, kind, &planning::Platform::kind))});
        for (const model::RuleValue& value : study_.catalogue().rules_of("links").values)
            if (value.key.starts_with("enclave_") && value.value)
                answer.rules.push_back(both("{} {:g} {}（{}）", "{}: {:g} {} ({})", value.title, *value.value, unit_words(value.unit), title_of(value.evidence.confidence)));
    }

    void link(const LinkCity& city, LinkedStudy& linked, const Progress& progress) {
        const TravelTimes road = TravelTimes::by_road(study_, city, progress.part(0, 0.4));
        const TravelTimes rail = TravelTimes::by_rail(study_, city);
        CityMinutes minutes{city, road.of_parcels(progress.part(0.4, 0.8)), rail.of_parcels(progress.part(0.8, 0.9))};
        LinkedCity found{.city = city.id, .name = city.name, .modes = {}, .sites = {}, .enclaves = {}, .candidates = {}};
        found.modes = {mode_of("road", road, minutes.road), mode_of("rail", rail, minutes.rail)};
        list_sites(minutes, found);
        list_candidates(minutes, found);
        list_enclaves(city, road, rail, found);
        linked.answer.cities.push_back(std::move(found));
        linked.minutes.push_back(std::move(minutes));
    }

    std::vector<LandInBand> rows(const std::vector<planning::BandedLand>& bands) const {
        std::vector<LandInBand> list;
        for (std::size_t b = 0; b < bands.size(); ++b)
            list.push_back({b < bands_.size() ? bands_[b].id : no_band, bands[b].parcels, bands[b].net});
        return list;
    }

    LinkMode mode_of(const char* name, const TravelTimes& times, const std::vector<Minutes>& minutes) const {
        LinkMode mode{.mode = name, .known = times.known(), .note = times.note(), .bands = {}, .towns = {}};
        if (!mode.known) return mode;
        const planning::BandStatement stated_bands = planning::land_by_band({study_.towns(), study_.parcels(), statement_, bands_}, minutes);
        mode.bands = rows(stated_bands.bands);
        for (std::size_t t = 0; t < study_.towns().size(); ++t) {
            const model::Town& town = study_.towns()[t];
            if (!town_.empty() && town.code != town_) continue;
            mode.towns.push_back({town.code, name_of(town, study_.plan()), stated_bands.towns[t].nearest, rows(stated_bands.towns[t].bands)});
        }
        return mode;
    }

    LinkedSite site_of(const model::Site& site, const CityMinutes& minutes) const {
        const Minutes road = planning::minutes_of_site(site, minutes.road, statement_);
        const Minutes rail = planning::minutes_of_site(site, minutes.rail, statement_);
        const std::size_t band = planning::band_of(bands_, shorter(road, rail));
        return {site.id, site.town_code, model::town_name(site.town_code, study_.plan()), study_.plan().cluster(site.cluster).id,
                study_.plan().cluster(site.cluster).name, site.net, site.score, stated(road), stated(rail),
                band < bands_.size() ? bands_[band].id : no_band};
    }

    void list_sites(const CityMinutes& minutes, LinkedCity& found) const {
        std::map<std::pair<std::size_t, std::string>, LinkedSite> best;
        for (const model::Site& site : study_.sites().sites) {
            if (!town_.empty() && site.town_code != town_) continue;
            LinkedSite row = site_of(site, minutes);
            const auto band = std::ranges::find(bands_, row.band, &planning::TravelBand::id);
            if (band == bands_.end()) continue;
            const auto [at, made] = best.try_emplace({static_cast<std::size_t>(band - bands_.begin()), site.town_code}, row);
            if (!made && row.score > at->second.score) at->second = std::move(row);
        }
        for (auto& [key, row] : best) found.sites.push_back(std::move(row));
        std::ranges::stable_sort(found.sites, [&](const LinkedSite& a, const LinkedSite& b) {
            const auto place = [&](const LinkedSite& s) { return std::ranges::find(bands_, s.band, &planning::TravelBand::id); };
            return place(a) != place(b) ? place(a) < place(b) : a.score > b.score;
        });
    }

    void list_candidates(const CityMinutes& minutes, LinkedCity& found) const {
        std::vector<model::Site> sites;
        for (const model::Site& site : study_.sites().sites)
            if (town_.empty() || site.town_code == town_) sites.push_back(site);
        std::vector<Minutes> of_site;
        of_site.reserve(sites.size());
        for (const model::Site& site : sites)
            of_site.push_back(shorter(planning::minutes_of_site(site, minutes.road, statement_), planning::minutes_of_site(site, minutes.rail, statement_)));
        const auto candidates = planning::enclave_candidates({study_.plan(), study_.zones(), sites, platforms_, bands_, rules_}, of_site);
        for (const planning::EnclaveCandidate& candidate : candidates) {
            EnclaveSite row{.rank = static_cast<int>(found.candidates.size()) + 1, .site = site_of(sites[candidate.site], minutes),
                            .platforms = {}, .within = {}, .listed = candidate.listed, .points = candidate.points, .reasons = {}};
            for (const std::size_t p : candidate.platforms) row.platforms.push_back(platforms_[p].name);
            for (const model::PlaceId place : candidate.within) row.within.push_back(study_.plan().place(place).name);
            give_reasons(found.name, candidate.minutes, row);
            found.candidates.push_back(std::move(row));
        }
    }

    void give_reasons(const Text& city, double minutes, EnclaveSite& row) const {
        row.reasons = {both("到{} {:.0f} 分钟", "{} in {:.0f} minutes", city, minutes),
                       both("净面积 {} 亩", "{} mu net", with_thousands(row.site.net.mu(), 1)),
                       both("{}评分 {:.3f}", "score {1:.3f} for {0}", row.site.cluster_name, row.site.score)};
        if (study_.sources().find("platform") == nullptr)
            row.reasons.emplace_back("没有创新平台数据，未看", "platforms not looked at: no source");
        else
            row.reasons.push_back(row.platforms.empty() ? both("{:g} 米内没有中试、孵化等平台", "no platform within {:g} m", rules_.platform_m)
                                                        : both("{:g} 米内有平台 {} 个（{} 等）", "platforms within {:g} m: {} ({}, …)", rules_.platform_m, row.platforms.size(), row.platforms.front()));
        if (!row.within.empty()) row.reasons.push_back(both("位于{}内，可作园中园", "within {}: a park in a park", row.within.front()));
        row.reasons.push_back(row.listed ? Text("规划在此列名该产业", "the plan lists the industry here") : Text("规划未在此列名该产业", "the plan does not list the industry here"));
    }

    void list_enclaves(const LinkCity& city, const TravelTimes& road, const TravelTimes& rail, LinkedCity& found) const {
        const model::FeatureTable* table = study_.sources().find("reverse_enclave");
        if (table == nullptr) return;
        const auto text = [&](const model::Feature& feature, const char* name) {
            const auto field = table->find_field(name);
            return field ? model::text_of(feature.values.at(*field)) : std::string();
        };
        for (const model::Feature& feature : table->features) {
            const auto* host = std::get_if<geom::MultiPolygon>(&feature.geometry);
            if (host == nullptr || text(feature, "origin") != city.id) continue;
            const auto middle = geom::middle_of(*host);
            const auto town = middle ? lookup_.at(*middle) : std::nullopt;
            if (!town_.empty() && (!town || study_.towns()[*town].code != town_)) continue;
            const planning::BaseLand land = planning::land_inside({study_.parcels(), statement_, study_.area()}, *host, Progress{});
            found.enclaves.push_back({text(feature, "name"), city.id, text(feature, "form"), text(feature, "status"), text(feature, "cluster"),
                                      town ? name_of(study_.towns()[*town], study_.plan()) : Text("市域以外", "outside the city"),
                                      study_.area().of(*host), land.on_offer, stated(town ? road.of(*host) : Minutes()), stated(town ? rail.of(*host) : Minutes())});
        }
    }

    void warn_of_origins(const std::vector<LinkCity>& cities, PlanLinksAnswer& answer) const {
        const model::FeatureTable* table = study_.sources().find("reverse_enclave");
        const auto origin = table == nullptr ? std::nullopt : table->find_field("origin");
        if (!origin) return;
        for (const model::Feature& feature : table->features) {
            const std::string word = model::text_of(feature.values.at(*origin));
            if (std::ranges::find(cities, word, &LinkCity::id) != cities.end()) continue;
            const auto name = table->find_field("name");
            answer.warn(both("反向飞地“{}”的来源城市“{}”不在 layers/rules/link_cities.toml 中，没有列出", "the reverse enclave “{}” comes from “{}”, which is not in layers/rules/link_cities.toml: not listed",
                             name ? model::text_of(feature.values.at(*name)) : std::string(), word));
        }
    }

    const study::Study& study_;
    std::string town_;
    std::vector<planning::TravelBand> bands_;
    planning::EnclaveRules rules_;
    std::vector<planning::Platform> platforms_;
    planning::TownLookup lookup_;
    std::optional<model::SupplyStatement> narrowed_;
    const model::SupplyStatement& statement_;
};

}  // namespace

planning::Minutes CityMinutes::least(std::size_t parcel) const {
    return shorter(road[parcel], rail[parcel]);
}

LinkedStudy linked_study(const study::Study& study, const std::string& city, const std::string& town, const Progress& progress) {
    const std::vector<LinkCity> cities = cities_asked(study, city);
    return Linker(study, town.empty() ? std::string() : town_named(study, town).code).linked(cities, progress);
}

}  // namespace zonewright::answer
