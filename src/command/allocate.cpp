#include "command/allocate.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "allocation/allocate.h"
#include "allocation/certificate.h"
#include "base/atomic_file.h"
#include "command/allocate_weights.h"
#include "command/session.h"
#include "study/allocation_input.h"
#include "study/open_study.h"
#include "study/runner.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

class AllocateCommand : public Command {
public:
    std::string name() const override { return "allocate"; }
    Text summary() const override {
        return {"把地段和地块配置给各产业，附上界、价格、缺口原因和证书",
                "allocate sites and parcels to clusters, with bound, prices, reasons of a shortfall and a "
                "certificate"};
    }
    std::string example() const override { return "zonewright allocate demo-city --scenario strict"; }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_,
                        say("研究文件夹（含 study.toml）", "folder of the study (with study.toml)"))
            ->required();
        verb.add_option("--scenario", scenario_,
                        say("情景编号（scenarios/<编号>.toml）；缺省为研究所用",
                            "scenario (scenarios/<id>.toml); default: the study's"));
        verb.add_option("--weights", weights_,
                        say("逐一套用的权重：编号、文件或文件夹；缺省为情景所列或研究所用",
                            "sets of weights, one answer for each: ids, files or folders; default: those of "
                            "the scenario, else the study's"));
        verb.add_flag("--verify", verify_,
                      say("不求解，只复算已写出的证书",
                          "solve nothing, only recompute the certificate written before"));
    }

    ExitCode run(Session& session) override {
        study::Results results = study::open_study(folder_);
        const std::string scenario = scenario_.empty() ? results.definition.scenario : scenario_;
        const auto file = study::allocation_file(results, scenario);
        if (verify_) return tell_verification(session, file);
        study::Runner runner(results, session.progress().part(0, 0.5));
        runner.bring_up_to("assembly");
        for (const char* stage : {"intake", "zoning", "suitability", "supply", "assembly"})
            runner.need(stage);
        const allocation::AllocationInput input = study::allocation_input(results, scenario);
        const std::vector<std::string>& named = weights_.empty() ? input.scenario.weights : weights_;
        if (!named.empty()) return for_weights(session, results, runner, input, named, scenario);
        const model::Allocation allocation = allocation::allocate(input, session.progress().part(0.5, 1));
        std::filesystem::create_directories(file.parent_path());
        write_file(file, allocation.certificate);
        session.result()["scenario"] = scenario;
        tell_balance(session, results, allocation);
        tell_prices(session, allocation);
        tell_reliefs(session, allocation);
        tell_bound(session, allocation);
        session.produced(file, {"配置证书", "certificate of the allocation"});
        return lacks(allocation) ? ExitCode::Shortfall : ExitCode::Done;
    }

private:
    static ExitCode for_weights(Session& session, study::Results& results, study::Runner& runner,
                                const allocation::AllocationInput& input,
                                const std::vector<std::string>& named, const std::string& scenario) {
        runner.need("constraint");
        runner.need("criterion");
        session.result()["scenario"] = scenario;
        const auto sets = weight_sets_named(named, results);
        return allocate_for_weight_sets(session, results, input, sets, scenario) ? ExitCode::Shortfall
                                                                                 : ExitCode::Done;
    }
    static bool lacks(const model::Allocation& allocation) {
        for (const model::ClusterBalance& balance : allocation.balances)
            if (balance.shortfall > Area{}) return true;
        return false;
    }

    static void tell_balance(Session& session, const study::Results& results,
                             const model::Allocation& allocation) {
        session.print(say("各产业（亩）：需求、可用、配置、缺口；价格＝再多要一亩的代价（分值×亩）",
                          "By cluster (mu): demand, eligible, allocated, shortfall; price = cost of one more "
                          "mu (score × mu)"));
        for (const model::ClusterBalance& balance : allocation.balances) {
            const model::Cluster& cluster = results.catalogue.plan.cluster(balance.cluster);
            session.result()["clusters"].push_back({{"cluster", cluster.id},
                                                    {"demand_m2", balance.demand.m2()},
                                                    {"eligible_m2", balance.eligible.m2()},
                                                    {"allocated_m2", balance.allocated.m2()},
                                                    {"shortfall_m2", balance.shortfall.m2()},
                                                    {"price_per_mu", balance.price_per_mu}});
            if (balance.demand == Area{} && balance.allocated == Area{}) continue;
            session.print(fmt::format(
                "{:>12} {:>12} {:>12} {:>12} {:>9.3f}  {}", with_thousands(balance.demand.mu(), 1),
                with_thousands(balance.eligible.mu(), 1), with_thousands(balance.allocated.mu(), 1),
                with_thousands(balance.shortfall.mu(), 1), balance.price_per_mu, cluster.name.said()));
        }
    }

    static void tell_prices(Session& session, const model::Allocation& allocation) {
        session.result()["limits"] = Json::array();
        for (const model::LimitPrice& price : allocation.prices) {
            if (price.kind == "cluster") continue;
            session.result()["limits"].push_back({{"kind", price.kind},
                                                  {"cluster", price.cluster},
                                                  {"place", price.place},
                                                  {"used_m2", price.used.m2()},
                                                  {"price", price.price_per_mu}});
            if (price.price_per_mu != 0)
                session.print(say("  限额 {} {}：放宽一亩（预算：一千元）值 {:.4f}",
                                  "  limit {} {}: one mu (budget: 1,000 yuan) more is worth {:.4f}",
                                  price.place.empty() ? price.kind : price.place, price.cluster,
                                  price.price_per_mu));
        }
    }

    static void tell_reliefs(Session& session, const model::Allocation& allocation) {
        session.result()["least_shortfall_m2"] = allocation.least_shortfall.m2();
        Area lacking;
        for (const model::ClusterBalance& balance : allocation.balances) lacking += balance.shortfall;
        if (lacking > allocation.least_shortfall)
            session.print(say("\n另有 {:.1f} 亩的缺口只因地块不可分割（整宗配置凑不成需求的数）",
                              "\n{:.1f} mu more are lacking only because units are given whole",
                              lacking.mu() - allocation.least_shortfall.mu()));
        session.result()["lacking_because_whole_m2"] =
            std::max(0.0, lacking.m2() - allocation.least_shortfall.m2());
        session.result()["reliefs"] = Json::array();
        if (allocation.least_shortfall > Area{})
            session.print(say("\n无论怎样划分，至少缺 {:.1f} 亩。放宽以下任何一项可减少：",
                              "\nHowever the land is divided, at least {:.1f} mu are lacking. Lifting any of "
                              "these lessens it:",
                              allocation.least_shortfall.mu()));
        for (const model::Relief& relief : allocation.reliefs) {
            session.result()["reliefs"].push_back({{"kind", relief.kind},
                                                   {"cluster", relief.cluster},
                                                   {"place", relief.place},
                                                   {"constraint", relief.constraint},
                                                   {"gain_m2", relief.gain.m2()}});
            session.print(fmt::format("{:>12} {}  {} {} {}", with_thousands(relief.gain.mu(), 1),
                                      say("亩", "mu"), title_of_relief(relief.kind).said(), relief.cluster,
                                      relief.place.empty() ? relief.constraint : relief.place));
        }
    }
    static Text title_of_relief(const std::string& kind) {
        if (kind == "place") return {"地区限额", "quota of a place"};
        if (kind == "cluster_place") return {"地区中某产业的限额", "quota of a cluster in a place"};
        if (kind == "eligibility") return {"准入条件", "eligibility"};
        if (kind == "minimum_site") return {"最小用地", "minimum site"};
        if (kind == "forbidden") return {"禁止配置", "forbidden pairs"};
        if (kind == "locked") return {"锁定", "locks"};
        if (kind == "maximum_towns") return {"镇街数上限", "towns per cluster"};
        if (kind == "constraint") return {"硬约束", "constraint"};
        return {"预算", "budget"};
    }

    static void tell_bound(Session& session, const model::Allocation& allocation) {
        const allocation::Verification verified = allocation::verify(allocation.certificate);
        session.result().update({{"objective", allocation.objective},
                                 {"value", allocation.value},
                                 {"bound", allocation.bound},
                                 {"price_bound", allocation.price_bound},
                                 {"gap", allocation.gap},
                                 {"proved_gap", verified.proved_gap},
                                 {"stop", model::to_string(allocation.stop)},
                                 {"units", allocation.units.size()},
                                 {"certificate_holds", verified.holds}});
        session.print(say(
            "\n{} 个单元；距上界 {:.4f} %（仅凭价格 {:.4f} %）；{}；证书{}",
            "\n{} units; {:.4f} % from the bound ({:.4f} % from the prices alone); {}; the certificate {}",
            allocation.units.size(), 100 * allocation.gap, 100 * verified.proved_gap,
            model::to_string(allocation.stop),
            verified.holds ? say("成立", "holds") : say("不成立", "does not hold")));
        for (const std::string& fault : verified.faults) session.warn({fault, fault});
    }

    static ExitCode tell_verification(Session& session, const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        if (!in)
            throw InputError({file.string(), "", say("已写出的证书", "a certificate written before"),
                              say("先运行 allocate", "run allocate first")});
        const allocation::Verification verified = allocation::verify(text.str());
        session.result()["certificate_holds"] = verified.holds;
        session.result()["proved_gap"] = verified.proved_gap;
        for (const allocation::VerifiedFigure& figure : verified.figures) {
            session.result()["figures"].push_back(
                {{"name", figure.name}, {"claimed", figure.claimed}, {"recomputed", figure.found}});
            session.print(say("{:<12} 证书 {:>24}  复算 {:>24}", "{:<12} claimed {:>24}  recomputed {:>24}",
                              figure.name, figure.claimed, figure.found));
        }
        for (const std::string& fault : verified.faults) session.warn({fault, fault});
        session.print(verified.holds ? say("证书成立，差距至多 {:.4f} %",
                                           "The certificate holds; the gap is at most {:.4f} %",
                                           100 * verified.proved_gap)
                                     : say("证书不成立", "The certificate does not hold"));
        return verified.holds ? ExitCode::Done : ExitCode::Shortfall;
    }

    std::string folder_;
    std::string scenario_;
    std::vector<std::string> weights_;
    bool verify_ = false;
};

}  // namespace

std::unique_ptr<Command> make_allocate_command() {
    return std::make_unique<AllocateCommand>();
}

}  // namespace zonewright::command
