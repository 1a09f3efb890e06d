#include "command/plan_views.h"

#include "command/plan_show.h"

namespace zonewright::command {
namespace {

Text shown_square_km(const std::optional<double>& area_m2) {
    return area_m2 ? both("{:.2f} km²", "{:.2f} km²", *area_m2 / 1e6) : Text("未公布", "not published");
}

void print_lands(Session& session, const Text& title, const std::vector<answer::LandOfBase>& lands) {
    std::vector<Text> words;
    words.reserve(lands.size());
    for (const answer::LandOfBase& land : lands)
        words.push_back(both("{} {} 宗 {} 亩", "{}: {} parcels, {} mu", land.title, land.parcels, with_thousands(land.net.mu(), 2)));
    if (!words.empty()) session.print(both("  {}：{}", "  {}: {}", title, joined_texts(words, {"；", "; "})));
}

}  // namespace

void print_plan_bases(Session& session, const answer::PlanBasesQuestion&, const answer::PlanBasesAnswer& found) {
    for (const answer::BaseFigures& base : found.bases) {
        session.print(both("{}（{}）", "{} ({})", base.name, base.place));
        for (const answer::PublishedFigure& figure : base.published)
            session.print(both("  公布面积 {}：{}（可信度：{}）{}", "  published {}: {} (confidence: {}) {}", figure.date,
                               shown_square_km(figure.area_m2), figure.confidence, figure.note));
        if (base.shared) session.print(both("  {}", "  {}", *base.shared));
        if (!base.status || !base.area) continue;
        session.print(both("  边界 {}，{:.2f} km²；边界内宗地 {} 亩，受约束扣除 {} 亩，净 {} 亩，其中可供 {} 亩",
                           "  boundary {}, {:.2f} km²; parcels within {} mu, blocked {} mu, net {} mu, of it on offer {} mu",
                           title_of(*base.status), base.area->m2() / 1e6, with_thousands(base.parcels_gross->mu(), 2),
                           with_thousands(base.blocked->mu(), 2), with_thousands(base.net->mu(), 2),
                           with_thousands(base.on_offer->mu(), 2)));
        print_lands(session, {"按供应类型（净面积）", "by supply class (net)"}, base.classes);
        print_lands(session, {"可供土地按规模", "on offer, by size"}, base.sizes);
    }
}

void print_plan_departments(Session& session, const answer::PlanDepartmentsQuestion&,
                            const answer::PlanDepartmentsAnswer& found) {
    for (const answer::DepartmentView& department : found.departments) {
        session.print(both("\n{}", "\n{}", department.name));
        for (const answer::LedCluster& led : department.clusters) {
            session.print(both("  [{}] {}　集聚区 {} 处 {:.2f} km²；用地 {} 处；需求 {} 配置 {} 缺口 {} 亩；十个一 已有 {} 推进中 {} 尚无 {} 未知 {}",
                               "  [{}] {}  zones {}, {:.2f} km²; sites {}; demand {}, allocated {}, short {} mu; ten ones: done {}, under way {}, missing {}, unknown {}",
                               led.clause, led.name, led.zones, led.zoned.m2() / 1e6, led.sites, with_thousands(led.demand.mu(), 1),
                               with_thousands(led.allocated.mu(), 1), with_thousands(led.shortfall.mu(), 1), led.items_done,
                               led.items_under_way, led.items_missing, led.items_unknown));
            if (!led.open.empty()) session.print(both("    待办：{}", "    open: {}", joined_texts(led.open, {"；", "; "})));
        }
        for (const Text& mechanism : department.mechanisms) session.print(both("  机制 {}", "  mechanism {}", mechanism));
    }
}

}  // namespace zonewright::command
