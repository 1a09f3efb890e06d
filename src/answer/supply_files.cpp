#include "answer/supply_files.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "io/spreadsheet.h"
#include "report/charts.h"
#include "report/supply_workbook.h"
#include "study/study.h"
#include "supply/market.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

void draw_waterfall(const SupplyQuestion& question, SupplyAnswer& answer) {
    std::vector<report::WaterfallBar> bars;
    for (const SupplyStep& step : answer.waterfall)
        bars.push_back({step.title, step.area.value_or(Area{}), step.checked, step.reason.value_or(Text{})});
    const auto file = question.charts / "waterfall.svg";
    write_file(file, report::waterfall_svg(both("净供应瀑布：{}", "Net supply: {}", answer.place), bars,
                                           question.language));
    answer.made(file, {"净供应瀑布图", "picture of the waterfall"});
}

void draw_curves(const study::Study& study, const SupplyQuestion& question, const Market& market,
                 SupplyAnswer& answer) {
    for (const model::SupplyCurve& curve : market.curves) {
        if (curve.town_code != answer.town_code) continue;
        const model::Cluster& cluster = study.plan().cluster(curve.cluster);
        const auto file = question.charts / ("supply_curve_" + cluster.id + ".svg");
        const Text title =
            both("供给曲线：{}（{}）", "Supply curve: {} ({})", cluster.name, answer.place);
        write_file(file, report::supply_curve_svg(title, curve, question.language));
        answer.made(file, {"供给曲线", "supply curve"});
    }
}

/// Every parcel that suits the cluster, those of the front marked.
std::vector<report::OfferPoint> points_of(const study::Study& study, const model::ParetoFront& front,
                                          std::size_t cluster, double least_score) {
    const supply::Market land{study.parcels(), study.supply_statement(), study.suitability(), least_score};
    std::vector<report::OfferPoint> points;
    for (std::size_t i = 0; i < study.parcels().size(); ++i)
        if (land.suitable(i, cluster))
            points.push_back({study.offers()[i].cost_yuan_per_m2, study.offers()[i].quality,
                              std::ranges::find(front.parcels, model::ParcelId(i)) != front.parcels.end()});
    return points;
}

void draw_fronts(const study::Study& study, const SupplyQuestion& question, const Market& market,
                 SupplyAnswer& answer) {
    for (std::size_t c = 0; c < market.fronts.size(); ++c) {
        const model::Cluster& cluster = study.plan().cluster(market.fronts[c].cluster);
        const auto file = question.charts / ("best_buys_" + cluster.id + ".svg");
        write_file(file, report::pareto_svg(both("质量与成本：{}", "Quality against cost: {}", cluster.name),
                                            points_of(study, market.fronts[c], c, answer.least_score),
                                            question.language));
        answer.made(file, {"质量与成本（帕累托前沿）", "quality against cost (Pareto front)"});
    }
}

}  // namespace

void draw_supply(const study::Study& study, const SupplyQuestion& question, const Market& market,
                 SupplyAnswer& answer) {
    make_folder(question.charts);
    draw_waterfall(question, answer);
    draw_curves(study, question, market, answer);
    if (answer.town_code.empty()) draw_fronts(study, question, market, answer);
}

void write_supply_workbook(const study::Study& study, const SupplyQuestion& question, const Market& market,
                           SupplyAnswer& answer) {
    const Language language = question.language;
    const model::SupplyStatement& statement = study.supply_statement();
    const model::PolicyRules& size_titles = study.catalogue().rules_of("size_classes");
    const auto sizes = supply::supply_rules_of(study.catalogue()).sizes;
    auto sheets = report::waterfall_sheets({study.parcels(), statement, sizes,
                                            study.catalogue().rules_of("supply_classes"), size_titles,
                                            language});
    sheets.push_back(report::floor_sheet(supply::floor_space(study.parcels()), language));
    sheets.push_back(report::curve_sheet(market.curves, study.parcels(), study.plan(), language));
    sheets.push_back(report::pareto_sheet(market.fronts, study.parcels(), statement, study.offers(),
                                          study.plan(), language));
    sheets.push_back(report::structure_sheet(market.structure, sizes, size_titles, language));
    if (question.demand) sheets.push_back(report::balance_sheet(market.balances, study.plan(), language));
    io::write_workbook(question.workbook, sheets, Text{"净供应", "net supply"}.in(language));
    answer.made(question.workbook, {"净供应工作簿", "workbook of the net supply"});
}

}  // namespace zonewright::answer
