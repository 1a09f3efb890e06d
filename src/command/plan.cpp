#include "command/plan.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/spelling.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "catalog/plan_difference.h"
#include "command/plan_coverage.h"
#include "command/plan_show.h"
#include "command/session.h"

namespace zonewright::command {
namespace {

/// The newest version at hand: ids end in their year, so the last by name.
std::string newest_plan(const std::filesystem::path& layers) {
    const auto versions = catalog::plan_versions(layers);
    if (!versions.empty()) return versions.back();
    throw InputError({.thing = (layers / "plans").string(),
                      .expected = say("至少一个规划版本", "at least one plan version"),
                      .advice = say("恢复 layers/plans", "restore layers/plans")});
}

template <typename Item>
[[noreturn]] void reject_unknown(const std::string& option, const std::string& key,
                                 const std::vector<Item>& items) {
    std::vector<std::string> known;
    for (const Item& item : items) {
        known.push_back(item.id);
        known.push_back(item.name.zh);
    }
    const auto meant = nearest_name(key, known);
    throw InputError(
        {.thing = option,
         .value = key,
         .expected = say("规划中的 id 或名称", "an id or a name of the plan"),
         .advice = meant ? say("是否想写 {}？", "did you mean {}?", *meant)
                         : say("zonewright plan show 列出全部", "zonewright plan show lists them all")});
}

class PlanCommand : public Command {
public:
    std::string name() const override { return "plan"; }
    Text summary() const override {
        return {"规划文件：查看、覆盖情况、版本比较", "the plan: show it, its coverage, compare versions"};
    }
    std::string example() const override { return "zonewright plan show --cluster energy"; }

    void declare(CLI::App& verb) override {
        verb.require_subcommand(1);
        show_ = verb.add_subcommand(
            "show", say("查看规划，每行带条款号", "show the plan, each line with its clause"));
        show_->add_option("--plan", plan_, say("规划版本，默认最新", "plan version, the newest by default"));
        auto* cluster = show_->add_option("--cluster", cluster_,
                                          say("只看一个产业（id 或名称）", "one industry (id or name)"));
        show_
            ->add_option("--place", place_,
                         say("只看一个地点（id、代码或名称）", "one place (id, code or name)"))
            ->excludes(cluster);
        coverage_ = verb.add_subcommand(
            "coverage", say("哪些有边界、面积，哪些尚未落实", "what has a boundary and what is open"));
        coverage_->add_option("study", study_,
                              say("研究文件夹；给出时按其数据核对", "a study, to look at its data"));
        coverage_->add_option("--plan", plan_,
                              say("规划版本，默认最新", "plan version, the newest by default"));
        difference_ =
            verb.add_subcommand("diff", say("两个版本之间的变化", "what changed between two versions"));
        difference_
            ->add_option("before", before_, say("较早版本（id 或文件夹）", "earlier version (id or folder)"))
            ->required();
        difference_
            ->add_option("after", after_, say("较新版本（id 或文件夹）", "later version (id or folder)"))
            ->required();
    }

    ExitCode run(Session& session) override {
        if (difference_->parsed()) return tell_difference(session);
        if (coverage_->parsed() && !study_.empty()) {
            show_coverage_of_study(session, study_);
            return ExitCode::Done;
        }
        const std::filesystem::path layers = catalog::find_layers_folder();
        const model::Plan plan =
            catalog::read_plan_version(layers, plan_.empty() ? newest_plan(layers) : plan_);
        if (coverage_->parsed())
            show_coverage(session, plan);
        else
            tell_plan(session, plan);
        return ExitCode::Done;
    }

private:
    void tell_plan(Session& session, const model::Plan& plan) const {
        if (!cluster_.empty()) {
            const auto cluster = plan.find_cluster(cluster_);
            if (!cluster) reject_unknown("--cluster", cluster_, plan.clusters);
            show_cluster(session, plan, plan.cluster(*cluster));
        } else if (!place_.empty()) {
            const auto place = plan.find_place(place_);
            if (!place) reject_unknown("--place", place_, plan.places);
            show_place(session, plan, plan.place(*place));
        } else {
            show_plan(session, plan);
        }
    }

    ExitCode tell_difference(Session& session) const {
        const std::filesystem::path layers = catalog::find_layers_folder();
        const model::Plan before = catalog::read_plan_version(layers, before_);
        const model::Plan after = catalog::read_plan_version(layers, after_);
        auto& changes = session.result()["changes"];
        changes = nlohmann::ordered_json::array();
        for (const catalog::PlanChange& change : catalog::difference(before, after)) {
            session.print(shown(change));
            changes.push_back({{"kind", to_string(change.kind)},
                               {"clause", change.clause},
                               {"item", change.item},
                               {"what", change.what.said()},
                               {"before", change.before},
                               {"after", change.after}});
        }
        if (changes.empty()) session.print(say("没有变化", "no change"));
        return ExitCode::Done;
    }

    /// "+ [2.1.5] cluster energy: place named 万江街道"
    static std::string shown(const catalog::PlanChange& change) {
        const std::string clause = change.clause.empty() ? "" : fmt::format("[{}] ", change.clause);
        const std::string head =
            fmt::format("{}{}{}{}", clause, change.item, say("：", ": "), change.what.said());
        if (change.kind == catalog::ChangeKind::Added) return fmt::format("+ {} {}", head, change.after);
        if (change.kind == catalog::ChangeKind::Removed) return fmt::format("- {} {}", head, change.before);
        return fmt::format("~ {} {} → {}", head, change.before, change.after);
    }

    CLI::App* show_ = nullptr;
    CLI::App* coverage_ = nullptr;
    CLI::App* difference_ = nullptr;
    std::string plan_, cluster_, place_, study_, before_, after_;
};

}  // namespace

std::unique_ptr<Command> make_plan_command() {
    return std::make_unique<PlanCommand>();
}

}  // namespace zonewright::command
