#include "command/verify.h"

#include "answer/verify.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

using answer::CertificateVerdict;

void print_sites(Session& session, const CertificateVerdict& verdict) {
    if (verdict.holds)
        session.print(both("{}：成立（{} 宗地，{} 处用地，{} 棵证明树 {} 个节点，差距 {:.3f} %）",
                           "{}: holds ({} parcels, {} sites, {} trees with {} nodes, gap {:.3f} %)", verdict.name,
                           *verdict.parcels, *verdict.sites, *verdict.trees, *verdict.tree_nodes,
                           100 * verdict.gap));
    else
        session.print(both("{}：不成立：{}", "{}: REFUSED: {}", verdict.name, *verdict.fault));
}

void print_allocation(Session& session, const CertificateVerdict& verdict) {
    if (verdict.holds)
        session.print(both("配置 {}：成立，复算所证的差距 {:.3f} %（搜索所证的部分不能复算）；{}",
                           "allocation {}: holds, gap {:.3f} % as recomputed (what a search proved is not); {}", verdict.name,
                           100 * verdict.gap, verdict.contents.value_or(Text{})));
    for (const Text& fault : *verdict.faults)
        session.print(both("配置 {}：不成立：{}", "allocation {}: REFUSED: {}", verdict.name, fault));
}

void print_rows(Session& session, const std::vector<answer::RowFault>& faults) {
    for (const answer::RowFault& fault : faults)
        session.print(both("{} 图层 {} 的 {}：成果中为“{}”，应为“{}”",
                           R"(layer {}, {}, {}: published as "{}", should be "{}")", fault.layer, fault.row,
                           fault.field, fault.published, fault.expected));
    if (faults.empty())
        session.print({"GeoPackage 的 site、site_parcel 图层与证书一致",
                       "layers site and site_parcel of the GeoPackage agree with the certificates"});
}

void print_run(Session& session, const answer::CheckedRun& run) {
    session.print(both("{}：清单 {}（SHA-256 {}），核对成果 {} 项", "{}: manifest {} (SHA-256 {}), {} published things compared",
                       run.title, run.code, run.digest, run.published));
    if (run.sealed_with)
        session.print(both("封签：{}，公钥 SHA-256 {}", "seal: {}, public key SHA-256 {}", *run.sealed_with,
                           *run.key_fingerprint));
}

/// "zonewright.gpkg, parcel, P12, net_m2".
std::string place_of(const study::ContentFault& fault) {
    std::string place = fault.file;
    for (const std::string& part : {fault.layer, fault.row, fault.column})
        if (!part.empty()) place += ", " + part;
    return place;
}

void print_altered(Session& session, const std::vector<study::ContentFault>& faults) {
    for (const study::ContentFault& fault : faults)
        session.print(both("{}：{}", "{}: {}", place_of(fault), fault.what));
    if (faults.empty()) session.print({"成果与发布时一致", "the results are what was published"});
}

void print_recomputed(Session& session, const answer::VerifyAnswer& found) {
    for (const answer::RecomputedPart& part : *found.recomputed)
        session.print(both("复算 {}（{}）：{} 个数值，{} 处不同，最大差异 {:.3g}",
                           "recomputed {} ({}): {} figures, {} differ, largest difference {:.3g}", part.part, part.way,
                           part.rows, part.faults, part.largest_difference));
    for (const answer::RowFault& fault : *found.recomputed_faults)
        session.print(both("复算：图层 {} 的 {}，{}：成果中为 {}，复算为 {}", "recomputed: layer {}, {}, {}: published {}, found {}",
                           fault.layer, fault.row, fault.field, fault.published, fault.expected));
}

void print_rerun(Session& session, const std::vector<study::ContentFault>& faults) {
    for (const study::ContentFault& fault : faults)
        session.print(both("重新运行：{}：{}", "run again: {}: {}", place_of(fault), fault.what));
    if (faults.empty()) session.print({"重新运行的成果与发布的一致", "run again, the results are what was published"});
}

void print_report(Session& session, const answer::CheckedReport& report) {
    session.print(both("{}：出自运行 {}（{}）", "{}: made from run {} ({})", report.file, report.code, report.study));
    for (const Text& fault : report.faults) session.print(both("{}：不成立：{}", "{}: REFUSED: {}", report.file, fault));
    if (report.holds && report.figures_compared)
        session.print(both("{}：成立，数字与该运行一致", "{}: holds, its figures are that run's", report.file));
}

void print(Session& session, const answer::VerifyQuestion&, const answer::VerifyAnswer& found) {
    for (const answer::CheckedRun& run : found.runs.value_or(std::vector<answer::CheckedRun>{})) print_run(session, run);
    for (const answer::CheckedReport& report : found.reports.value_or(std::vector<answer::CheckedReport>{}))
        print_report(session, report);
    if (found.altered) print_altered(session, *found.altered);
    for (const CertificateVerdict& verdict : found.certificates)
        if (verdict.fault) print_sites(session, verdict);
    if (found.altered_rows) print_rows(session, *found.altered_rows);
    for (const CertificateVerdict& verdict : found.certificates)
        if (verdict.faults) print_allocation(session, verdict);
    if (found.recomputed) print_recomputed(session, found);
    if (found.rerun_faults) print_rerun(session, *found.rerun_faults);
    if (!found.certificates.empty() || !found.reports) session.print(both("{} 份证书，{} 处不成立", "{} certificates, {} faults", found.certificates.size(),
                       found.refused));
}

}  // namespace

std::unique_ptr<Command> make_verify_command() {
    return verb<answer::VerifyQuestion, answer::VerifyAnswer>(print);
}

}  // namespace zonewright::command
