#include "command/allocate.h"

#include "answer/allocate.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

using answer::AllocationFigures;

std::string mu(Area area) {
    return with_thousands(area.mu(), 1);
}

void print_balance(Session& session, const AllocationFigures& figures) {
    session.print({"各产业（亩）：需求、可用、配置、缺口；价格＝再多要一亩的代价（分值×亩）",
                   "By cluster (mu): demand, eligible, allocated, shortfall; price = cost of one more mu (score × "
                   "mu)"});
    for (const answer::ClusterAllocation& row : figures.clusters) {
        if (row.demand == Area{} && row.allocated == Area{}) continue;
        const std::string numbers = fmt::format("{:>12} {:>12} {:>12} {:>12} {:>9.3f}", mu(row.demand),
                                                mu(row.eligible), mu(row.allocated), mu(row.shortfall),
                                                row.price_per_mu);
        session.print(both("{}  {}", "{}  {}", numbers, row.name));
    }
    for (const answer::PricedLimit& limit : figures.limits)
        if (limit.price != 0)
            session.print(both("  限额 {} {}：放宽一亩（预算：一千元）值 {:.4f}",
                               "  limit {} {}: one mu (budget: 1,000 yuan) more is worth {:.4f}",
                               limit.place.empty() ? limit.kind : limit.place, limit.cluster, limit.price));
}

void print_shortfall(Session& session, const AllocationFigures& figures) {
    if (figures.lacking_because_whole > Area{})
        session.print(both("\n另有 {:.1f} 亩的缺口并非必然：出自整宗配置、最小用地，或求解未达最优（见距上界）",
                           "\n{:.1f} mu more are lacking because units are given whole, for smallest lots, or short of the "
                           "best (see the distance from the bound)",
                           figures.lacking_because_whole.mu()));
    if (figures.least_shortfall > Area{})
        session.print(both("\n无论怎样划分，至少缺 {:.1f} 亩。放宽以下任何一项可减少：",
                           "\nHowever the land is divided, at least {:.1f} mu are lacking. Lifting any of these "
                           "lessens it:",
                           figures.least_shortfall.mu()));
    for (const answer::ShortfallRelief& relief : figures.reliefs)
        session.print(both("{:>12} 亩  {} {} {}", "{:>12} mu  {} {} {}", mu(relief.gain), relief.title,
                           relief.cluster, relief.place.empty() ? relief.constraint : relief.place));
}

void print_allocation(Session& session, const AllocationFigures& figures) {
    print_balance(session, figures);
    print_shortfall(session, figures);
    session.print(
        both("\n{} 个单元；距上界 {:.4f} %（仅凭价格 {:.4f} %）；{}；证书{}",
             "\n{} units; {:.4f} % from the bound ({:.4f} % from the prices alone); {}; the certificate {}",
             figures.units, 100 * figures.gap, 100 * figures.proved_gap, to_string(figures.stop),
             figures.certificate_holds ? Text("成立", "holds") : Text("不成立", "does not hold")));
}

void print_weight_sets(Session& session, const answer::WeightComparison& comparison) {
    session.print(both("{:<20} {:>10} {:>12} {:>12} {:>10} {:>8}", "{:<20} {:>10} {:>12} {:>12} {:>10} {:>8}",
                       Text("权重", "weights"), Text("均分", "mean score"), Text("配置（亩）", "given (mu)"),
                       Text("缺口（亩）", "short (mu)"), Text("差距 %", "gap %"), Text("变动", "changed")));
    for (const answer::WeightSetOutcome& row : comparison.weight_sets)
        session.print(fmt::format("{:<20} {:>10.4f} {:>12} {:>12} {:>10.4f} {:>8}", row.weights, row.mean_score,
                                  mu(row.allocated), mu(row.shortfall), 100 * row.gap, row.changed_units));
}

void print_check(Session& session, const answer::CertificateCheck& check) {
    for (const answer::RecomputedFigure& figure : check.figures)
        session.print(both("{:<12} 证书 {:>24}  复算 {:>24}", "{:<12} claimed {:>24}  recomputed {:>24}",
                           figure.name, figure.claimed, figure.recomputed));
    session.print(check.holds ? both("证书成立，差距至多 {:.4f} %",
                                     "The certificate holds; the gap is at most {:.4f} %", 100 * check.proved_gap)
                              : Text("证书不成立", "The certificate does not hold"));
}

void print(Session& session, const answer::AllocateQuestion&, const answer::AllocateAnswer& found) {
    if (found.allocation) print_allocation(session, *found.allocation);
    if (found.by_weights) print_weight_sets(session, *found.by_weights);
    if (found.check) print_check(session, *found.check);
}

}  // namespace

std::unique_ptr<Command> make_allocate_command() {
    return verb<answer::AllocateQuestion, answer::AllocateAnswer>(print);
}

}  // namespace zonewright::command
