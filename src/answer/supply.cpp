#include "answer/supply.h"

#include "answer/named_in_study.h"
#include "answer/supply_figures.h"
#include "answer/supply_files.h"
#include "answer/supply_market.h"
#include "model/town.h"
#include "study/study.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

/// Curves and best buys are worked out for pictures and the workbook, too.
bool asks_the_market(const SupplyQuestion& question) {
    return question.demand || question.structure || question.offers || !question.charts.empty() ||
           !question.workbook.empty();
}

void choose_place(const study::Study& study, const SupplyQuestion& question, SupplyAnswer& answer) {
    answer.place = {"全市", "city"};
    if (question.town.empty()) return;
    const model::Town& town = town_named(study, question.town);
    answer.town_code = town.code;
    answer.place = model::name_of(town, study.plan());
}

void state_market(const study::Study& study, const SupplyQuestion& question, const Market& market,
                  SupplyAnswer& answer) {
    if (question.structure) answer.structure = structure_of(study, market, answer);
    if (question.offers) {
        answer.curves = curves_of(study, market);
        answer.best_buys = best_buys_of(study, market);
    }
    if (question.demand) answer.balance = balance_of(study, market, answer);
}

}  // namespace

Declaration declared(SupplyQuestion& q) {
    Declaration d{.name = "supply",
                  .summary = {"净供应：毛面积逐项扣除到净面积，按镇街、类型、规模",
                              "net supply: from gross to net, by town, class and size"},
                  .example = "zonewright supply demo-city --town 大岭山"};
    add_study(d, q.study);
    d.add("town", &q.town, {"只看一个镇街（名称或代码）", "one town only (name or code)"}).choices(ChoicesOf::Towns);
    d.add("demand", &q.demand, {"与各产业的需求对照（运行到连片分析）", "balance against demand (runs assembly)"});
    d.add("structure", &q.structure, {"规模结构：按适宜产业、工业保护线内外、基地（运行到适宜性评价）", "size structure by cluster, industrial line and base (runs suitability)"});
    d.add("offers", &q.offers, {"供给曲线和质优价低的地块（运行到适宜性评价）", "supply curves and best buys (runs suitability)"});
    d.add("workbook", &q.workbook, {"写出带公式的 XLSX", "write an XLSX with live formulas"}).path(PathOf::NewFile);
    d.add("charts", &q.charts, {"把瀑布图和供给曲线写入该文件夹（SVG）", "write pictures into this folder (SVG)"}).path(PathOf::NewFolder);
    d.add("least_score", &q.least_score, {"适宜性不低于（0 到 1）", "least suitability (0 to 1)"}).unit("1").range(0, 1);
    add_language(d, q.language);
    return d;
}

SupplyAnswer answer(study::Study& study, const SupplyQuestion& question, const Progress& progress) {
    study.supply(progress.part(0, 0.5));
    SupplyAnswer answer;
    choose_place(study, question, answer);
    answer.least_score =
        question.least_score.value_or(supply::supply_rules_of(study.catalogue()).least_score);
    state_waterfall(study, answer);
    state_groups(study, answer);
    state_floors(study, answer);
    state_findings(study, answer);
    if (!asks_the_market(question)) return answer;
    study.suitability(progress.part(0.5, 0.8));
    if (question.demand) study.assembly(progress.part(0.8, 0.9));
    const Market market = market_of(study, question, answer, progress.part(0.9, 1));
    state_market(study, question, market, answer);
    if (!question.charts.empty()) draw_supply(study, question, market, answer);
    if (!question.workbook.empty()) write_supply_workbook(study, question, market, answer);
    return answer;
}

}  // namespace zonewright::answer
