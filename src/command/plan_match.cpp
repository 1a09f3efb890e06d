#include "command/plan_match.h"

#include <algorithm>
#include <map>

#include "command/plan_show.h"

namespace zonewright::command {
namespace {

using answer::TownMatch;

constexpr std::size_t hot_squares_shown = 10;

Text listing_word(const TownMatch& match) {
    if (match.listing == "listed") return both("列名（{}）", "listed ({})", joined_texts(match.through, {"、", ", "}));
    return match.listing == "open_list" ? Text("未点名（名单开放）", "not named (open list)") : Text("未列名", "not listed");
}

Text shown_value(const std::optional<double>& value, int decimals) {
    return value ? Text(with_thousands(*value, decimals)) : Text("—");
}

/// All that is known of a pair: when one town or one cluster is asked for.
void print_pair(Session& session, const TownMatch& match) {
    session.print(both("{}　{}　{}", "{}  {}  {}", match.town, match.cluster_name, listing_word(match)));
    session.print(both("  可供 {} 亩，适宜 {} 亩，平均得分 {}，区位商 {}（产值 {}）；企业 {}，龙头 {}，一级配套 {}；连片用地 {} 处",
                       "  on offer {} mu, suitable {} mu, mean score {}, quotient {} (output {}); enterprises {}, leaders {}, first tier {}; sites {}",
                       with_thousands(match.offered.mu(), 2), with_thousands(match.suitable.mu(), 2), shown_value(match.mean_score, 3),
                       shown_value(match.quotient, 2), shown_value(match.output_quotient, 2), match.enterprises, match.leaders,
                       match.suppliers, match.sites.size()));
    std::vector<Text> sizes;
    for (const answer::LandOfClass& size : match.sizes)
        if (size.parcels > 0) sizes.push_back(both("{} {} 宗 {} 亩", "{}: {} parcels, {} mu", size.title, size.parcels, with_thousands(size.net.mu(), 2)));
    if (!sizes.empty()) session.print(both("  规模：{}", "  by size: {}", joined_texts(sizes, {"；", "; "})));
    if (!match.missing.empty()) session.print(both("  缺：{}", "  missing: {}", joined_texts(match.missing, {"；", "; "})));
}

void print_calls(Session& session, const answer::PlanMatchAnswer& found) {
    session.print({"\n条件好而未列名", "\nStrong and not listed"});
    for (const TownMatch& match : found.pairs)
        if (match.strong_not_listed)
            session.print(both("  {}　{}：适宜 {} 亩，得分 {}，区位商 {}", "  {}  {}: suitable {} mu, score {}, quotient {}", match.town,
                               match.cluster_name, with_thousands(match.suitable.mu(), 2), shown_value(match.mean_score, 3),
                               shown_value(match.quotient, 2)));
    session.print({"\n列名而没有土地", "\nListed without land"});
    for (const TownMatch& match : found.pairs)
        if (match.listed_without_land)
            session.print(both("  {}　{}：适宜的可供土地 {} 亩", "  {}  {}: {} mu of suitable land on offer", match.town, match.cluster_name,
                               with_thousands(match.suitable.mu(), 2)));
    session.print({"\n错位发展：得分最高的产业相同的镇街", "\nTowns whose best industries are the same"});
    for (const answer::CoincidingIndustries& group : found.coinciding)
        session.print(both("  {}：{}", "  {}: {}", joined_texts(group.cluster_names, {"、", ", "}), joined_texts(group.towns, {"、", ", "})));
}

/// A line for each town: its listed clusters with their land.
void print_matrix(Session& session, const answer::PlanMatchAnswer& found) {
    std::string town;
    std::vector<Text> words;
    Text name;
    const auto flush = [&] {
        if (!town.empty()) session.print(both("  {}　{}", "  {}  {}", name, words.empty() ? Text("没有列名的集群", "no cluster listed") : joined_texts(words, {"；", "; "})));
        words.clear();
    };
    session.print({"各镇街列名的集群及其适宜的可供净面积（亩）", "Listed clusters of each town and their suitable net land on offer (mu)"});
    for (const TownMatch& match : found.pairs) {
        if (match.town_code != town) flush(), town = match.town_code, name = match.town;
        if (match.listing == "listed") words.push_back(both("{} {}", "{} {}", match.cluster_name, with_thousands(match.suitable.mu(), 1)));
    }
    flush();
}

constexpr std::size_t left_shown = 3;

/// "在市域以外 2 家（甲、乙）；未注明集群 1 家（丙）".
Text set_aside_words(const std::vector<answer::LeftEnterprise>& set_aside) {
    std::map<std::string, std::vector<const answer::LeftEnterprise*>> groups;
    for (const answer::LeftEnterprise& left : set_aside) groups[left.reason].push_back(&left);
    std::vector<Text> words;
    for (const auto& [reason, lefts] : groups) {
        std::vector<Text> names;
        for (std::size_t i = 0; i < std::min(left_shown, lefts.size()); ++i)
            names.push_back(lefts[i]->cluster.empty() ? Text(lefts[i]->name) : both("{}：{}", "{}: {}", lefts[i]->name, lefts[i]->cluster));
        if (lefts.size() > left_shown) names.emplace_back("…", "…");
        words.push_back(both("{} {} 家（{}）", "{}: {} ({})", lefts.front()->why, lefts.size(), joined_texts(names, {"、", ", "})));
    }
    return joined_texts(words, {"；", "; "});
}

}  // namespace

void print_plan_match(Session& session, const answer::PlanMatchQuestion& question, const answer::PlanMatchAnswer& found) {
    if (question.town.empty() && question.cluster.empty())
        print_matrix(session, found);
    else
        for (const TownMatch& match : found.pairs) print_pair(session, match);
    print_calls(session, found);
}

void print_plan_chains(Session& session, const answer::PlanChainsQuestion&, const answer::PlanChainsAnswer& found) {
    session.print(both("来源中的企业 {} 家：参与统计 {} 家，未计入 {} 家{}", "{} enterprises of the source: {} used, {} set aside{}", found.read, found.used,
                       found.set_aside.size(), found.set_aside.empty() ? Text() : both("：{}", ": {}", set_aside_words(found.set_aside))));
    session.print(both("方格 {:g} 米，邻域 {:g} 米，{} 个方格；置换 {} 次，种子 {}，p ≤ {:g} 为显著",
                       "squares of {:g} m, band {:g} m, {} squares; {} permutations, seed {}, significant at p ≤ {:g}", found.cell_m,
                       found.band_m, found.squares, found.permutations, found.seed, found.significance));
    for (const answer::ChainFigures& chain : found.clusters) {
        session.print(both("\n{}：企业 {}，龙头 {}，一级配套 {}；最近邻比 {:.2f}（z = {:.1f}）；热点方格 {}，高-高 {}",
                           "\n{}: enterprises {}, leaders {}, first tier {}; nearest-neighbour ratio {:.2f} (z = {:.1f}); hot squares {}, high-high {}",
                           chain.name, chain.enterprises, chain.leaders, chain.first_tier, chain.ratio, chain.z, chain.hot_squares,
                           chain.high_high));
        if (chain.outside_city > 0)
            session.print(both("  另有 {} 家在市域以外，未计入", "  {} more lie outside the city and are not counted", chain.outside_city));
        std::size_t shown = 0;
        for (const answer::ChainSquare& square : chain.squares)
            if (square.hot && ++shown <= hot_squares_shown)
                session.print(both("  热点 {} ({:.0f}, {:.0f})：企业 {}，Gi* {:.2f}（p = {:.3f}），莫兰 {:.2f}（p = {:.3f}）",
                                   "  hot {} ({:.0f}, {:.0f}): enterprises {}, Gi* {:.2f} (p = {:.3f}), Moran {:.2f} (p = {:.3f})",
                                   square.town, square.x, square.y, square.enterprises, square.gi_star, square.gi_p, square.moran, square.moran_p));
        if (shown > hot_squares_shown)
            session.print(both("  另有 {} 个热点方格（--json 或 -o 列出全部）", "  and {} more hot squares (all with --json or -o)", shown - hot_squares_shown));
        for (const answer::ChainLeader& leader : chain.leading)
            session.print(both("  {}（{}）周边 {:g} 米：一级配套 {}，适宜的可供土地 {} 宗 {} 亩", "  {} ({}), within {:g} m: first tier {}, suitable land on offer {} parcels, {} mu",
                               leader.name, leader.town, found.near_leader_m, leader.suppliers, leader.parcels, with_thousands(leader.suitable.mu(), 2)));
    }
    session.print({"\n同时检验许多方格：单个方格的显著可能出于偶然，成片才有意义", "\nMany squares are tested at once: one significant square may be chance, a patch is not"});
}

}  // namespace zonewright::command
