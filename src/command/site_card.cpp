#include "command/site_card.h"

#include <algorithm>

#include "base/units.h"
#include "study/site_reasons.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t reasons_told = 3;

/// "交通 0.121、…": the greatest points.
std::string greatest_reasons(const study::Results& results, const model::Site& site) {
    const std::vector<model::ScorePart> parts = study::reasons_of(results, site);
    std::string words;
    for (std::size_t i = 0; i < std::min(reasons_told, parts.size()); ++i) {
        if (!words.empty()) words += say("、", ", ");
        words += fmt::format("{} {:.3f}", results.catalogue.criteria[parts[i].criterion.index()].title.said(),
                             parts[i].points);
    }
    return words;
}

}  // namespace

Json site_card(const study::Results& results, const model::Site& site) {
    Json ids = Json::array();
    for (const model::ParcelId id : site.parcels) ids.push_back(results.parcels[id.index()].id);
    Json links = Json::array();
    for (const model::Link& link : results.graph.links)
        if (holds(site, link.a) && holds(site, link.b))
            links.push_back({{"a", results.parcels[link.a.index()].id},
                             {"b", results.parcels[link.b.index()].id},
                             {"reason", to_string(link.reason)},
                             {"gap_m", link.gap_m},
                             {"frontage_m", link.frontage_m}});
    Json reasons = Json::array();
    for (const model::ScorePart& part : study::reasons_of(results, site))
        reasons.push_back({{"criterion", results.catalogue.criteria[part.criterion.index()].id},
                           {"weight", part.weight},
                           {"worth", part.worth},
                           {"points", part.points}});
    return {{"id", site.id},
            {"parcels", ids},
            {"links", links},
            {"centre", results.parcels[site.centre.index()].id},
            {"town_code", site.town_code},
            {"area_m2", site.net.m2()},
            {"area_mu", site.net.mu()},
            {"owner_count", site.owner_count},
            {"town_count", site.town_count},
            {"redevelopment_share", site.redevelopment_share},
            {"min_width_m", site.min_width_m},
            {"rect_long_m", site.rectangle.long_m},
            {"rect_short_m", site.rectangle.short_m},
            {"rect_centre", {site.rectangle.centre.x, site.rectangle.centre.y}},
            {"rect_bearing_rad", site.rectangle.bearing_rad},
            {"compactness", site.compactness},
            {"hole_count", site.hole_count},
            {"cost_yuan", site.cost_yuan},
            {"cost_yuan_per_m2", site.cost_yuan_per_m2},
            {"score", site.score},
            {"reasons", reasons},
            {"reach_m", site.reach_m},
            {"marginal_yuan_per_m2", site.marginal_yuan_per_m2},
            {"blocks_larger", site.blocks_larger},
            {"solver",
             {{"objective", site.objective},
              {"bound", site.bound},
              {"gap", site.gap},
              {"stop", to_string(site.stop)}}}};
}

std::vector<std::string> site_card_lines(const study::Results& results, const model::Site& site) {
    return {
        say("\n{}（{}）", "\n{} ({})", site.id, results.parcels[site.centre.index()].town_name),
        say("  净面积 {:.1f} 亩（{:.0f} m²），{} 宗地，{} 个权利人，跨 {} 个镇街",
            "  net area {:.1f} mu ({:.0f} m²), {} parcels, {} owners, {} towns", site.net.mu(), site.net.m2(),
            site.parcels.size(), site.owner_count, site.town_count),
        say("  成本 {:.0f} 万元（{:.0f} 元/m²），评分 {:.3f}，改造占比 {:.0f} %",
            "  cost {:.0f} × 10,000 yuan ({:.0f} yuan/m²), score {:.3f}, redevelopment {:.0f} %",
            site.cost_yuan / 1e4, site.cost_yuan_per_m2, site.score, 100 * site.redevelopment_share),
        say("  评分主要来自：{}", "  its score comes most from: {}", greatest_reasons(results, site)),
        say("  最大内接矩形 {:.0f} × {:.0f} m，最宽处 {:.0f} m，紧凑度 {:.2f}，中心半径 {:.0f} m",
            "  largest rectangle {:.0f} × {:.0f} m, widest place {:.0f} m, compactness {:.2f}, within "
            "{:.0f} m of its centre",
            site.rectangle.long_m, site.rectangle.short_m, site.min_width_m, site.compactness, site.reach_m),
        say("  与此中心最优的差距 {:.3f} %（{}）", "  at most {:.3f} % from the best around its centre ({})",
            100 * site.gap, to_string(site.stop)),
        say("  为什么不能更大：{}", "  why not larger: {}", site.blocks_larger)};
}

}  // namespace zonewright::command
