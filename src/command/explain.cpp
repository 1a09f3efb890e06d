#include "command/explain.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "command/named_in_study.h"
#include "command/session.h"
#include "study/open_study.h"
#include "study/runner.h"
#include "suitability/explain.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;
using suitability::Explanation;

Json number_or_null(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}
Json number_or_null(const std::optional<double>& value) {
    return value ? number_or_null(*value) : Json(nullptr);
}

std::string shown(const std::optional<double>& value, const std::string& unit) {
    if (!value || unit == "class") return "";
    if (std::isinf(*value)) return say("附近没有", "none near");
    return fmt::format("{:.4g} {}", *value, unit == "1" ? "" : unit);
}

/// Tells one explanation, line by line and as JSON.
class Telling {
public:
    Telling(Session& session, const study::Results& results, const Explanation& explanation)
        : session_(session),
          results_(results),
          explanation_(explanation),
          classes_(suitability::score_classes(results.catalogue)) {}

    void tell_score() {
        Json& body = session_.result();
        body["state"] = model::to_string(explanation_.state);
        body["score"] = number_or_null(explanation_.score);
        body["deviation"] = number_or_null(explanation_.deviation);
        body["admissible_share"] = explanation_.admissible_share;
        body["binding"] = explanation_.binding.said();
        if (explanation_.state == model::ScoreState::Scored) {
            const std::string grade =
                explanation_.score_class ? classes_[*explanation_.score_class].title.said() : "";
            body["class"] =
                explanation_.score_class ? Json(classes_[*explanation_.score_class].id) : Json(nullptr);
            body["rank"] = explanation_.rank;
            body["ranked"] = explanation_.ranked;
            session_.print(say("得分 {:.4f} ± {:.4f}（{}），在 {} 宗可评地块中排第 {}",
                               "score {:.4f} ± {:.4f} ({}), among {} scored parcels number {}",
                               explanation_.score, explanation_.deviation, grade, explanation_.ranked,
                               explanation_.rank));
        }
        session_.print(explanation_.binding.said());
        for (const suitability::ExclusionShare& part : explanation_.exclusions) {
            const auto& rule = results_.catalogue.constraints[part.constraint];
            body["exclusions"].push_back(
                {{"constraint", rule.id}, {"share", part.share}, {"legal_basis", rule.legal_basis}});
            session_.print(say("  排除：{} {:.1f} %（{}）", "  excluded: {} {:.1f} % ({})", rule.title.said(),
                               100 * part.share, rule.legal_basis));
        }
    }

    void tell_contributions() {
        if (explanation_.contributions.empty()) return;
        session_.print(
            say("\n得分构成（权重 × 价值，合计等于得分；失分多的在前）",
                "\nWhat the score is made of (weight × worth, summing to it; greatest loss first)"));
        Json& list = session_.result()["contributions"] = Json::array();
        for (const suitability::Contribution& part : explanation_.contributions) {
            const auto& definition = criterion(part.criterion);
            list.push_back({{"criterion", definition.id},
                            {"title", definition.title.said()},
                            {"weight", part.weight},
                            {"worth", number_or_null(part.worth)},
                            {"points", number_or_null(part.points)},
                            {"lost", number_or_null(part.lost)},
                            {"measured", number_or_null(part.measured)},
                            {"unit", definition.unit},
                            {"clause", definition.clause}});
        }
        for (std::size_t k : explanation_.by_loss) {
            const suitability::Contribution& part = explanation_.contributions[k];
            const auto& definition = criterion(part.criterion);
            session_.print(fmt::format("  {:.4f} = {:.4f} × {:.3f}   -{:.4f}  {}  {}", part.points,
                                       part.weight, part.worth, part.lost, definition.title.said(),
                                       shown(part.measured, definition.unit)));
        }
        session_.result()["proportional"] = explanation_.proportional;
        if (explanation_.proportional)
            session_.print(say("  （该综合方法不是加权和，构成按权重 × 价值分摊）",
                               "  (this rule is not a sum; the score is shared out by weight × worth)"));
    }

    void tell_changes() {
        Json& list = session_.result()["changes"] = Json::array();
        for (const suitability::Change& change : explanation_.changes)
            list.push_back({{"criterion", criterion(change.criterion).id},
                            {"worth_needed", change.worth_needed},
                            {"measured_needed", number_or_null(change.measured_needed)},
                            {"effort", change.effort},
                            {"score_after", change.score_after}});
        if (explanation_.state != model::ScoreState::Scored || !explanation_.score_class) return;
        if (*explanation_.score_class == 0)
            return session_.print(say("\n已是最高一级", "\nalready in the best class"));
        const std::string next = classes_[*explanation_.score_class - 1].title.said();
        if (explanation_.changes.empty()) return tell_combined(next);
        session_.print(say("\n升到“{}”的最小改变（单项，最省的在前）",
                           "\nSmallest single changes that lift it to '{}', cheapest first", next));
        for (const suitability::Change& change : explanation_.changes) {
            const auto& definition = criterion(change.criterion);
            session_.print(say(
                "  {}：价值到 {:.3f} {}", "  {}: worth to {:.3f} {}", definition.title.said(),
                change.worth_needed,
                change.measured_needed ? "(" + shown(change.measured_needed, definition.unit) + ")" : ""));
        }
    }

    void tell_combined(const std::string& next) {
        if (explanation_.combined.empty())
            return session_.print(say("\n改变设施、集聚或规划条件也不能升到“{}”",
                                      "\nno change short of moving the ground lifts it to '{}'", next));
        session_.print(say("\n没有单项改变能升到“{}”；合起来最少需要",
                           "\nno single criterion lifts it to '{}'; together at least", next));
        for (const suitability::Change& change : explanation_.combined) {
            const auto& definition = criterion(change.criterion);
            session_.result()["combined_changes"].push_back({{"criterion", definition.id},
                                                             {"worth_needed", change.worth_needed},
                                                             {"score_after", change.score_after}});
            session_.print(say("  {}：价值到 {:.3f}（得分到 {:.3f}）",
                               "  {}: worth to {:.3f} (score to {:.3f})", definition.title.said(),
                               change.worth_needed, change.score_after));
        }
    }

    void tell_stability() {
        Json& list = session_.result()["weight_stability"] = Json::array();
        const suitability::WeightInterval* tightest = nullptr;
        double least = 2;
        for (const suitability::WeightInterval& interval : explanation_.stability) {
            list.push_back({{"criterion", criterion(interval.criterion).id},
                            {"weight", interval.weight},
                            {"low", interval.low},
                            {"high", interval.high}});
            const double room = std::min(interval.low > 0 ? interval.weight - interval.low : 2,
                                         interval.high < 1 ? interval.high - interval.weight : 2);
            if (room < least) tightest = &interval;
            least = std::min(least, room);
        }
        if (tightest)
            session_.print(say(
                "\n等级对权重最敏感的指标：{}，权重 {:.3f} 在 [{:.3f}, {:.3f}] 内等级不变",
                "\nThe class is most sensitive to the weight of {}: {:.3f}, stable within [{:.3f}, {:.3f}]",
                criterion(tightest->criterion).title.said(), tightest->weight, tightest->low,
                tightest->high));
        for (const model::DroppedCriterion& dropped : explanation_.dropped) {
            const auto& definition = criterion(dropped.criterion);
            session_.result()["dropped"].push_back({{"criterion", definition.id},
                                                    {"weight", dropped.weight},
                                                    {"reason", dropped.reason.said()}});
            session_.warn({fmt::format("“{}”未参与评价：{}（权重 {:.3f} 已分摊）", definition.title.zh,
                                       dropped.reason.zh, dropped.weight),
                           fmt::format("'{}' took no part: {} (its weight {:.3f} was shared out)",
                                       definition.title.en, dropped.reason.en, dropped.weight)});
        }
    }

private:
    const model::CriterionDefinition& criterion(model::CriterionId id) const {
        return results_.catalogue.criteria.at(id.index());
    }

    Session& session_;
    const study::Results& results_;
    const Explanation& explanation_;
    std::vector<suitability::ScoreClass> classes_;
};

class ExplainCommand : public Command {
public:
    std::string name() const override { return "explain"; }
    Text summary() const override {
        return {"解释一宗地块对某产业的得分：构成、制约、最省的改变",
                "explain a parcel's score for a cluster: what it is made of, what binds, what would lift it"};
    }
    std::string example() const override {
        return "zonewright explain demo-city --parcel DK0001 --cluster semiconductor";
    }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_,
                        say("研究文件夹（含 study.toml）", "folder of the study (with study.toml)"))
            ->required();
        verb.add_option("--parcel", parcel_, say("地块编号", "id of the parcel"))->required();
        verb.add_option("--cluster", cluster_, say("产业集群（标识或名称）", "cluster (id or name)"))
            ->required();
    }

    ExitCode run(Session& session) override {
        study::Results results = study::open_study(folder_);
        study::Runner runner(results, session.progress());
        runner.bring_up_to("suitability");
        for (const char* stage : {"intake", "constraint", "suitability"}) runner.need(stage);
        const model::ClusterId cluster = cluster_named(results, cluster_);
        const model::ParcelId parcel = parcel_named(results, parcel_);
        const Explanation explanation = suitability::explain(
            {results.catalogue, results.suitability, results.parcels, results.admissible}, parcel, cluster);
        const model::Cluster& named = results.catalogue.plan.cluster(cluster);
        session.result()["parcel"] = results.parcels[parcel.index()].id;
        session.result()["cluster"] = named.id;
        session.result()["aggregation"] = results.suitability.aggregation;
        session.print(fmt::format("{} · {} ({})", results.parcels[parcel.index()].id, named.name.said(),
                                  results.parcels[parcel.index()].town_name));
        Telling telling(session, results, explanation);
        telling.tell_score();
        telling.tell_contributions();
        telling.tell_changes();
        telling.tell_stability();
        return ExitCode::Done;
    }

private:
    std::string folder_, parcel_, cluster_;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() {
    return std::make_unique<ExplainCommand>();
}

}  // namespace zonewright::command
