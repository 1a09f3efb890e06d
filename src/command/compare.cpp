#include "command/compare.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "allocation/comparison.h"
#include "base/errors.h"
#include "base/units.h"
#include "command/difference_map.h"
#include "command/session.h"

namespace zonewright::command {
namespace {

class CompareCommand : public Command {
public:
    std::string name() const override { return "compare"; }
    Text summary() const override {
        return {"比较两次配置：从→到面积矩阵、变动地块及原因",
                "compare two allocations: from→to matrix in area, changed parcels and why"};
    }
    std::string example() const override {
        return "zonewright compare demo-city/out/allocation/study.json demo-city/out/allocation/strict.json";
    }
    void declare(CLI::App& verb) override {
        verb.add_option("a", a_,
                        say("配置证书，或研究文件夹", "certificate of an allocation, or folder of a study"))
            ->required();
        verb.add_option("-o,--output", output_,
                        say("写出变动图层（GeoPackage，含样式）和变动图的文件夹",
                            "folder for the layer of changes (styled GeoPackage) and their map"));
        verb.add_option("b", b_, say("与之比较的另一个", "the other one"))->required();
    }
    ExitCode run(Session& session) override {
        const allocation::Certificate a = read(a_), b = read(b_);
        const allocation::Comparison comparison = allocation::compare(a, b);
        tell(session, comparison);
        if (output_.empty()) return ExitCode::Done;
        for (const auto& file :
             write_difference(output_, comparison, {package_of(a_), package_of(b_)}, session.progress()))
            session.produced(file, {"配置的变动", "changes of the allocation"});
        return ExitCode::Done;
    }

private:
    static allocation::Certificate read(const std::string& given) {
        std::filesystem::path file = given;
        if (std::filesystem::is_directory(file)) file = file / "out" / "allocation" / "study.json";
        std::ifstream in(file, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        if (!in)
            throw InputError({file.string(), "",
                              say("配置证书（JSON）", "a certificate of an allocation (JSON)"),
                              say("先运行 zonewright allocate", "run zonewright allocate first")});
        return allocation::read_certificate(text.str());
    }
    /// The GeoPackage published beside a certificate.
    static std::filesystem::path package_of(const std::string& given) {
        const std::filesystem::path file = given;
        if (std::filesystem::is_directory(file)) return file / "out" / "zonewright.gpkg";
        return file.parent_path().parent_path() / "zonewright.gpkg";
    }
    static std::string title(const std::string& name) {
        if (name == allocation::idle_name) return say("未配置", "idle");
        if (name == allocation::not_offered_name) return say("未提供", "not offered");
        return name;
    }
    static void tell(Session& session, const allocation::Comparison& comparison) {
        session.print(say("从 → 到（亩）", "from → to (mu)"));
        for (const allocation::Transfer& transfer : comparison.transfers) {
            const Area area{transfer.area};
            session.result()["transfers"].push_back({{"from", transfer.from},
                                                     {"to", transfer.to},
                                                     {"area_m2", area.m2()},
                                                     {"units", transfer.units}});
            session.print(fmt::format("{:>14} {:>7}  {} → {}", with_thousands(area.mu(), 2), transfer.units,
                                      title(transfer.from), title(transfer.to)));
        }
        session.result()["changes"] = nlohmann::ordered_json::array();
        if (!comparison.changes.empty()) session.print(say("\n变动的单元", "\nChanged units"));
        for (const allocation::ChangedUnit& change : comparison.changes) {
            const Area area{change.area};
            session.result()["changes"].push_back({{"unit", change.name},
                                                   {"from", change.from},
                                                   {"to", change.to},
                                                   {"area_m2", area.m2()},
                                                   {"reason", to_string(change.reason)}});
            session.print(fmt::format("{:>14}  {}: {} → {}  ({})", with_thousands(area.mu(), 2), change.name,
                                      title(change.from), title(change.to), title_of(change.reason).said()));
        }
        const Area unchanged{comparison.unchanged}, before{comparison.shortfall_a},
            after{comparison.shortfall_b};
        session.result()["unchanged_m2"] = unchanged.m2();
        session.result()["shortfall_m2"] = {before.m2(), after.m2()};
        session.result()["objective"] = {comparison.objective_a, comparison.objective_b};
        session.print(say("\n{} 个单元有变动，{:.2f} 亩不变；缺口 {:.2f} → {:.2f} 亩",
                          "\n{} units changed, {:.2f} mu unchanged; shortfall {:.2f} → {:.2f} mu",
                          comparison.changes.size(), unchanged.mu(), before.mu(), after.mu()));
    }

    std::string a_, b_, output_;
};

}  // namespace

std::unique_ptr<Command> make_compare_command() {
    return std::make_unique<CompareCommand>();
}

}  // namespace zonewright::command
