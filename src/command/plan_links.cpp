#include "command/plan_links.h"

#include "command/plan_show.h"

namespace zonewright::command {
namespace {

constexpr std::size_t sites_shown = 3, candidates_shown = 5;

Text title_of_band(const answer::PlanLinksAnswer& found, const std::string& id) {
    for (const answer::BandDefinition& band : found.bands)
        if (band.id == id) return band.title;
    return {"未知或无路", "not known, or no way"};
}

Text words_of_bands(const answer::PlanLinksAnswer& found, const std::vector<answer::LandInBand>& bands) {
    std::vector<Text> words;
    for (const answer::LandInBand& band : bands)
        if (band.parcels > 0)
            words.push_back(both("{} {} 宗 {} 亩", "{}: {} parcels, {} mu", title_of_band(found, band.id), band.parcels, with_thousands(band.net.mu(), 1)));
    return words.empty() ? Text("没有可供土地", "no land on offer") : joined_texts(words, {"；", "; "});
}

void print_mode(Session& session, const answer::PlanLinksAnswer& found, const answer::LinkMode& mode) {
    const Text name = mode.mode == "road" ? Text("公路", "by road") : Text("轨道（到站按直线距离）", "by rail (to the station as the crow flies)");
    if (!mode.known) {
        session.print(both("  {}时间　{}", "  {}: {}", name, mode.note));
        return;
    }
    session.print(both("  {}　全部：{}", "  {}, all: {}", name, words_of_bands(found, mode.bands)));
    for (const answer::TownInBands& town : mode.towns)
        if (town.nearest_minutes)
            session.print(both("    {}　最近 {:.0f} 分钟　{}", "    {}  nearest {:.0f} min  {}", town.town, *town.nearest_minutes, words_of_bands(found, town.bands)));
}

void print_sites_by_band(Session& session, const answer::PlanLinksAnswer& found, const answer::LinkedCity& city) {
    for (const answer::BandDefinition& band : found.bands) {
        std::vector<Text> words;
        for (const answer::LinkedSite& site : city.sites)
            if (site.band == band.id && words.size() < sites_shown)
                words.push_back(both("{}（{}，{}，{} 亩，{:.3f}）", "{} ({}, {}, {} mu, {:.3f})", site.id, site.town, site.cluster_name, with_thousands(site.net.mu(), 1), site.score));
        if (!words.empty()) session.print(both("  {}最好的用地：{}", "  best sites, {}: {}", band.title, joined_texts(words, {"；", "; "})));
    }
}

void print_enclaves(Session& session, const answer::PlanLinksAnswer& found, const answer::LinkedCity& city) {
    if (!found.enclaves_given) {
        session.print({"  反向飞地　未提供：没有 role = \"reverse_enclave\" 的来源", "  reverse enclaves: not given, no source of role = \"reverse_enclave\""});
    } else if (city.enclaves.empty()) {
        session.print({"  反向飞地　来源中没有该市的", "  reverse enclaves: none of this city in the source"});
    }
    for (const answer::GivenEnclave& enclave : city.enclaves)
        session.print(both("  反向飞地　{} → {}：{:.2f} 公顷，其中可供 {} 亩{}", "  reverse enclave {} → {}: {:.2f} ha, on offer {} mu{}", enclave.name, enclave.town, enclave.area.m2() / 1e4,
                           with_thousands(enclave.on_offer.mu(), 1),
                           enclave.road_minutes ? both("，公路 {:.0f} 分钟", ", by road {:.0f} min", *enclave.road_minutes) : Text()));
    std::size_t shown = 0;
    for (const answer::EnclaveSite& candidate : city.candidates)
        if (++shown <= candidates_shown)
            session.print(both("  备选 {}　{}（{}）：{}", "  candidate {}  {} ({}): {}", candidate.rank, candidate.site.id, candidate.site.town, joined_texts(candidate.reasons, {"；", "; "})));
    if (shown > candidates_shown) session.print(both("  另有备选 {} 处（--json 或 -o 列出全部）", "  and {} more candidates (all with --json or -o)", shown - candidates_shown));
    if (shown == 0) session.print({"  没有符合规则的反向飞地备选用地", "  no site fulfils the rules for a reverse enclave"});
}

}  // namespace

void print_plan_links(Session& session, const answer::PlanLinksQuestion&, const answer::PlanLinksAnswer& found) {
    session.print(both("可供净面积 {} 亩；时间圈层 {}：{}", "net land on offer {} mu; bands {}: {}", with_thousands(found.offered.mu(), 1), found.confidence, found.source));
    std::vector<Text> kinds;
    for (const answer::PlatformKind& kind : found.platforms) kinds.push_back(both("{} {}", "{} {}", kind.title, kind.count));
    session.print(found.platforms_given ? both("平台：{}", "platforms: {}", joined_texts(kinds, {"；", "; "}))
                                        : Text("平台　未提供：没有 role = \"platform\" 的来源", "platforms: not given, no source of role = \"platform\""));
    if (found.cities.empty())
        session.print({"规划没有写明要联动的城市：在规划的 rules/link_cities.toml 中写明", "the plan names no city to develop together with: state it in rules/link_cities.toml of the plan"});
    for (const answer::LinkedCity& city : found.cities) {
        session.print(both("\n{}", "\n{}", city.name));
        for (const answer::LinkMode& mode : city.modes) print_mode(session, found, mode);
        print_sites_by_band(session, found, city);
        print_enclaves(session, found, city);
    }
    session.print(both("\n备选用地按规则提出，供研究，不是决定：{}", "\nCandidates are proposals by rules, no decision: {}", joined_texts(found.rules, {"；", "; "})));
}

}  // namespace zonewright::command
