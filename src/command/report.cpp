#include "command/report.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "catalog/style_catalog.h"
#include "command/session.h"
#include "command/site_questions.h"
#include "geom/planar_area.h"
#include "report/print_pdf.h"
#include "report/site_index.h"
#include "report/site_report.h"
#include "study/open_study.h"
#include "study/runner.h"

namespace zonewright::command {
namespace {

/// 自然资发〔2020〕95号 as answered by the ministry: contiguous large-scale vectors above this are a state
/// secret.
constexpr const char* secrecy_rule = "contiguous_vector_limit_km2";

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
        auto* file = verb.add_option("--site", choice_.file,
                                     say("选址范围文件（TXT、DXF、SHP、GeoJSON…）",
                                         "file with the outline (TXT, DXF, SHP, GeoJSON…)"));
        verb.add_option("--layer", choice_.layer, say("文件中的图层", "layer of the file"))->needs(file);
        verb.add_option("--crs", choice_.crs,
                        say("文件的坐标系，如 EPSG:4526", "CRS of the file, such as EPSG:4526"))
            ->needs(file);
        auto* parcel = verb.add_option("--parcel", choice_.parcel, say("地块编号", "id of a parcel"));
        auto* site =
            verb.add_option("--site-id", choice_.site, say("连片用地编号", "id of an assembled site"));
        auto* find = verb.add_flag("--find", choice_.find,
                                   say("在镇街内找最合适的用地", "find the best land of a town"));
        file->excludes(parcel)->excludes(site)->excludes(find);
        parcel->excludes(site)->excludes(find);
        site->excludes(find);
        verb.add_option("--town", choice_.town, say("镇街（配合 --find）", "town (with --find)"));
        verb.add_flag("--all-towns", choice_.every_town,
                      say("逐个镇街（配合 --find）", "every town (with --find)"))
            ->needs(find);
        verb.add_option("--cluster", choice_.cluster, say("产业集群", "cluster"));
        verb.add_option("--area-mu", choice_.area_mu,
                        say("至少多少亩（配合 --find）", "at least so many mu (with --find)"));
        verb.add_option(
            "-o,--output", output_,
            say("输出文件夹，默认 <研究>/out/reports", "output folder, default <study>/out/reports"));
        verb.add_flag("--public", choice_.for_the_public,
                      say("公开版：不含坐标表和权利人", "public version: no coordinates, no owners"));
        verb.add_flag("--no-pdf", no_pdf_, say("不生成 PDF", "no PDF"));
    }

    ExitCode run(Session& session) override {
        if (choice_.file.empty() && choice_.parcel.empty() && choice_.site.empty() && !choice_.find)
            throw InputError({.thing = "report",
                              .expected = "--site | --parcel | --site-id | --find",
                              .advice = say("选择其一，例如 {}", "choose one, for example {}", example())});
        study::Results results = study::open_study(folder_);
        study::Runner runner(results, session.progress().part(0, 0.3));
        runner.bring_up_to("assembly");
        for (const char* stage : {"intake", "zoning", "constraint", "suitability", "supply", "assembly"})
            runner.need(stage);
        const auto questions = site_questions(results, choice_, session.progress().part(0.3, 0.35));
        styles_ = catalog::read_styles(results.styles_folder);
        output_ = output_.empty() ? (results.out / "reports").string() : output_;
        std::vector<report::SiteIndexEntry> entries;
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const double from = 0.35 + 0.65 * static_cast<double>(i) / static_cast<double>(questions.size());
            const double to =
                0.35 + 0.65 * static_cast<double>(i + 1) / static_cast<double>(questions.size());
            entries.push_back(one_report(session, results, questions[i], questions.size(),
                                         session.progress().part(from, to)));
        }
        if (questions.size() > 1) {
            report::write_site_index(std::filesystem::path(output_) / "index.html",
                                     results.styles_folder / "report", entries, language());
            session.produced(std::filesystem::path(output_) / "index.html",
                             {"批量报告索引", "index of the reports"});
        }
        return exit_code(entries);
    }

private:
    /// In a batch a bad outline is an entry of the index; alone it is the command's error.
    report::SiteIndexEntry one_report(Session& session, const study::Results& results,
                                      const study::SiteQuestion& question, std::size_t count,
                                      const Progress& progress) {
        report::SiteIndexEntry entry{.title = question.title};
        if (question.outline.empty()) {
            entry.problem = say("没有满足条件的用地", "no land meets the conditions");
            return entry;
        }
        try {
            write_one(session, results, question, entry, progress);
        } catch (const InputError& problem) {
            if (count == 1) throw;
            entry.problem = problem.what();
        }
        return entry;
    }

    void write_one(Session& session, const study::Results& results, const study::SiteQuestion& question,
                   report::SiteIndexEntry& entry, const Progress& progress) {
        const model::SiteReport answer = study::answer_site(results, question, progress.part(0, 0.3));
        warn_of_secrecy(session, results, answer);
        const std::string id = safe_name(question.title);
        const std::filesystem::path folder = std::filesystem::path(output_) / id;
        make_folder(folder);
        report::SiteReportRequest request{.report = &answer,
                                          .catalogue = &results.catalogue,
                                          .sources = &results.sources,
                                          .styles = &styles_,
                                          .language = language()};
        if (answer.cluster) request.suitability = results.suitability.clusters[answer.cluster->index()].tiles;
        report::write_site_html(folder / "report.html", results.styles_folder / "report", request,
                                progress.part(0.3, 0.8));
        write_file(folder / "report.json", report::site_json(request));
        report::write_site_workbook(folder / "report.xlsx", request);
        if (!answer.for_the_public)
            report::write_site_evidence(folder / "evidence.gpkg", request, progress.part(0.8, 0.9));
        if (!no_pdf_ && !report::print_pdf(folder / "report.html", folder / "report.pdf"))
            session.warn(
                {"本机没有 Chromium 或 Edge，未生成 PDF；可用浏览器打开 report.html 打印",
                 "no Chromium or Edge on this machine, so no PDF; print report.html from a browser"});
        session.produced(folder / "report.html",
                         {"选址报告：" + model::title_of(answer.check.verdict).zh,
                          "site report: " + model::title_of(answer.check.verdict).en});
        entry.link = id + "/report.html";
        entry.area_mu = answer.area.mu();
        entry.verdict = model::title_of(answer.check.verdict).said();
        entry.conflicts = answer.check.verdict == model::Verdict::Conflicts ||
                          answer.check.verdict == model::Verdict::Undecided;
        session.result()["reports"].push_back(nlohmann::ordered_json::parse(report::site_json(request)));
        progress.report(1);
    }

    static void warn_of_secrecy(Session& session, const study::Results& results,
                                const model::SiteReport& answer) {
        const double limit_km2 = results.catalogue.rules_of("compliance").number(secrecy_rule);
        if (answer.area.m2() > limit_km2 * 1e6)
            session.warn(
                {fmt::format("范围连片超过 {} 平方千米，全要素矢量可能属于国家秘密，请按保密规定保管",
                             limit_km2),
                 fmt::format("the outline covers more than {} km² in one piece: full vectors may be a state "
                             "secret, handle them so",
                             limit_km2)});
    }

    /// A folder name from any text: nothing that leaves the output folder, nothing a file system refuses.
    static std::string safe_name(const std::string& title) {
        std::string name;
        for (char c : title)
            name += std::string_view("/\\:*?\"<>|\t\n\r").find(c) != std::string_view::npos || c == '\0' ? '_'
                                                                                                         : c;
        while (!name.empty() && (name.front() == '.' || name.front() == ' ')) name.erase(0, 1);
        if (name.size() > 120) name.resize(120);
        return name.empty() ? "site" : name;
    }

    static ExitCode exit_code(const std::vector<report::SiteIndexEntry>& entries) {
        for (const report::SiteIndexEntry& entry : entries)
            if (entry.conflicts || !entry.problem.empty()) return ExitCode::Shortfall;
        return ExitCode::Done;
    }

    std::string folder_, output_;
    SiteChoice choice_;
    bool no_pdf_ = false;
    model::StyleSheet styles_;
};

}  // namespace

std::unique_ptr<Command> make_report_command() {
    return std::make_unique<ReportCommand>();
}

}  // namespace zonewright::command
