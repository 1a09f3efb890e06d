#include "command/suitability.h"

#include "answer/measured_weight.h"
#include "answer/suitability.h"
#include "base/units.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

using answer::OneClusterScores;

void print_all(Session& session, const std::vector<answer::ClusterScores>& clusters) {
    Text head("可评 排除 无数据 |", "scored excl. nodata |");
    if (!clusters.empty())
        for (const answer::ClassCount& grade : clusters.front().classes) head += both(" {}", " {}", grade.title);
    session.print(head);
    for (const answer::ClusterScores& row : clusters) {
        std::string figures = fmt::format("{:>6} {:>6} {:>6} |", row.parcels.scored, row.parcels.excluded,
                                          row.parcels.no_data);
        for (const answer::ClassCount& grade : row.classes) figures += fmt::format(" {:>7}", grade.parcels);
        session.print(both("{}  {}{}", "{}  {}{}", figures, row.name, answer::rests_on(row.measured_weight)));
    }
}

void print_best(Session& session, const OneClusterScores& one) {
    const bool drawn = !one.best.empty() && one.best.front().acceptability;
    session.print(both("最好的地块：得分 ± 标准差{}{}", "best parcels: score ± deviation{}{}",
                       answer::rests_on(one.measured_weight),
                       drawn ? Text("，在权重变动下排进前 1 % / 5 % / 10 % 的可能",
                                    ", share of draws within the best 1 % / 5 % / 10 %")
                             : Text()));
    for (const answer::BestParcel& row : one.best) {
        std::string figures = fmt::format("  {:.4f} ± {:.4f}", row.score, row.deviation);
        if (row.acceptability)
            for (const double share : *row.acceptability) figures += fmt::format(" {:>5.1f} %", 100 * share);
        session.print(fmt::format("{}  {} {}", figures, row.parcel, row.town));
    }
}

void print_one(Session& session, const OneClusterScores& one) {
    session.print(both("权重（{}，CR = {:.4f}）", "weights ({}, CR = {:.4f})", one.method, one.consistency_ratio));
    for (const answer::WeighedCriterion& criterion : one.criteria)
        session.print(both("  {:.4f}  {}", "  {:.4f}  {}", criterion.weight, criterion.title));
    print_best(session, one);
    if (one.patches)
        session.print(both("连片用地 {} 处，共 {:.2f} 公顷", "{} patches, {:.2f} ha", one.patches->count,
                           one.patches->area_m2 / square_metres_per_hectare));
}

void print_construction(Session& session, const answer::ConstructionFigures& figures) {
    if (figures.surface.empty()) return;
    session.print({"级别　平面面积（公顷，栅格面积）　占比", "class, planar area of its cells (ha), share"});
    for (const answer::ConstructionClass& grade : figures.classes)
        session.print(both("  {:<14} {:>12.2f} {:>6.1f} %", "  {:<14} {:>12.2f} {:>6.1f} %", grade.title,
                           grade.planar_m2 / square_metres_per_hectare, 100 * grade.share));
    if (!figures.water_discriminates)
        session.print({"水资源为全域同一级，不构成区分", "water is one class everywhere and tells nothing apart"});
    session.print(both("阈值（layers/rules/{}.toml）：", "thresholds (layers/rules/{}.toml):", figures.rules));
    for (const answer::Threshold& threshold : figures.thresholds) {
        const bool unverified = threshold.confidence == model::Confidence::Unverified;
        session.print(both("  {} = {} {}{}", "  {} = {} {}{}", threshold.title, threshold.value,
                           threshold.unit == "1" ? "" : threshold.unit,
                           unverified ? Text("〔待核实〕", "[unverified]") : Text()));
    }
}

void print(Session& session, const answer::SuitabilityQuestion&, const answer::SuitabilityAnswer& found) {
    if (found.construction) print_construction(session, *found.construction);
    if (found.rule && found.rule->weights_are_default)
        session.print({"权重为默认值，供使用单位替换", "The weights are defaults, for the bureau to replace"});
    if (found.clusters) print_all(session, *found.clusters);
    if (found.one) print_one(session, *found.one);
}

}  // namespace

std::unique_ptr<Command> make_suitability_command() {
    return verb<answer::SuitabilityQuestion, answer::SuitabilityAnswer>(print);
}

}  // namespace zonewright::command
