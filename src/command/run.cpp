#include "command/run.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command/session.h"
#include "study/manifest.h"
#include "study/open_study.h"
#include "study/runner.h"
#include "study/stage.h"

namespace zonewright::command {
namespace {

class RunCommand : public Command {
public:
    std::string name() const override { return "run"; }
    Text summary() const override {
        return {"运行整个研究，从数据源到成果图层", "run the whole study, from sources to result layers"};
    }
    std::string example() const override { return "zonewright run demo-city"; }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_,
                        say("研究文件夹（含 study.toml）", "folder of the study (with study.toml)"))
            ->required();
        verb.add_option("--until", until_, say("只运行到该阶段", "stop after this stage"));
        verb.add_flag("--fresh", fresh_, say("不复用已完成的阶段", "reuse no finished stage"));
    }

    ExitCode run(Session& session) override {
        study::Results results = study::open_study(folder_);
        if (fresh_) std::filesystem::remove_all(results.cache);
        study::Runner runner(results, session.progress());
        const std::string last = until_.empty() ? study::all_stages().back().id : until_;
        runner.bring_up_to(last);
        study::write_manifest(results, runner.records());
        tell_stages(session, runner);
        if (!until_.empty()) return ExitCode::Done;
        return tell_results(session, results, runner);
    }

private:
    static void tell_stages(Session& session, const study::Runner& runner) {
        auto& stages = session.result()["stages"];
        for (const study::Stage& stage : study::all_stages())
            for (const study::StageRecord& record : runner.records()) {
                if (record.id != stage.id) continue;
                stages.push_back(
                    {{"stage", record.id}, {"reused", record.reused}, {"seconds", record.seconds}});
                session.print(fmt::format(
                    "  {:<12} {}  {}", record.id, stage.title.said(),
                    record.reused ? say("沿用", "reused") : fmt::format("{:.1f} s", record.seconds)));
            }
    }

    static ExitCode tell_results(Session& session, study::Results& results, study::Runner& runner) {
        runner.need("supply");
        runner.need("allocation");
        const study::Headline headline = study::headline_of(results);
        session.print(
            say("\n毛面积 {:.2f} 公顷，净供应 {:.2f} 公顷；地块 {} 宗，连片用地 {} 处；已配置 {:.2f} "
                "公顷，缺口 {:.2f} 公顷",
                "\nGross {:.2f} ha, net supply {:.2f} ha; {} parcels, {} sites; allocated {:.2f} ha, "
                "shortfall {:.2f} ha",
                headline.gross.hectares(), headline.net.hectares(), headline.parcels, headline.sites,
                headline.allocated.hectares(), headline.shortfall.hectares()));
        session.result()["gross_m2"] = headline.gross.m2();
        session.result()["net_m2"] = headline.net.m2();
        session.result()["parcels"] = headline.parcels;
        session.result()["sites"] = headline.sites;
        session.result()["allocated_m2"] = headline.allocated.m2();
        session.result()["shortfall_m2"] = headline.shortfall.m2();
        for (const study::Output& output : study::outputs_of(results))
            session.produced(output.path, output.what);
        for (const Text& caution : headline.cautions) session.warn(caution);
        return headline.shortfall > Area{} ? ExitCode::Shortfall : ExitCode::Done;
    }

    std::string folder_;
    std::string until_;
    bool fresh_ = false;
};

}  // namespace

std::unique_ptr<Command> make_run_command() {
    return std::make_unique<RunCommand>();
}

}  // namespace zonewright::command
