#include "answer/verify.h"

#include <filesystem>

#include "answer/json_form.h"
#include "answer/verify_allocation.h"
#include "assembly/verify_certificate.h"
#include "base/atomic_file.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

/// Collects what is found, certificate by certificate.
class Verifier {
public:
    explicit Verifier(VerifyAnswer& answer) : answer_(answer) {}

    void check_file(const std::string& path) { check(path, read_file(path)); }

    void check_study(const std::filesystem::path& folder, const Progress& progress) {
        const study::Study study(folder);
        const assembly::SitesResult& found = study.assembly(progress.part(0, 0.8)).sites;
        if (!found.portfolio_certificate.empty()) check({"全部用地", "all sites"}, found.portfolio_certificate);
        for (std::size_t i = 0; i < found.certificates.size(); ++i)
            check(found.sites[i].id, found.certificates[i]);
        check_published_sites(study);
        check_allocations(study, progress.part(0.8, 1));
    }

private:
    void check(Text name, const std::string& text) {
        const assembly::Verification verdict = assembly::verify_certificate(text);
        answer_.refused += !verdict.holds;
        answer_.certificates.push_back({.name = std::move(name),
                                        .holds = verdict.holds,
                                        .fault = Text(verdict.fault),
                                        .kind = verdict.kind,
                                        .parcels = verdict.parcels,
                                        .sites = verdict.sites,
                                        .trees = verdict.trees,
                                        .tree_nodes = verdict.tree_nodes,
                                        .gap = verdict.gap()});
    }

    /// The rows people work with, against what the certificates prove.
    void check_published_sites(const study::Study& study) {
        const std::filesystem::path geopackage = study.out() / "zonewright.gpkg";
        if (study.sites().sites.empty() || !std::filesystem::exists(geopackage)) return;
        std::vector<RowFault> faults = faults_of_published_sites(study, geopackage);
        answer_.refused += static_cast<int>(faults.size());
        if (!answer_.altered_rows) answer_.altered_rows.emplace();
        for (RowFault& fault : faults) answer_.altered_rows->push_back(std::move(fault));
    }

    /// Every published allocation: feasible, of the stated value, below its bound; the rows as it says.
    void check_allocations(const study::Study& study, const Progress& progress) {
        for (AllocationFaults& verdict : verify_allocations(study.out(), study.definition().scenario, progress)) {
            answer_.refused += static_cast<int>(verdict.faults.size());
            answer_.certificates.push_back({.name = verdict.name,
                                            .holds = verdict.faults.empty(),
                                            .faults = std::move(verdict.faults),
                                            .kind = "allocation",
                                            .units = verdict.units,
                                            .gap = verdict.proved_gap});
        }
    }

    VerifyAnswer& answer_;
};

}  // namespace

template <typename V>
void fields(V& v, CertificateVerdict& c) {
    v("name", c.name);
    v("holds", c.holds);
    v("fault", c.fault);
    v("faults", c.faults);
    v("kind", c.kind);
    v("parcels", c.parcels);
    v("sites", c.sites);
    v("trees", c.trees, "", {"证明树", "proof trees"});
    v("tree_nodes", c.tree_nodes);
    v("units", c.units, "", {"配置的单元", "units allocated"});
    v("gap", c.gap, "1", {"与最优的差距上限", "at most so far from the best"});
}
template <typename V>
void fields(V& v, RowFault& f) {
    v("layer", f.layer);
    v("row", f.row);
    v("field", f.field);
    v("published", f.published);
    v("expected", f.expected);
}
template <typename V>
void fields(V& v, VerifyAnswer& a) {
    v("certificates", a.certificates);
    v("altered_rows", a.altered_rows, "", {"与证书不一致的成果行", "published rows that differ from the certificates"});
    v("refused", a.refused, "", {"不成立之处", "faults in all"});
}

Declaration declared(VerifyQuestion& q) {
    Declaration d{.name = "verify",
                  .summary = {"不用求解器，核对连片用地与用地配置的证书，并与图层逐行对照",
                              "check certificates of sites and of the allocation without the solver, and the "
                              "layers against them"},
                  .example = "zonewright verify demo-city"};
    d.add("what", &q.what, {"研究文件夹，或一个或多个证书文件", "folder of a study, or certificate files"}).path(PathOf::Study).required().position();
    return d;
}

VerifyAnswer answer(const VerifyQuestion& question, const Progress& progress) {
    VerifyAnswer answer;
    Verifier verifier(answer);
    const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, question.what.size()));
    for (std::size_t i = 0; i < question.what.size(); ++i) {
        const double before = share * static_cast<double>(i);
        if (std::filesystem::is_directory(question.what[i]))
            verifier.check_study(question.what[i], progress.part(before, before + share));
        else
            verifier.check_file(question.what[i]);
        progress.report(before + share);
    }
    answer.complete = answer.refused == 0;
    return answer;
}

Json to_json(const VerifyAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const VerifyAnswer*) {
    return schema_form<VerifyAnswer>();
}

}  // namespace zonewright::answer
