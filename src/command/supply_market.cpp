#include "command/supply_market.h"

#include <algorithm>

#include "base/units.h"

namespace zonewright::command {
namespace {

/// "12.00 (10.00–15.00)"; one figure where the range is a point.
std::string shown_range(const answer::PriceRange& range, int places) {
    std::string central = with_thousands(range.central, places);
    if (range.low == range.high) return central;
    return fmt::format("{} ({}–{})", central, with_thousands(range.low, places), with_thousands(range.high, places));
}

void print_size_group(Session& session, const Text& title, const std::vector<answer::SizeFigure>& figures) {
    Text line = both("  {}:", "  {}:", title);
    for (const answer::SizeFigure& figure : figures)
        if (figure.parcel_count > 0)
            line += both("  {} {} ({})", "  {} {} ({})", figure.size_title, with_thousands(figure.net_mu, 2),
                         figure.parcel_count);
    const bool empty = std::ranges::none_of(figures, [](const auto& figure) { return figure.parcel_count > 0; });
    session.print(empty ? line + "  —" : line);
}

/// 亩 at the cheapest quarter, half, three quarters and all of the land, each with the unit cost reached.
void print_curve(Session& session, const answer::ClusterCurve& curve) {
    if (curve.points.empty()) {
        session.print(both("  {}：没有达到适宜性要求的供应", "  {}: no land reaches the suitability asked for",
                           curve.cluster_title));
        return;
    }
    Text line = both("  {}:", "  {}:", curve.cluster_title);
    const std::size_t count = curve.points.size();
    for (std::size_t quarter = 1; quarter <= 4; ++quarter) {
        const answer::CurvePoint& point = curve.points[(count * quarter + 3) / 4 - 1];
        line += both("  ≤{} 元/㎡ {} 亩", "  ≤{} yuan/m² {} mu", with_thousands(point.cost_yuan_per_m2.central, 0),
                     with_thousands(point.cumulative.mu(), 2));
    }
    session.print(line);
}

void print_best(Session& session, const answer::ClusterBestBuys& best) {
    constexpr std::size_t most = 3;
    for (std::size_t i = 0; i < std::min(most, best.parcels.size()); ++i) {
        const answer::BestBuy& buy = best.parcels[i];
        session.print(both("      {}  {} 亩  {} 元/㎡  质量 {}", "      {}  {} mu  {} yuan/m²  quality {}",
                           buy.parcel, with_thousands(buy.net.mu(), 2), shown_range(buy.cost_yuan_per_m2, 0),
                           shown_range(buy.quality, 2)));
    }
    if (best.parcels.size() > most)
        session.print(both("      …共 {} 宗", "      … {} in all", best.parcels.size()));
}

void print_balance_row(Session& session, const answer::ClusterBalance& row) {
    const auto mu = [](Area area) { return with_thousands(area.mu(), 2); };
    session.print(both("{:>12} {:>12} {:>12} {:>12} {:>12}  {}  {}", "{:>12} {:>12} {:>12} {:>12} {:>12}  {}  {}",
                       mu(row.demand.value_or(Area{})), mu(row.eligible), mu(row.usable), mu(row.reachable),
                       mu(row.shortfall.value_or(Area{})), row.cluster_title, row.assumption.value_or(Text{})));
}

}  // namespace

void print_supply_structure(Session& session, const answer::SupplyAnswer& found) {
    if (!found.structure) return;
    for (const answer::SupplyStructure& structure : *found.structure) {
        if (!structure.not_checked)
            session.print(both("\n规模结构：按{}（净面积，亩；括号内有净面积的宗数）{}",
                               "\nSize structure by {} (net, mu; parcels with net land in brackets){}", structure.title,
                               structure.adds_up ? Text{} : Text{"，各组有重叠，不可相加", "; groups overlap, do not add up"}));
        for (const answer::NamedGroup& group : structure.group_titles)
            print_size_group(session, group.title, structure.groups->at(group.id));
    }
}

void print_supply_offers(Session& session, const answer::SupplyAnswer& found) {
    if (!found.curves || !found.best_buys) return;
    session.print({"\n供给曲线（累计净面积）和质优价低的地块（没有别的地块既更好又更便宜）",
                   "\nSupply curves (cumulative net land) and best buys (no other is both better and cheaper)"});
    for (const answer::ClusterBestBuys& best : *found.best_buys) {
        for (const answer::ClusterCurve& curve : *found.curves)
            if (curve.cluster == best.cluster && curve.town_code == found.town_code) print_curve(session, curve);
        if (found.town_code.empty()) print_best(session, best);
    }
}

void print_supply_balance(Session& session, const answer::SupplyAnswer& found) {
    if (!found.balance) return;
    session.print({fmt::format("\n供需平衡（亩；适宜性不低于 {}）\n{:>12} {:>12} {:>12} {:>12} {:>12}", found.least_score,
                               "需求", "符合", "单宗可用", "连片可达", "缺口"),
                   fmt::format("\nSupply against demand (mu; suitability at least {})\n{:>12} {:>12} {:>12} {:>12} {:>12}",
                               found.least_score, "demand", "eligible", "usable", "reachable", "shortfall")});
    for (const answer::ClusterBalance& row : *found.balance)
        if (row.town_code == found.town_code) print_balance_row(session, row);
}

}  // namespace zonewright::command
