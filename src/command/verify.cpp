#include "command/verify.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "assembly/verify_certificate.h"
#include "base/atomic_file.h"
#include "command/published_sites.h"
#include "command/session.h"
#include "command/verify_allocation.h"
#include "study/open_study.h"
#include "study/runner.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

class VerifyCommand : public Command {
public:
    std::string name() const override { return "verify"; }
    Text summary() const override {
        return {"不用求解器，核对连片用地与用地配置的证书，并与图层逐行对照",
                "check certificates of sites and of the allocation without the solver, and the layers "
                "against them"};
    }
    std::string example() const override { return "zonewright verify demo-city"; }

    void declare(CLI::App& verb) override {
        verb.add_option("what", named_,
                        say("研究文件夹，或一个或多个证书文件", "folder of a study, or certificate files"))
            ->required();
    }

    ExitCode run(Session& session) override {
        session.result()["certificates"] = Json::array();
        for (const std::string& named : named_) {
            if (std::filesystem::is_directory(named))
                check_study(session, named);
            else
                check(session, named, read_file(named));
        }
        session.result()["refused"] = refused_;
        session.print(say("{} 份证书，{} 处不成立", "{} certificates, {} faults", checked_, refused_));
        return refused_ == 0 ? ExitCode::Done : ExitCode::Shortfall;
    }

private:
    void check_study(Session& session, const std::string& folder) {
        study::Results results = study::open_study(folder);
        study::Runner runner(results, session.progress());
        runner.bring_up_to("assembly");
        for (const char* stage : {"intake", "supply", "assembly"}) runner.need(stage);
        if (!results.sites.portfolio_certificate.empty())
            check(session, say("全部用地", "all sites"), results.sites.portfolio_certificate);
        for (std::size_t i = 0; i < results.sites.certificates.size(); ++i)
            check(session, results.sites.sites[i].id, results.sites.certificates[i]);
        check_published_sites(session, results);
        check_allocations(session, results);
    }

    /// Every published allocation: feasible, of the stated value, below its bound; the rows as it says.
    void check_allocations(Session& session, const study::Results& results) {
        for (const AllocationFaults& verdict :
             verify_allocations(results.out, results.definition.scenario, session.progress())) {
            ++checked_;
            refused_ += static_cast<int>(verdict.faults.size());
            session.result()["certificates"].push_back({{"name", verdict.name},
                                                        {"holds", verdict.faults.empty()},
                                                        {"faults", verdict.faults},
                                                        {"kind", "allocation"},
                                                        {"units", verdict.units},
                                                        {"gap", verdict.proved_gap}});
            if (verdict.faults.empty())
                session.print(say("配置 {}：成立，差距 {:.3f} %", "allocation {}: holds, gap {:.3f} %",
                                  verdict.name, 100 * verdict.proved_gap));
            for (const std::string& fault : verdict.faults)
                session.print(say("配置 {}：不成立：{}", "allocation {}: REFUSED: {}", verdict.name, fault));
        }
    }

    /// The rows people work with, against what the certificates prove.
    void check_published_sites(Session& session, const study::Results& results) {
        const std::filesystem::path geopackage = results.out / "zonewright.gpkg";
        if (results.sites.sites.empty() || !std::filesystem::exists(geopackage)) return;
        const std::vector<RowFault> faults = faults_of_published_sites(results, geopackage);
        Json& rows = session.result()["altered_rows"] = Json::array();
        for (const RowFault& fault : faults) {
            rows.push_back({{"layer", fault.layer},
                            {"row", fault.row},
                            {"field", fault.field},
                            {"published", fault.published},
                            {"expected", fault.expected}});
            session.print(say("{} 图层 {} 的 {}：成果中为“{}”，应为“{}”",
                              "layer {}, {}, {}: published as \"{}\", should be \"{}\"", fault.layer,
                              fault.row, fault.field, fault.published, fault.expected));
        }
        refused_ += static_cast<int>(faults.size());
        if (faults.empty())
            session.print(say("GeoPackage 的 site、site_parcel 图层与证书一致",
                              "layers site and site_parcel of the GeoPackage agree with the certificates"));
    }

    void check(Session& session, const std::string& name, const std::string& text) {
        const assembly::Verification verdict = assembly::verify_certificate(text);
        ++checked_;
        refused_ += !verdict.holds;
        session.result()["certificates"].push_back({{"name", name},
                                                    {"holds", verdict.holds},
                                                    {"fault", verdict.fault},
                                                    {"kind", verdict.kind},
                                                    {"parcels", verdict.parcels},
                                                    {"sites", verdict.sites},
                                                    {"trees", verdict.trees},
                                                    {"tree_nodes", verdict.tree_nodes},
                                                    {"gap", verdict.gap()}});
        if (verdict.holds)
            session.print(say("{}：成立（{} 宗地，{} 处用地，{} 棵证明树 {} 个节点，差距 {:.3f} %）",
                              "{}: holds ({} parcels, {} sites, {} trees with {} nodes, gap {:.3f} %)", name,
                              verdict.parcels, verdict.sites, verdict.trees, verdict.tree_nodes,
                              100 * verdict.gap()));
        else
            session.print(say("{}：不成立：{}", "{}: REFUSED: {}", name, verdict.fault));
    }

    std::vector<std::string> named_;
    int checked_ = 0, refused_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_verify_command() {
    return std::make_unique<VerifyCommand>();
}

}  // namespace zonewright::command
