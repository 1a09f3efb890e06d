#include "command/check.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "catalog/style_catalog.h"
#include "command/findings_report.h"
#include "command/session.h"
#include "intake/bring_in.h"
#include "publish/publish.h"
#include "publish/tables.h"

namespace zonewright::command {
namespace {

namespace fs = std::filesystem;

class CheckCommand : public Command {
public:
    std::string name() const override { return "check"; }
    Text summary() const override { return {"检查研究的全部数据源", "check every source of the study"}; }
    std::string example() const override { return "zonewright check demo-city"; }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_,
                        say("研究文件夹（含 study.toml）", "folder of the study (with study.toml)"))
            ->required();
        verb.add_option("--show", shown_, say("每条规则最多显示的条数", "findings shown of each rule"))
            ->capture_default_str();
    }

    ExitCode run(Session& session) override {
        const fs::path layers = catalog::find_layers_folder();
        const catalog::OpenStudy opened =
            catalog::open_study(folder_, layers, catalog::MissingSources::Accept);
        const model::SourceSet set = intake::bring_in(
            opened.study, opened.catalogue, session.progress().part(0, 0.9), intake::BadSource::SetAside);
        auto& sources = session.result()["sources"];
        sources = nlohmann::ordered_json::array();
        for (const auto& [role, layer] : set.layers) {
            sources.push_back({{"role", role}, {"features", layer.table.features.size()}});
            session.print(say("{}：{} 个要素", "{}: {} features", role, layer.table.features.size()));
        }
        tell_findings(session, set.findings, shown_);
        tell_repairs(session, set.repairs, shown_);
        publish(session, opened, set, layers.parent_path() / "styles");
        return count_of(set.findings).errors > 0 ? ExitCode::Shortfall : ExitCode::Done;
    }

private:
    static void publish(Session& session, const catalog::OpenStudy& opened, const model::SourceSet& set,
                        const fs::path& styles) {
        const fs::path out = opened.study.folder / "out";
        make_folder(out);
        const publish::RunView view{.epsg = opened.study.epsg, .findings = set.findings};
        const std::vector<model::FeatureTable> tables{publish::finding_area_table(view),
                                                      publish::finding_table(view)};
        publish::publish_geopackage(out / "findings.gpkg", tables, catalog::read_styles(styles), language(),
                                    "2000-01-01T00:00:00.000Z", session.progress().part(0.9, 1));
        session.produced(out / "findings.gpkg", {"问题图层（含样式）", "findings as styled layers"});
        if (set.repairs.empty()) return;
        write_file(out / "repairs.csv", ledger_csv(set.repairs));
        session.produced(out / "repairs.csv", {"修复台账", "ledger of repairs"});
    }

    fs::path folder_;
    std::size_t shown_ = 10;
};

}  // namespace

std::unique_ptr<Command> make_check_command() {
    return std::make_unique<CheckCommand>();
}

}  // namespace zonewright::command
