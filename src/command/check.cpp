#include "command/check.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "catalog/style_catalog.h"
#include "command/area_ledger.h"
#include "command/findings_report.h"
#include "command/session.h"
#include "intake/bring_in.h"
#include "intake/source_layer.h"
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
        verb.add_option("--control", controls_,
                        say("控制面积表：角色=文件（可多次），写出平差台账",
                            "control totals: role=file (repeatable); writes the ledger of adjustment"));
        verb.add_option("--show", shown_, say("每条规则最多显示的条数", "findings shown of each rule"))
            ->capture_default_str();
    }

    ExitCode run(Session& session) override {
        const fs::path layers = catalog::find_layers_folder();
        const catalog::OpenStudy opened =
            catalog::open_study(folder_, layers, catalog::MissingSources::Accept);
        model::SourceSet set = intake::bring_in(opened.study, opened.catalogue,
                                                session.progress().part(0, 0.9), intake::BadSource::SetAside);
        auto& sources = session.result()["sources"];
        sources = nlohmann::ordered_json::array();
        for (const auto& [role, layer] : set.layers) {
            sources.push_back({{"role", role}, {"features", layer.table.features.size()}});
            session.print(say("{}：{} 个要素", "{}: {} features", role, layer.table.features.size()));
        }
        for (const std::string& control : controls_) balance(session, opened, set, control);
        tell_findings(session, set.findings, shown_);
        tell_repairs(session, set.repairs, shown_);
        publish(session, opened, set, layers.parent_path() / "styles");
        return count_of(set.findings).errors > 0 ? ExitCode::Shortfall : ExitCode::Done;
    }

private:
    /// "land_use=控制面积.csv": findings, and the ledger beside the other outputs.
    static void balance(Session& session, const catalog::OpenStudy& opened, model::SourceSet& set,
                        const std::string& control) {
        const std::size_t equals = control.find('=');
        const std::string role = control.substr(0, equals);
        const auto layer = set.layers.find(role);
        if (equals == std::string::npos || layer == set.layers.end())
            throw InputError({.thing = "--control",
                              .value = control,
                              .expected = say("角色=文件，角色是研究中已有的矢量数据源",
                                              "role=file, with a vector source of the study"),
                              .advice = say("如 --control land_use=控制面积.csv",
                                            "such as --control land_use=totals.csv")});
        const model::FeatureTable& table = layer->second.table;
        const intake::Inspection inspection{intake::source_name(layer->second.definitions.front()),
                                            intake::area_rule(opened.study.epsg), set.findings, set.repairs};
        const auto totals = intake::read_control_totals(control.substr(equals + 1));
        const intake::AreaBalance result = intake::balance_areas(table, totals, inspection.area);
        intake::report_balance(result, table, intake::tolerances_of(opened.catalogue), inspection);
        const fs::path ledger = opened.study.folder / "out" / ("adjustment_" + role + ".csv");
        make_folder(ledger.parent_path());
        write_file(ledger, adjustment_csv(result, table));
        session.produced(ledger, {"平差台账", "ledger of adjusted areas"});
        const fs::path workbook = fs::path(ledger).replace_extension(".xlsx");
        io::write_workbook(workbook, adjustment_sheets(result, table),
                            say("面积平差台账", "adjusted areas"));
        session.produced(workbook, {"平差台账（XLSX）", "ledger of adjusted areas (XLSX)"});
    }

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
    std::vector<std::string> controls_;
    std::size_t shown_ = 10;
};

}  // namespace

std::unique_ptr<Command> make_check_command() {
    return std::make_unique<CheckCommand>();
}

}  // namespace zonewright::command
