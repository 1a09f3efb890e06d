#include "command/sites.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "assembly/find_sites.h"
#include "assembly/list_sites.h"
#include "base/units.h"
#include "command/named_in_study.h"
#include "command/session.h"
#include "command/site_card.h"
#include "command/site_folder.h"
#include "study/offered_units.h"
#include "study/open_study.h"
#include "study/runner.h"
#include "supply/offer.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

class SitesCommand : public Command {
public:
    std::string name() const override { return "sites"; }
    Text summary() const override {
        return {"为一个产业找连片用地：成本、评分、最优性差距、为什么不能更大",
                "find sites for a cluster: cost, score, distance from the best, why not larger"};
    }
    std::string example() const override {
        return "zonewright sites demo-city --cluster semiconductor --area-mu 300 --town 塘厦";
    }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_,
                        say("研究文件夹（含 study.toml）", "folder of the study (with study.toml)"))
            ->required();
        verb.add_option("--cluster", cluster_, say("产业集群（标识或名称）", "cluster (id or name)"))
            ->required();
        verb.add_option("--area-mu", area_mu_, say("最小净面积（亩）", "least net area in mu"))->required();
        verb.add_option(
            "--max-area-mu", max_area_mu_,
            say("最大净面积（亩），默认 1.2 倍", "largest net area in mu; 1.2 times the least by default"));
        verb.add_option("--town", town_,
                        say("只在此镇街内（代码或名称）", "only within this town (code or name)"));
        verb.add_option("--around", around_, say("以此地块为中心", "with this parcel as the centre"));
        verb.add_option("--count", count_, say("互不重叠的用地数", "number of disjoint sites"));
        verb.add_option(
                "--objective", objective_,
                say("目标：cost 总成本，unit-cost 单位成本，score 评分面积", "cost, unit-cost or score"))
            ->check(CLI::IsMember({"cost", "unit-cost", "score"}));
        verb.add_option("--owners", owners_, say("最多权利人数", "most owners"));
        verb.add_option("--towns", towns_, say("最多跨镇街数", "most towns"));
        verb.add_option("--redevelopment", redevelopment_,
                        say("改造用地面积占比上限（0…1）", "largest share of redevelopment (0…1)"));
        verb.add_option("--shape", shape_, say("形状规则（0 关闭）", "shape rule (0 switches it off)"));
        verb.add_option(
                "--footprint", footprint_,
                say("须容纳的厂房，长 宽（米）", "factory that must fit: long and short side in metres"))
            ->expected(2);
        CLI::Option* all = verb.add_flag(
            "--all", all_, say("列出所有符合规则且评分达标的用地", "every feasible site above a score"));
        verb.add_option("--min-score", least_score_,
                        say("与 --all 合用：最低评分（0…1）", "with --all: least score (0…1)"))
            ->check(CLI::Range(0.0, 1.0))
            ->needs(all);
        verb.add_option("--limit", limit_,
                        say("与 --all 合用：至多列出几处", "with --all: most sites listed"))
            ->check(CLI::Range(1, 100000))
            ->needs(all);
        verb.add_option(
            "-o,--output", output_,
            say("写出图层、卡片、分布图和证书的文件夹", "folder for layers, cards, a map and certificates"));
        verb.add_option("--certificates", certificates_,
                        say("把证书写入此文件夹", "write the certificates into this folder"));
    }

    ExitCode run(Session& session) override {
        study::Results results = study::open_study(folder_);
        study::Runner runner(results, session.progress());
        runner.bring_up_to("assembly");
        for (const char* stage : {"intake", "suitability", "supply", "assembly"}) runner.need(stage);
        if (!output_.empty()) runner.need("zoning");
        const Question question = question_of(results, cluster_named(results, cluster_));
        if (all_) return list(session, results, question);
        const assembly::SitesResult found = assembly::find_sites(question.input(), {}, session.progress());
        Json& list = session.result()["sites"] = Json::array();
        for (std::size_t i = 0; i < found.sites.size(); ++i) {
            for (const std::string& line : site_card_lines(results, found.sites[i])) session.print(line);
            list.push_back(site_card(results, found.sites[i]));
        }
        for (const Text& note : found.notes) session.print(note.said());
        for (const assembly::SiteShortfall& shortfall : found.shortfalls) {
            session.warn(shortfall.reason);
            session.result()["shortfall"] = {{"missing_sites", shortfall.missing_sites},
                                             {"reason", shortfall.reason.said()}};
        }
        session.result()["solver"] = {{"objective", found.objective},
                                      {"bound", found.bound},
                                      {"gap", found.gap},
                                      {"stop", to_string(found.stop)}};
        SiteFolderRequest written{
            .question = asked(results, question), .sites = found.sites, .certificates = found.certificates};
        for (const Text& note : found.notes) written.notes.push_back(note.said());
        for (const assembly::SiteShortfall& shortfall : found.shortfalls)
            written.notes.push_back(shortfall.reason.said());
        write(session, results, written);
        return found.shortfalls.empty() ? ExitCode::Done : ExitCode::Shortfall;
    }

private:
    /// What find_sites is asked, with everything it only points to.
    struct Question {
        const study::Results& results;
        assembly::ClusterDemand demand;
        model::SiteRules rules;
        std::vector<std::vector<double>> scores;
        std::vector<double> cost;
        std::vector<char> available, rebuilt;
        std::vector<std::uint32_t> centres;
        assembly::SiteObjective objective;

        assembly::SitesInput input() const {
            return {.parcels = results.parcels,
                    .supply = results.supply.parcels,
                    .cost_yuan_per_m2 = cost,
                    .scores = scores,
                    .available = available,
                    .redevelopment = rebuilt,
                    .demand = std::span(&demand, 1),
                    .graph = &results.graph,
                    .rules = rules,
                    .weight_of_score = objective == assembly::SiteObjective::UnitCost ? 0.0 : 1.0,
                    .objective = objective,
                    .centres = centres};
        }
    };

    Question question_of(const study::Results& results, model::ClusterId cluster) const {
        Question question{results,
                          {cluster, {}},
                          results.definition.sites,
                          study::scores_by_cluster(results),
                          supply::unit_costs(results.offers),
                          open_parcels(results),
                          study::redevelopment_flags(results),
                          {},
                          objective_ == "score"       ? assembly::SiteObjective::ScoreArea
                          : objective_ == "unit-cost" ? assembly::SiteObjective::UnitCost
                                                      : assembly::SiteObjective::Cost};
        model::Demand& demand = question.demand.demand;
        demand.cluster = results.catalogue.plan.cluster(cluster).id;
        demand.minimum_site_m2 = area_mu_ * square_metres_per_mu;
        if (max_area_mu_ > 0) demand.maximum_site_m2 = max_area_mu_ * square_metres_per_mu;
        demand.site_count = count_;
        model::SiteRules& rules = question.rules;
        if (owners_ > 0) rules.maximum_owners = owners_;
        if (towns_ > 0) rules.maximum_towns = towns_;
        if (redevelopment_ >= 0) rules.maximum_redevelopment_share = redevelopment_;
        if (shape_ >= 0) rules.shape = shape_;
        if (footprint_.size() == 2) {
            rules.footprint_long_m = std::max(footprint_[0], footprint_[1]);
            rules.footprint_short_m = std::min(footprint_[0], footprint_[1]);
        }
        if (!around_.empty()) question.centres.push_back(parcel_named(results, around_).value);
        return question;
    }

    /// Every feasible site above the score, up to the limit.
    ExitCode list(Session& session, const study::Results& results, const Question& question) const {
        constexpr std::int64_t nodes_per_centre = 20000;
        const assembly::SiteList found =
            assembly::list_sites(question.input(), least_score_, static_cast<std::size_t>(limit_),
                                 nodes_per_centre, session.progress());
        Json& cards = session.result()["sites"] = Json::array();
        for (const model::Site& site : found.sites) {
            cards.push_back(site_card(results, site));
            session.print(say("{}：{:.1f} 亩，{} 宗地，评分 {:.3f}，{:.0f} 元/m²",
                              "{}: {:.1f} mu, {} parcels, score {:.3f}, {:.0f} yuan/m²", site.id,
                              site.net.mu(), site.parcels.size(), site.score, site.cost_yuan_per_m2));
        }
        for (const Text& note : found.notes) session.print(note.said());
        const bool all = found.end == assembly::ListEnd::All;
        session.result()["list"] = {{"least_score", least_score_},
                                    {"complete", all},
                                    {"end", all                                          ? "all"
                                            : found.end == assembly::ListEnd::NodeBudget ? "node_budget"
                                                                                         : "limit"}};
        if (found.end == assembly::ListEnd::Limit)
            session.warn({fmt::format("已达上限 {} 处，还有更多", limit_),
                          fmt::format("stopped at {} sites, there are more", limit_)});
        else if (found.end == assembly::ListEnd::NodeBudget)
            session.warn({"搜索节点预算用尽，可能还有更多", "the node budget ended, there may be more"});
        else
            session.print(say("符合条件的用地共 {} 处，没有其他", "{} sites in all, there are no others",
                              found.sites.size()));
        SiteFolderRequest written{.question = asked(results, question), .sites = found.sites};
        for (const Text& note : found.notes) written.notes.push_back(note.said());
        write(session, results, written);
        return found.sites.empty() ? ExitCode::Shortfall : ExitCode::Done;
    }

    std::vector<char> open_parcels(const study::Results& results) const {
        std::vector<char> open(results.parcels.size(), 1);
        if (town_.empty()) return open;
        std::string code;
        if (const auto place = results.catalogue.plan.find_place(town_))
            code = results.catalogue.plan.place(*place).code;
        std::size_t inside = 0;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const model::Parcel& parcel = results.parcels[i];
            open[i] = static_cast<char>(parcel.town_code == town_ || parcel.town_name == town_ ||
                                        (!code.empty() && parcel.town_code == code));
            inside += open[i] != 0;
        }
        if (inside == 0)
            throw InputError(
                {"--town", town_, say("有地块的镇街的代码或名称", "code or name of a town that has parcels"),
                 say("用 zonewright describe 查看镇街", "see the towns with zonewright describe")});
        return open;
    }

    /// What was asked, in words.
    std::string asked(const study::Results& results, const Question& question) const {
        const model::Demand& demand = question.demand.demand;
        const double most_m2 =
            demand.maximum_site_m2.value_or(demand.minimum_site_m2 * question.rules.window);
        std::string words =
            say("为{}找用地：{:g}–{:g} 亩", "land for {}: {:g} to {:g} mu",
                results.catalogue.plan.cluster(cluster_named(results, cluster_)).name.said(),
                demand.minimum_site_m2 / square_metres_per_mu, most_m2 / square_metres_per_mu);
        if (!town_.empty()) words += say("，{}内", ", within {}", town_);
        if (!around_.empty()) words += say("，以 {} 为中心", ", around {}", around_);
        return words;
    }

    void write(Session& session, const study::Results& results, const SiteFolderRequest& request) const {
        std::vector<SiteFile> files;
        if (!output_.empty()) files = write_site_folder(output_, results, request, session.progress());
        if (!certificates_.empty())
            for (SiteFile& file : write_certificates(certificates_, request.sites, request.certificates))
                files.push_back(std::move(file));
        for (const SiteFile& file : files) session.produced(file.path, file.what);
    }

    std::string folder_, cluster_, town_, around_, objective_ = "cost", certificates_, output_;
    double area_mu_ = 0, max_area_mu_ = 0, redevelopment_ = -1, shape_ = -1, least_score_ = 0;
    int count_ = 1, owners_ = 0, towns_ = 0, limit_ = 100;
    bool all_ = false;
    std::vector<double> footprint_;
};

}  // namespace

std::unique_ptr<Command> make_sites_command() {
    return std::make_unique<SitesCommand>();
}

}  // namespace zonewright::command
