#include "command/report.h"

#include <CLI/CLI.hpp>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/parallel.h"
#include "command/project_file.h"
#include "command/report_maker.h"
#include "command/session.h"
#include "command/site_questions.h"
#include "report/print_pdf.h"
#include "report/site_index.h"
#include "study/open_study.h"
#include "study/runner.h"

namespace zonewright::command {
namespace {

constexpr const char* stages[] = {"intake", "zoning", "constraint", "suitability", "supply", "assembly"};

class ReportCommand : public Command {
public:
    std::string name() const override { return "report"; }
    Text summary() const override {
        return {"选址报告：合规性核查、产业契合、备选方案",
                "site report: checks, fit with the plan, alternatives"};
    }
    std::string example() const override {
        return "zonewright report demo-city --find --town 塘厦 --cluster electronics --area-mu 100";
    }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_, say("研究文件夹", "folder of the study"))->required();
        declare_outlines(verb);
        verb.add_option("--cluster", choice_.cluster, say("产业集群", "cluster"));
        verb.add_option("--project", project_file_,
                        say("项目情况文件（TOML）", "facts about the project (TOML)"));
        verb.add_option(
                "--override", overrides_,
                say("人工认定：规则[=结论] 理由 姓名", "decision against a rule: RULE[=VERDICT] REASON NAME"))
            ->type_size(3);
        verb.add_option(
            "-o,--output", output_,
            say("输出文件夹，默认 <研究>/out/reports", "output folder, default <study>/out/reports"));
        verb.add_flag("--public", for_the_public_,
                      say("公开版：不含坐标表和权利人", "public version: no coordinates, no owners"));
        verb.add_flag("--no-pdf", no_pdf_, say("不生成 PDF", "no PDF"));
    }

    ExitCode run(Session& session) override {
        if (choice_.file.empty() && choice_.parcel.empty() && choice_.site.empty() && !choice_.find &&
            choice_.batch.empty())
            throw InputError({.thing = "report",
                              .expected = "--site | --parcel | --site-id | --find | --batch",
                              .advice = say("选择其一，例如 {}", "choose one, for example {}", example())});
        const auto decisions = parse_overrides();
        model::ProjectFacts project =
            project_file_.empty() ? model::ProjectFacts{} : read_project(project_file_);
        if (project.date.empty()) project.date = today();
        study::Results results = study::open_study(folder_);
        study::Runner runner(results, session.progress().part(0, 0.3));
        runner.bring_up_to("assembly");
        for (const char* stage : stages) runner.need(stage);
        const study::SiteDesk desk(results);
        auto asked = asked_sites(results, desk, choice_, session.progress().part(0.3, 0.35));
        for (AskedSite& site : asked) {
            for (const Text& remark : site.remarks) session.warn(remark);
            if (site.question) {
                site.question->for_the_public = for_the_public_;
                site.question->overrides = decisions;
                site.question->project = project;
            }
        }
        const ReportMaker maker(results, desk, settings(session, results, runner));
        return exit_code(make_all(session, results, maker, asked));
    }

private:
    void declare_outlines(CLI::App& verb) {
        auto* file = verb.add_option("--site", choice_.file,
                                     say("选址范围文件（TXT、DXF、SHP、GeoJSON…）",
                                         "file with the outline (TXT, DXF, SHP, GeoJSON…)"));
        verb.add_option("--layer", choice_.layer, say("文件中的图层", "layer of the file"))->needs(file);
        verb.add_option("--crs", choice_.crs,
                        say("文件的坐标系，如 EPSG:4526", "CRS of the file, such as EPSG:4526"));
        auto* parcel = verb.add_option("--parcel", choice_.parcel, say("地块编号", "id of a parcel"));
        auto* site =
            verb.add_option("--site-id", choice_.site, say("连片用地编号", "id of an assembled site"));
        auto* find = verb.add_flag("--find", choice_.find,
                                   say("在镇街内找最合适的用地", "find the best land of a town"));
        auto* batch = verb.add_option("--batch", choice_.batch,
                                      say("批量：选址文件所在文件夹，或每行一个文件的清单",
                                          "many: a folder of outlines, or a list with a file a line"));
        const std::vector<CLI::Option*> ways{file, parcel, site, find, batch};
        for (CLI::Option* way : ways)
            for (CLI::Option* other : ways)
                if (way != other) way->excludes(other);
        verb.add_option("--town", choice_.town, say("镇街（配合 --find）", "town (with --find)"));
        verb.add_flag("--all-towns", choice_.every_town,
                      say("逐个镇街（配合 --find）", "every town (with --find)"))
            ->needs(find);
        verb.add_option("--area-mu", choice_.area_mu,
                        say("至少多少亩（配合 --find）", "at least so many mu (with --find)"));
    }

    /// RULE or RULE=VERDICT, then the reason, then the name; conditional where no verdict is given.
    std::vector<model::CheckOverride> parse_overrides() const {
        std::vector<model::CheckOverride> decisions;
        if (overrides_.size() % 3 != 0)
            throw InputError({.thing = "--override",
                              .expected = say("规则[=结论] 理由 姓名", "RULE[=VERDICT] REASON NAME"),
                              .advice = say("三项都要写", "all three are needed")});
        for (std::size_t i = 0; i < overrides_.size(); i += 3) {
            const std::string& rule = overrides_[i];
            const std::size_t equals = rule.find('=');
            model::CheckOverride decision{.rule = rule.substr(0, equals)};
            if (equals != std::string::npos) {
                const auto verdict = model::verdict_from(rule.substr(equals + 1));
                if (!verdict)
                    throw InputError({.thing = "--override " + decision.rule,
                                      .value = rule.substr(equals + 1),
                                      .expected = "fits, conditional, conflicts, undecided",
                                      .advice = say("改用其中之一", "use one of these")});
                decision.verdict = *verdict;
            }
            decision.reason = overrides_[i + 1];
            decision.name = overrides_[i + 2];
            decisions.push_back(std::move(decision));
        }
        return decisions;
    }

    ReportSettings settings(Session& session, const study::Results& results,
                            const study::Runner& runner) const {
        ReportSettings settings{
            .output = output_.empty() ? results.out / "reports" : std::filesystem::path(output_),
            .for_the_public = for_the_public_,
            .with_pdf = !no_pdf_ && report::can_print_pdf()};
        if (!no_pdf_ && !settings.with_pdf)
            session.warn(
                {"本机没有 Chromium 或 Edge，未生成 PDF；可用浏览器打开 report.html 打印",
                 "no Chromium or Edge on this machine, so no PDF; print report.html from a browser"});
        for (const char* stage : stages) settings.inputs += runner.fingerprint(stage) + " ";
        return settings;
    }

    /// In a batch a bad outline is an entry of the index; alone it is the command's error.
    std::vector<report::SiteIndexEntry> make_all(Session& session, const study::Results& results,
                                                 const ReportMaker& maker,
                                                 const std::vector<AskedSite>& asked) const {
        std::vector<std::string> taken, names;
        for (const AskedSite& site : asked) names.push_back(free_folder_name(site.title, taken));
        const bool batch = asked.size() > 1 || !choice_.batch.empty();
        std::vector<ReportOutcome> outcomes(asked.size());
        std::mutex writing;
        parallel_for(asked.size(), 1, session.progress().part(0.35, 1), [&](std::size_t i) {
            const Progress inside = batch ? Progress() : session.progress().part(0.35, 0.99);
            ReportOutcome outcome{.entry = {.title = asked[i].title, .problem = asked[i].problem}};
            try {
                if (asked[i].question) outcome = maker.make(*asked[i].question, names[i], inside);
            } catch (const Error& problem) {
                if (!batch) throw;
                outcome.entry.problem = problem.what();
            }
            const std::scoped_lock lock(writing);
            outcomes[i] = std::move(outcome);
            if (batch) write_index(results, outcomes);
        });
        return tell(session, results, outcomes, batch);
    }

    std::filesystem::path folder_of_reports(const study::Results& results) const {
        return output_.empty() ? results.out / "reports" : std::filesystem::path(output_);
    }

    void write_index(const study::Results& results, const std::vector<ReportOutcome>& outcomes) const {
        std::vector<report::SiteIndexEntry> entries;
        for (const ReportOutcome& outcome : outcomes)
            if (!outcome.entry.title.empty()) entries.push_back(outcome.entry);
        make_folder(folder_of_reports(results));
        report::write_site_index(folder_of_reports(results) / "index.html", results.styles_folder / "report",
                                 entries, language());
    }

    std::vector<report::SiteIndexEntry> tell(Session& session, const study::Results& results,
                                             const std::vector<ReportOutcome>& outcomes, bool batch) const {
        std::vector<report::SiteIndexEntry> entries;
        session.result()["reports"] = nlohmann::ordered_json::array();
        for (const ReportOutcome& outcome : outcomes) {
            for (const Text& warning : outcome.warnings) session.warn(warning);
            entries.push_back(outcome.entry);
            if (outcome.page.empty()) {
                session.result()["failures"].push_back(
                    {{"title", outcome.entry.title}, {"problem", outcome.entry.problem}});
                session.warn({fmt::format("{}：{}", outcome.entry.title, outcome.entry.problem),
                              fmt::format("{}: {}", outcome.entry.title, outcome.entry.problem)});
                continue;
            }
            session.result()["reports"].push_back(outcome.json);
            session.produced(
                outcome.page,
                {"选址报告：" + outcome.entry.verdict + (outcome.entry.kept ? "（沿用）" : ""),
                 "site report: " + outcome.entry.verdict + (outcome.entry.kept ? " (kept)" : "")});
        }
        if (batch)
            session.produced(folder_of_reports(results) / "index.html",
                             {"批量报告索引", "index of the reports"});
        return entries;
    }

    static ExitCode exit_code(const std::vector<report::SiteIndexEntry>& entries) {
        for (const report::SiteIndexEntry& entry : entries)
            if (entry.conflicts || !entry.problem.empty()) return ExitCode::Shortfall;
        return ExitCode::Done;
    }

    std::string folder_, output_, project_file_;
    SiteChoice choice_;
    std::vector<std::string> overrides_;
    bool for_the_public_ = false, no_pdf_ = false;
};

}  // namespace

std::unique_ptr<Command> make_report_command() {
    return std::make_unique<ReportCommand>();
}

}  // namespace zonewright::command
