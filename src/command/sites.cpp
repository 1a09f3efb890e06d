#include "command/sites.h"

#include <algorithm>

#include "answer/sites.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

using answer::SiteCard;

constexpr std::size_t reasons_shown = 3;

/// "交通 0.121、…": the greatest points.
Text greatest_reasons(const SiteCard& card) {
    Text words;
    for (std::size_t i = 0; i < std::min(reasons_shown, card.reasons.size()); ++i) {
        if (i > 0) words += Text("、", ", ");
        words += both("{} {:.3f}", "{} {:.3f}", card.reasons[i].title, card.reasons[i].points);
    }
    return words;
}

/// Why the search around a centre ended, in words; a reason that is not known here as it is written in the JSON.
Text words_of_stop(const std::string& stop) {
    if (stop == "proved") return {"已证明最优", "proved the best"};
    if (stop == "gap_reached" || stop == "gap") return {"已到所求精度", "as near as was asked for"};
    if (stop == "node_budget" || stop == "round_budget") return {"计算量用完", "out of computing budget"};
    return stop == "infeasible" ? Text("无可行解", "infeasible") : Text(stop);
}

void print_card(Session& session, const SiteCard& card) {
    session.print(both("\n以地块 {} 为中心的连片用地（{}，编号 {}）", "\nSite around parcel {} ({}, id {})", card.centre, card.town_name, card.id));
    session.print(both("  净面积 {:.1f} 亩（{:.0f} m²），{} 宗地，{} 个权利人，跨 {} 个镇街",
                       "  net area {:.1f} mu ({:.0f} m²), {} parcels, {} owners, {} towns", card.area_mu,
                       card.area.m2(), card.parcels.size(), card.owner_count, card.town_count));
    session.print(both("  成本 {:.0f} 万元（{:.0f} 元/m²），评分 {:.3f}，改造占比 {:.0f} %",
                       "  cost {:.0f} × 10,000 yuan ({:.0f} yuan/m²), score {:.3f}, redevelopment {:.0f} %",
                       card.cost_yuan / 1e4, card.cost_yuan_per_m2, card.score,
                       100 * card.redevelopment_share));
    session.print(both("  评分主要来自：{}", "  its score comes most from: {}", greatest_reasons(card)));
    session.print(
        both("  最大内接矩形（不跨道路）{:.0f} × {:.0f} m，最宽处 {:.0f} m，紧凑度 {:.2f}，中心半径 {:.0f} m",
             "  largest rectangle across no road {:.0f} × {:.0f} m, widest place {:.0f} m, compactness {:.2f}, within "
             "{:.0f} m of its centre",
             card.rect_long_m, card.rect_short_m, card.min_width_m, card.compactness, card.reach_m));
    session.print(both("  与此中心最优的差距 {:.3f} %（{}）",
                       "  at most {:.3f} % from the best around its centre ({})", 100 * card.solver.gap,
                       words_of_stop(card.solver.stop)));
    session.print(both("  为什么不能更大：{}", "  why not larger: {}", card.blocks_larger));
}

void print_row(Session& session, const SiteCard& card) {
    session.print(both("{}：{:.1f} 亩，{} 宗地，评分 {:.3f}，{:.0f} 元/m²",
                       "{}: {:.1f} mu, {} parcels, score {:.3f}, {:.0f} yuan/m²", card.id, card.area_mu,
                       card.parcels.size(), card.score, card.cost_yuan_per_m2));
}

void print(Session& session, const answer::SitesQuestion& question, const answer::SitesAnswer& found) {
    for (const SiteCard& card : found.sites)
        question.all ? print_row(session, card) : print_card(session, card);
    for (const Text& note : found.notes) session.print(note);
    if (const Text words = words_for_left_out(found.left_out); !words.empty()) session.print(words);
    if (found.list && found.list->complete)
        session.print(both("符合条件的用地共 {} 处，没有其他", "{} sites in all, there are no others",
                           found.sites.size()));
}

}  // namespace

std::unique_ptr<Command> make_sites_command() {
    return verb<answer::SitesQuestion, answer::SitesAnswer>(print);
}

}  // namespace zonewright::command
