#include "command/supply.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/atomic_file.h"
#include "command/session.h"
#include "command/supply_tables.h"
#include "io/spreadsheet.h"
#include "model/town.h"
#include "report/charts.h"
#include "report/supply_workbook.h"
#include "study/open_study.h"
#include "study/runner.h"
#include "supply/breakdown.h"
#include "supply/market.h"
#include "supply/printed_waterfall.h"
#include "supply/supply_rules.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

class SupplyCommand : public Command {
public:
    std::string name() const override { return "supply"; }
    Text summary() const override {
        return {"净供应：毛面积逐项扣除到净面积，按镇街、类型、规模",
                "net supply: from gross to net, by town, class and size"};
    }
    std::string example() const override { return "zonewright supply demo-city --town 大岭山"; }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_,
                        say("研究文件夹（含 study.toml）", "folder of the study (with study.toml)"))
            ->required();
        verb.add_option("--town", town_, say("只看一个镇街（名称或代码）", "one town only (name or code)"));
        verb.add_flag("--demand", demand_,
                      say("与各产业的需求对照（运行到连片分析）", "balance against demand (runs assembly)"));
        verb.add_flag("--structure", structure_,
                      say("规模结构：按适宜产业、工业保护线内外、基地（运行到适宜性评价）",
                          "size structure by cluster, industrial line and base (runs suitability)"));
        verb.add_flag("--offers", offers_,
                      say("供给曲线和质优价低的地块（运行到适宜性评价）",
                          "supply curves and best buys (runs suitability)"));
        verb.add_option("--workbook", workbook_,
                        say("写出带公式的 XLSX", "write an XLSX with live formulas"));
        verb.add_option(
            "--charts", charts_,
            say("把瀑布图和供给曲线写入该文件夹（SVG）", "write pictures into this folder (SVG)"));
        verb.add_option("--least-score", least_score_,
                        say("适宜性不低于（0 到 1）", "least suitability (0 to 1)"))
            ->check(CLI::Range(0.0, 1.0));
    }

    ExitCode run(Session& session) override {
        study::Results results = study::open_study(folder_);
        if (!least_score_) least_score_ = supply::supply_rules_of(results.catalogue).least_score;
        study::Runner runner(results, session.progress());
        runner.bring_up_to(demand_ ? "assembly" : "supply");
        for (const char* stage : {"intake", "supply"}) runner.need(stage);
        const std::string code = town_code(results);
        tell_waterfall(session, results, code);
        tell_classes(session, results, code);
        if (code.empty()) tell_towns(session, results);
        tell_floors(session, results, code);
        tell_findings(session, results);
        if (!demand_ && !structure_ && !offers_ && charts_.empty() && workbook_.empty())
            return ExitCode::Done;
        runner.bring_up_to("suitability");
        for (const char* stage : {"zoning", "suitability"}) runner.need(stage);
        if (demand_) runner.need("assembly");
        const MarketFigures figures = figures_of(session, results, code);
        if (structure_)
            tell_structure(session, figures.structure, results.catalogue.rules_of("size_classes"));
        if (offers_) tell_offers(session, results, figures.curves, figures.fronts, code);
        if (!charts_.empty()) draw(session, results, figures, code);
        if (!workbook_.empty()) write(session, results, figures);
        return demand_ ? tell_balance(session, results, figures.balances, code) : ExitCode::Done;
    }

private:
    /// What the options ask of the market, worked out once for the screen, the pictures and the workbook.
    struct MarketFigures {
        std::vector<supply::SizeGrouping> structure;
        std::vector<model::SupplyCurve> curves;
        std::vector<model::ParetoFront> fronts;
        std::vector<model::SupplyBalance> balances;
    };

    MarketFigures figures_of(Session& session, const study::Results& results, const std::string& code) const {
        const supply::Market market{results.parcels, results.supply, results.suitability, *least_score_};
        MarketFigures figures;
        if (structure_ || !workbook_.empty())
            figures.structure = structure_of(session, results, market, code);
        if (offers_ || !charts_.empty() || !workbook_.empty()) {
            figures.curves = supply::supply_curves(market, results.offers);
            figures.fronts = supply::pareto_fronts(market, results.offers);
        }
        if (demand_)
            figures.balances = supply::balance_supply(market, results.catalogue.plan,
                                                      results.definition.demand, results.graph);
        return figures;
    }

    std::string town_code(const study::Results& results) const {
        if (town_.empty()) return {};
        const std::vector<model::Town> towns = model::towns_of(results.sources);
        return model::find_town(towns, results.catalogue.plan, town_, "--town").code;
    }

    static Json json_of(const supply::PrintedStep& step) {
        Json line = {{"step", step.id}, {"title", step.title.said()}, {"checked", step.checked}};
        // Not checked is not zero: no figure is given.
        if (step.checked)
            line.update({{"area_m2", step.area.m2()}, {"hectares", step.hectares}, {"mu", step.mu}});
        else
            line["reason"] = step.unchecked_reason;
        return line;
    }

    void tell_waterfall(Session& session, const study::Results& results, const std::string& code) const {
        const auto steps = supply::printed_waterfall(results.supply, code);
        session.print(say("净供应瀑布（{}），椭球面积，尾差已调平",
                          "Net-supply waterfall ({}), statutory area, closed",
                          town_.empty() ? say("全市", "city") : town_));
        session.print(say("{:>18} {:>14} {:>14} {:>7}", "{:>18} {:>14} {:>14} {:>7}", "m²", say("公顷", "ha"),
                          say("亩", "mu"), "%"));
        for (const supply::PrintedStep& step : steps) {
            session.result()["waterfall"].push_back(json_of(step));
            if (!step.checked) {
                session.print(fmt::format("{:>18} {:>14} {:>14} {:>7}  {}", say("未核查", "not checked"), "",
                                          "", "", step.title.said()));
                session.warn({fmt::format("“{}”未核查：{}", step.title.zh, step.unchecked_reason),
                              fmt::format("'{}' was not checked: {}", step.title.en, step.unchecked_reason)});
                continue;
            }
            session.print(fmt::format("{:>18} {:>14} {:>14} {:>6.2f}%  {}{}",
                                      with_thousands(step.area.m2(), 2), with_thousands(step.hectares, 4),
                                      with_thousands(step.mu, 2), 100 * step.share,
                                      step.id == "gross" || step.id == "net" ? "" : "- ", step.title.said()));
        }
        if (steps.empty()) session.print(say("  没有地块", "  no parcels"));
    }

    /// Net land and number of parcels by class and size.
    static void tell_classes(Session& session, const study::Results& results, const std::string& code) {
        std::vector<std::vector<std::string>> classes(results.parcels.size());
        for (std::size_t i = 0; i < classes.size(); ++i)
            if (code.empty() || results.parcels[i].town_code == code)
                classes[i] = {results.supply.parcels[i].supply_class};
        const auto sizes = supply::supply_rules_of(results.catalogue).sizes;
        session.print(say("\n按供应类型和规模（净面积，亩；括号内宗数）",
                          "\nBy class and size (net, mu; parcels in brackets)"));
        std::string line, group;
        for (const supply::SizeRow& row : supply::breakdown(results.supply, classes, sizes)) {
            session.result()["classes"].push_back({{"supply_class", row.group},
                                                   {"size_class", row.size_class},
                                                   {"parcels", row.parcel_count},
                                                   {"net_m2", row.net.m2()}});
            if (row.group != group && !line.empty()) session.print(line);
            if (row.group != group)
                line = "  " + results.catalogue.rules_of("supply_classes").title_of(row.group) + ":";
            group = row.group;
            if (row.parcel_count > 0)
                line += fmt::format("  {} {} ({})",
                                    results.catalogue.rules_of("size_classes").title_of(row.size_class),
                                    with_thousands(row.net.mu(), 2), row.parcel_count);
        }
        if (!line.empty()) session.print(line);
    }

    static std::map<std::string, std::string> town_names(const study::Results& results) {
        std::map<std::string, std::string> names = {{model::no_town, say("不在任何镇街内", "in no town")}};
        for (const model::Town& town : model::towns_of(results.sources)) names[town.code] = town.name;
        return names;
    }

    static void tell_towns(Session& session, const study::Results& results) {
        session.print(say("\n各镇街（毛、净，亩）", "\nTowns (gross, net; mu)"));
        const auto names = town_names(results);
        std::map<std::string, std::pair<Area, Area>> towns;
        for (const model::WaterfallRow& row : results.supply.rows) {
            if (row.town_code.empty() || !row.supply_class.empty() || !row.size_class.empty()) continue;
            if (row.step == "gross") towns[row.town_code].first = row.area;
            if (row.step == "net") towns[row.town_code].second = row.area;
        }
        for (const auto& [code, sums] : towns) {
            const auto name = names.find(code);
            session.print(fmt::format("{:>14} {:>14}  {}", with_thousands(sums.first.mu(), 2),
                                      with_thousands(sums.second.mu(), 2),
                                      name == names.end() ? code : name->second));
            session.result()["towns"].push_back(
                {{"town_code", code}, {"gross_m2", sums.first.m2()}, {"net_m2", sums.second.m2()}});
        }
    }

    static void tell_floors(Session& session, const study::Results& results, const std::string& code) {
        for (const model::FloorSpace& floors : supply::floor_space(results.parcels)) {
            if (floors.town_code != code) continue;
            session.print(say("\n空置厂房 {} 平方米，{} 宗", "\nVacant floor space {} m² on {} parcels",
                              with_thousands(floors.floor_m2, 0), floors.parcel_count));
            Json& line = session.result()["floor_space"] = {{"floor_m2", floors.floor_m2},
                                                            {"parcels", floors.parcel_count}};
            const auto add = [&](const char* key, const std::optional<double>& mean) {
                mean ? line[key] = *mean : line[key] = nullptr;
            };
            add("mean_storeys", floors.mean_storeys);
            add("mean_storey_height_m", floors.mean_storey_height_m);
            add("mean_load_kn_m2", floors.mean_load_kn_m2);
            add("mean_rent_yuan_per_m2_month", floors.mean_rent_yuan_per_m2_month);
        }
    }

    static void tell_findings(Session& session, const study::Results& results) {
        std::map<std::string, int> counts;
        for (const model::Finding& finding : results.supply.findings) ++counts[finding.rule];
        for (const auto& [rule, count] : counts) session.result()["findings"][rule] = count;
        if (counts["parcel_overlap"] > 0)
            session.warn({fmt::format("{} 对地块互相重叠，重叠面积只计一次（见成果 finding 图层）",
                                      counts["parcel_overlap"]),
                          fmt::format("{} pairs of parcels overlap; counted once (see the layer finding)",
                                      counts["parcel_overlap"])});
    }

    static std::vector<supply::SizeGrouping> structure_of(Session& session, const study::Results& results,
                                                          const supply::Market& market,
                                                          const std::string& code) {
        const auto sizes = supply::supply_rules_of(results.catalogue).sizes;
        return supply::size_structure({market, results.catalogue.plan, results.sources, results.zones,
                                       results.catalogue.rules_of("supply_classes"), sizes, code},
                                      session.progress());
    }

    void draw(Session& session, const study::Results& results, const MarketFigures& figures,
              const std::string& code) const {
        const std::filesystem::path folder = charts_;
        make_folder(folder);
        std::vector<report::WaterfallBar> bars;
        for (const supply::PrintedStep& step : supply::printed_waterfall(results.supply, code))
            bars.push_back({step.title.said(), step.area, step.checked, step.unchecked_reason});
        const std::string where = town_.empty() ? say("全市", "city") : town_;
        write_file(folder / "waterfall.svg",
                   report::waterfall_svg(say("净供应瀑布：{}", "Net supply: {}", where), bars));
        session.produced(folder / "waterfall.svg", {"净供应瀑布图", "picture of the waterfall"});
        for (const model::SupplyCurve& curve : figures.curves) {
            if (curve.town_code != code) continue;
            const model::Cluster& cluster = results.catalogue.plan.cluster(curve.cluster);
            const auto file = folder / ("supply_curve_" + cluster.id + ".svg");
            write_file(file, report::supply_curve_svg(say("供给曲线：{}（{}）", "Supply curve: {} ({})",
                                                          cluster.name.said(), where),
                                                      curve));
            session.produced(file, {"供给曲线", "supply curve"});
        }
        if (code.empty()) draw_fronts(session, results, figures.fronts);
    }

    void draw_fronts(Session& session, const study::Results& results,
                     const std::vector<model::ParetoFront>& fronts) const {
        const supply::Market market{results.parcels, results.supply, results.suitability, *least_score_};
        for (std::size_t c = 0; c < fronts.size(); ++c) {
            std::vector<report::OfferPoint> points;
            const auto& best = fronts[c].parcels;
            for (std::size_t i = 0; i < results.parcels.size(); ++i)
                if (market.suitable(i, c))
                    points.push_back({results.offers[i].cost_yuan_per_m2, results.offers[i].quality,
                                      std::find(best.begin(), best.end(), model::ParcelId(i)) != best.end()});
            const model::Cluster& cluster = results.catalogue.plan.cluster(fronts[c].cluster);
            const auto file = std::filesystem::path(charts_) / ("best_buys_" + cluster.id + ".svg");
            write_file(file,
                       report::pareto_svg(
                           say("质量与成本：{}", "Quality against cost: {}", cluster.name.said()), points));
            session.produced(file, {"质量与成本（帕累托前沿）", "quality against cost (Pareto front)"});
        }
    }

    void write(Session& session, const study::Results& results, const MarketFigures& figures) const {
        const auto sizes = supply::supply_rules_of(results.catalogue).sizes;
        auto sheets = report::waterfall_sheets({results.parcels, results.supply, sizes,
                                                results.catalogue.rules_of("supply_classes"),
                                                results.catalogue.rules_of("size_classes")});
        sheets.push_back(report::floor_sheet(supply::floor_space(results.parcels)));
        sheets.push_back(report::curve_sheet(figures.curves, results.parcels, results.catalogue.plan));
        sheets.push_back(report::pareto_sheet(figures.fronts, results.parcels, results.supply, results.offers,
                                              results.catalogue.plan));
        sheets.push_back(
            report::structure_sheet(figures.structure, sizes, results.catalogue.rules_of("size_classes")));
        if (demand_) sheets.push_back(report::balance_sheet(figures.balances, results.catalogue.plan));
        io::write_workbook(workbook_, sheets, say("净供应", "net supply"));
        session.produced(workbook_, {"净供应工作簿", "workbook of the net supply"});
    }

    ExitCode tell_balance(Session& session, const study::Results& results,
                          const std::vector<model::SupplyBalance>& rows, const std::string& code) const {
        session.print(
            say("\n供需平衡（亩；适宜性不低于 {}）\n{:>12} {:>12} {:>12} {:>12} {:>12}",
                "\nSupply against demand (mu; suitability at least {})\n{:>12} {:>12} {:>12} {:>12} {:>12}",
                *least_score_, say("需求", "demand"), say("符合", "eligible"), say("单宗可用", "usable"),
                say("连片可达", "reachable"), say("缺口", "shortfall")));
        bool short_of_land = false;
        for (const model::SupplyBalance& row : rows) {
            const model::Cluster& cluster = results.catalogue.plan.cluster(row.cluster);
            session.result()["balance"].push_back(json_of(row, cluster.id));
            short_of_land = short_of_land || row.shortfall > Area{};
            if (row.town_code != code) continue;
            session.print(
                fmt::format("{:>12} {:>12} {:>12} {:>12} {:>12}  {}  {}", with_thousands(row.demand.mu(), 2),
                            with_thousands(row.eligible.mu(), 2), with_thousands(row.usable.mu(), 2),
                            with_thousands(row.reachable.mu(), 2), with_thousands(row.shortfall.mu(), 2),
                            cluster.name.said(), row.assumption.said()));
        }
        return short_of_land ? ExitCode::Shortfall : ExitCode::Done;
    }

    static Json json_of(const model::SupplyBalance& row, const std::string& cluster) {
        Json line = {{"cluster", cluster},
                     {"town_code", row.town_code},
                     {"eligible_m2", row.eligible.m2()},
                     {"usable_m2", row.usable.m2()},
                     {"reachable_m2", row.reachable.m2()}};
        if (row.town_code.empty())
            line.update({{"demand_m2", row.demand.m2()},
                         {"shortfall_m2", row.shortfall.m2()},
                         {"assumption", row.assumption.said()}});
        return line;
    }

    std::string folder_;
    std::string town_;
    std::string workbook_;
    std::string charts_;
    bool demand_ = false;
    bool structure_ = false;
    bool offers_ = false;
    std::optional<double> least_score_;  ///< as the rule file has it when not given
};

}  // namespace

std::unique_ptr<Command> make_supply_command() {
    return std::make_unique<SupplyCommand>();
}

}  // namespace zonewright::command
