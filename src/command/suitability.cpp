#include "command/suitability.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "command/construction_tale.h"
#include "command/named_in_study.h"
#include "command/patch_file.h"
#include "command/session.h"
#include "study/open_study.h"
#include "study/runner.h"
#include "suitability/explain.h"
#include "suitability/robustness.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

/// Scored parcels of a cluster, best first; ties by position.
std::vector<std::size_t> best_first(const model::Suitability& suitability, std::size_t cluster) {
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < suitability.parcel_count; ++p)
        if (suitability.of(p, cluster).state == model::ScoreState::Scored) order.push_back(p);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return suitability.of(a, cluster).score > suitability.of(b, cluster).score;
    });
    return order;
}

class SuitabilityCommand : public Command {
public:
    std::string name() const override { return "suitability"; }
    Text summary() const override {
        return {"产业适宜性：每个集群的栅格和每宗地块的得分、权重、稳健性",
                "suitability for every cluster: scores of cells and parcels, weights, robustness"};
    }
    std::string example() const override {
        return "zonewright suitability demo-city --cluster semiconductor --top 20 --draws 1000";
    }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_,
                        say("研究文件夹（含 study.toml）", "folder of the study (with study.toml)"))
            ->required();
        verb.add_option("--cluster", cluster_,
                        say("只看一个集群，并列出权重和最好的地块",
                            "one cluster only, with its weights and best parcels"));
        verb.add_option("--top", top_,
                        say("列出最好的几宗（配合 --cluster）",
                            "how many of the best parcels to list (with --cluster)"))
            ->check(CLI::Range(1, 100000));
        verb.add_option("--draws", draws_,
                        say("权重抽样次数，给出排名可接受度（配合 --cluster）",
                            "draws of weights for the rank acceptability (with --cluster)"))
            ->check(CLI::Range(1, 1000000));
        verb.add_option("--patches", patches_,
                        say("把得分够高的连片用地写入这个 GeoPackage（配合 --cluster）",
                            "write contiguous land of high score into this GeoPackage (with --cluster)"));
        verb.add_option(
                "--from", wish_.from,
                say("连片用地的最低得分（配合 --patches）", "lowest score of a patch (with --patches)"))
            ->check(CLI::Range(0.0, 1.0));
        verb.add_option(
                "--minimum-mu", minimum_mu_,
                say("连片用地的最小面积，亩（配合 --patches）", "smallest patch in mu (with --patches)"))
            ->check(CLI::NonNegativeNumber);
        verb.add_option("--profile", profile_,
                        say("industries 各产业（默认）；urban_construction 双评价城镇建设适宜性",
                            "industries (default), or urban_construction: the double evaluation chain"))
            ->check(CLI::IsMember({"industries", "urban_construction"}));
    }

    ExitCode run(Session& session) override {
        study::Results results = study::open_study(folder_);
        study::Runner runner(results, session.progress());
        if (profile_ == "urban_construction") {
            runner.bring_up_to("construction");
            runner.need("construction");
            tell_construction(session, results);
            return ExitCode::Done;
        }
        runner.bring_up_to("suitability");
        for (const char* stage : {"intake", "suitability"}) runner.need(stage);
        session.result()["aggregation"] = results.suitability.aggregation;
        session.result()["weights"] = results.definition.weights;
        if (results.catalogue.find_weights(results.definition.weights)->is_default)
            session.print(
                say("权重为默认值，供使用单位替换", "The weights are defaults, for the bureau to replace"));
        if (cluster_.empty())
            tell_all(session, results);
        else
            tell_one(session, results, cluster_named(results, cluster_));
        return ExitCode::Done;
    }

private:
    static Json counts_of(const study::Results& results, std::size_t cluster) {
        std::size_t excluded = 0, no_data = 0;
        for (std::size_t p = 0; p < results.suitability.parcel_count; ++p) {
            excluded += results.suitability.of(p, cluster).state == model::ScoreState::Excluded;
            no_data += results.suitability.of(p, cluster).state == model::ScoreState::NoData;
        }
        return {{"scored", best_first(results.suitability, cluster).size()},
                {"excluded", excluded},
                {"no_data", no_data}};
    }

    static void tell_all(Session& session, const study::Results& results) {
        const auto classes = suitability::score_classes(results.catalogue);
        std::string head = say("可评 排除 无数据 |", "scored excl. nodata |");
        for (const auto& grade : classes) head += " " + grade.title.said();
        session.print(head);
        for (std::size_t k = 0; k < results.suitability.clusters.size(); ++k) {
            const model::Cluster& cluster =
                results.catalogue.plan.cluster(results.suitability.clusters[k].cluster);
            const auto order = best_first(results.suitability, k);
            std::vector<std::size_t> by_class(classes.size(), 0);
            double sum = 0;
            for (std::size_t p : order) {
                const double score = results.suitability.of(p, k).score;
                sum += score;
                for (std::size_t g = 0; g < classes.size(); ++g)
                    if (score >= classes[g].from) {
                        ++by_class[g];
                        break;
                    }
            }
            Json line = counts_of(results, k);
            line["cluster"] = cluster.id;
            line["mean"] = order.empty() ? Json(nullptr) : Json(sum / static_cast<double>(order.size()));
            line["surface"] = results.suitability.clusters[k].tiles.string();
            std::string row =
                fmt::format("{:>6} {:>6} {:>6} |", line["scored"].get<std::size_t>(),
                            line["excluded"].get<std::size_t>(), line["no_data"].get<std::size_t>());
            for (std::size_t g = 0; g < classes.size(); ++g) {
                line["classes"][classes[g].id] = by_class[g];
                row += fmt::format(" {:>7}", by_class[g]);
            }
            session.print(row + "  " + cluster.name.said());
            session.result()["clusters"].push_back(std::move(line));
            warn_dropped(session, results, results.suitability.clusters[k]);
        }
    }

    static void warn_dropped(Session& session, const study::Results& results,
                             const model::ClusterRating& rating) {
        const model::Cluster& cluster = results.catalogue.plan.cluster(rating.cluster);
        for (const model::DroppedCriterion& dropped : rating.dropped) {
            const auto& definition = results.catalogue.criteria.at(dropped.criterion.index());
            session.warn({fmt::format("{}：“{}”未参与评价，{}", cluster.name.zh, definition.title.zh,
                                      dropped.reason.zh),
                          fmt::format("{}: '{}' took no part, {}", cluster.name.en, definition.title.en,
                                      dropped.reason.en)});
        }
    }

    void tell_one(Session& session, const study::Results& results, model::ClusterId cluster) const {
        const model::ClusterRating& rating = results.suitability.clusters.at(cluster.index());
        session.result()["cluster"] = results.catalogue.plan.cluster(cluster).id;
        session.result()["surface"] = rating.tiles.string();
        session.result()["consistency_ratio"] = rating.consistency_ratio;
        session.result()["parcels"] = counts_of(results, cluster.index());
        session.print(say("权重（{}，CR = {:.4f}）", "weights ({}, CR = {:.4f})", rating.method,
                          rating.consistency_ratio));
        std::vector<const model::RatedCriterion*> falling;
        for (const auto& rated : rating.criteria) falling.push_back(&rated);
        std::stable_sort(falling.begin(), falling.end(),
                         [](const auto* a, const auto* b) { return a->weight > b->weight; });
        for (const model::RatedCriterion* rated : falling) {
            const auto& definition = results.catalogue.criteria.at(rated->criterion.index());
            session.result()["criteria"].push_back(
                {{"criterion", definition.id}, {"weight", rated->weight}, {"clause", definition.clause}});
            session.print(fmt::format("  {:.4f}  {}", rated->weight, definition.title.said()));
        }
        warn_dropped(session, results, rating);
        tell_best(session, results, cluster);
        if (!patches_.empty()) {
            suitability::PatchWish wish = wish_;
            wish.minimum_m2 = minimum_mu_ * square_metres_per_mu;
            write_patches(session, results, cluster, wish, patches_);
        }
    }

    void tell_best(Session& session, const study::Results& results, model::ClusterId cluster) const {
        suitability::Smaa robust;
        const double bands[] = {0.01, 0.05, 0.1};
        if (draws_ > 0)
            robust = suitability::smaa(results.suitability, cluster, bands, draws_, results.definition.seed,
                                       session.progress());
        session.print(say("最好的地块：得分 ± 标准差{}", "best parcels: score ± deviation{}",
                          draws_ > 0 ? say("，在权重变动下排进前 1 % / 5 % / 10 % 的可能",
                                           ", share of draws within the best 1 % / 5 % / 10 %")
                                     : ""));
        const auto order = best_first(results.suitability, cluster.index());
        for (std::size_t i = 0; i < std::min(top_, order.size()); ++i) {
            const std::size_t p = order[i];
            const model::ParcelScore& score = results.suitability.of(p, cluster.index());
            const model::Parcel& parcel = results.parcels[p];
            Json line = {{"parcel", parcel.id},
                         {"town", parcel.town_name},
                         {"score", score.score},
                         {"deviation", std::isnan(score.deviation) ? Json(nullptr) : Json(score.deviation)}};
            std::string text = fmt::format("  {:.4f} ± {:.4f}", score.score, score.deviation);
            if (draws_ > 0) {
                line["mean_rank"] = robust.mean_rank[p];
                for (std::size_t b = 0; b < std::size(bands); ++b) {
                    line["acceptability"].push_back(robust.acceptability[p * std::size(bands) + b]);
                    text += fmt::format(
                        " {:>5.1f} %",
                        100 * static_cast<double>(robust.acceptability[p * std::size(bands) + b]));
                }
            }
            session.result()["best"].push_back(std::move(line));
            session.print(text + fmt::format("  {} {}", parcel.id, parcel.town_name));
        }
        for (const suitability::StabilityInterval& interval :
             suitability::leader_stability(results.suitability, cluster, 1))
            session.result()["leader_stability"].push_back(
                {{"criterion", results.catalogue.criteria.at(interval.criterion.index()).id},
                 {"weight", interval.weight},
                 {"low", interval.low},
                 {"high", interval.high}});
    }

    std::string folder_, cluster_, profile_ = "industries";
    std::string patches_;
    suitability::PatchWish wish_;
    double minimum_mu_ = 100;
    std::size_t top_ = 10, draws_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_suitability_command() {
    return std::make_unique<SuitabilityCommand>();
}

}  // namespace zonewright::command
