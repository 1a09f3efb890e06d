#include "answer/verify.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "answer/certified_land.h"
#include "answer/json_form.h"
#include "answer/rerun.h"
#include "answer/verify_allocation.h"
#include "assembly/verify_certificate.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "study/published_files.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

/// So many parcels and links; 0 for all.
std::size_t sample_size(const std::string& word) {
    if (word == "all") return 0;
    const bool number = !word.empty() && word.size() < 10 && word.find_first_not_of("0123456789") == std::string::npos;
    if (number && std::stoul(word) > 0) return std::stoul(word);
    throw InputError({.thing = "recompute",
                      .value = word,
                      .expected = both("正整数（抽样的地块数）或 all", "a number of parcels to sample, or all"),
                      .advice = both("例如 --recompute 200 或 --recompute all", "for example --recompute 200 or --recompute all")});
}

/// Collects what is found, certificate by certificate.
class Verifier {
public:
    explicit Verifier(VerifyAnswer& answer) : answer_(answer) {}

    void check_file(const std::string& path) {
        const std::string text = read_file(path);
        if (is_allocation_certificate(text))
            add(verify_allocation_file(path, text));
        else
            check(path, text);
        const std::optional<Text> altered = not_as_published(path);
        if (!altered) return;
        CertificateVerdict& verdict = answer_.certificates.back();
        if (verdict.holds) ++answer_.refused;
        verdict.holds = false;
        verdict.fault = verdict.fault && !verdict.fault->empty() ? *verdict.fault : *altered;
    }

    void check_site_report(const fs::path& file, const fs::path& study, const Progress& progress) {
        CheckedReport report = check_report(file, study, progress);
        answer_.refused += static_cast<int>(report.faults.size());
        if (report.remark) answer_.warn(both("{}：{}", "{}: {}", report.file, *report.remark));
        if (!answer_.reports) answer_.reports.emplace();
        answer_.reports->push_back(std::move(report));
    }

    void check_study(const fs::path& folder, const VerifyQuestion& question, const Progress& whole) {
        const bool more = question.rerun || !question.recompute.empty();
        const Progress progress = whole.part(0, more ? 0.1 : 1);
        const fs::path out = results_of(folder);
        ResultsCheck results = check_results(folder, question.signer, progress.part(0, 0.5));
        if (!answer_.runs) answer_.runs.emplace(), answer_.altered.emplace();
        answer_.runs->push_back(std::move(results.run));
        refuse(results.faults, *answer_.altered);
        gaps_.clear();
        check_certificates(out, progress.part(0.5, 0.8));
        check_published_sites(folder, out);
        check_allocations(out, results.manifest.scenario, progress.part(0.8, 1));
        if (!question.recompute.empty()) check_figures(folder, out, question.recompute, whole.part(0.1, 0.5));
        if (question.rerun) check_rerun(folder, results.manifest, whole.part(0.5, 1));
    }

private:
    double check(Text name, const std::string& text) {
        const assembly::Verification verdict = assembly::verify_certificate(text);
        if (!verdict.holds) ++answer_.refused;
        answer_.certificates.push_back({.name = std::move(name),
                                        .holds = verdict.holds,
                                        .fault = Text(verdict.fault),
                                        .kind = verdict.kind,
                                        .parcels = verdict.parcels,
                                        .sites = verdict.sites,
                                        .trees = verdict.trees,
                                        .tree_nodes = verdict.tree_nodes,
                                        .gap = verdict.gap()});
        return verdict.gap();
    }

    template <typename Fault>
    void refuse(std::vector<Fault>& faults, std::vector<Fault>& all) {
        answer_.refused += static_cast<int>(faults.size());
        for (Fault& fault : faults) all.push_back(std::move(fault));
    }

    void check_figures(const fs::path& folder, const fs::path& out, const std::string& sample, const Progress& progress) {
        const study::Study study(folder);
        Recomputation found = recompute(study, out, sample_size(sample), progress);
        if (!answer_.recomputed) answer_.recomputed.emplace(), answer_.recomputed_faults.emplace();
        for (RecomputedPart& part : found.parts) answer_.recomputed->push_back(std::move(part));
        refuse(found.faults, *answer_.recomputed_faults);
    }

    void check_rerun(const fs::path& folder, const study::Manifest& manifest, const Progress& progress) {
        Rerun rerun = run_again(folder, manifest, progress);
        if (rerun.other_build && !rerun.faults.empty())
            answer_.warn({"成果由另一版本的程序算出，不同之处可能由此而来",
                          "the results are of another build of the program, which may be why they differ"});
        if (!answer_.rerun_faults) answer_.rerun_faults.emplace();
        refuse(rerun.faults, *answer_.rerun_faults);
    }

    /// That of all sites together first, then those of each, by name.
    void check_certificates(const fs::path& out, const Progress& progress) {
        std::vector<fs::path> files;
        const fs::path folder = study::certificates_folder(out);
        if (fs::is_directory(folder))
            for (const auto& entry : fs::directory_iterator(folder))
                if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        std::stable_partition(files.begin(), files.end(),
                              [](const fs::path& file) { return file.stem() == study::portfolio_name; });
        for (std::size_t i = 0; i < files.size(); ++i) {
            const bool all = files[i].stem() == study::portfolio_name;
            const double gap = check(all ? Text("全部用地", "all sites") : Text(files[i].stem().string()), read_file(files[i]));
            if (!all) gaps_[files[i].stem().string()] = gap;
            progress.report(static_cast<double>(i + 1) / static_cast<double>(files.size()));
        }
    }

    /// The rows people work with, against what the certificates prove and, where they are at hand, the run's values.
    void check_published_sites(const fs::path& folder, const fs::path& out) {
        const fs::path geopackage = out / "zonewright.gpkg";
        if (!fs::exists(geopackage)) return;  // named as missing already
        if (!answer_.altered_rows) answer_.altered_rows.emplace();
        std::vector<RowFault> faults;
        try {
            faults = faults_of_certified_sites(out, gaps_);
            for (RowFault& fault : faults_of_certified_land(out)) faults.push_back(std::move(fault));
            for (RowFault& fault : faults_against_run(folder, geopackage)) faults.push_back(std::move(fault));
        } catch (const Error& unreadable) {
            faults.push_back({"site", "", "", unreadable.message(Language::En), unreadable.message()});
        }
        refuse(faults, *answer_.altered_rows);
    }

    /// Empty also where the run's values are not at hand: results without their study, or of another build.
    static std::vector<RowFault> faults_against_run(const fs::path& folder, const fs::path& geopackage) {
        if (!fs::exists(folder / "study.toml") || !fs::exists(folder / "out" / ".cache")) return {};
        const study::Study study(folder);
        if (!study.is_finished("assembly") || study.sites().sites.empty()) return {};
        return faults_of_published_sites(study, geopackage);
    }

    /// Every published allocation: feasible, of the stated value, below its bound; the rows as it says.
    void check_allocations(const fs::path& out, const std::string& scenario, const Progress& progress) {
        for (AllocationFaults& verdict : verify_allocations(out, scenario, progress)) add(std::move(verdict));
    }

    void add(AllocationFaults verdict) {
        answer_.refused += static_cast<int>(verdict.faults.size());
        answer_.certificates.push_back({.name = verdict.name,
                                        .holds = verdict.faults.empty(),
                                        .faults = std::move(verdict.faults),
                                        .kind = "allocation",
                                        .units = verdict.units,
                                        .contents = std::move(verdict.contents),
                                        .gap = verdict.proved_gap});
    }

    VerifyAnswer& answer_;
    std::map<std::string, double> gaps_;  ///< proved for each site of the study at hand
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
    v("contents", c.contents, "", {"证书所载", "what it allocates and proves"});
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
void fields(V& v, CheckedReport& r) {
    v("file", r.file);
    v("holds", r.holds);
    v("digest", r.digest, "", {"报告所注清单的 SHA-256", "SHA-256 of the manifest that it states"});
    v("code", r.code);
    v("study", r.study, "", {"与之核对的研究", "study it was compared with"});
    v("figures_compared", r.figures_compared, "", {"数字已由该运行重做核对", "made again from the run and compared"});
    v("remark", r.remark);
    v("faults", r.faults);
}
template <typename V>
void fields(V& v, RecomputedPart& p) {
    v("part", p.part);
    v("way", p.way, "", {"复算的途径", "the second way"});
    v("rows", p.rows, "", {"复算的数值个数", "figures recomputed"});
    v("faults", p.faults);
    v("largest_difference", p.largest_difference, "", {"最大差异（以该数值的单位计）", "largest difference, in the unit of the figure"});
}
template <typename V>
void fields(V& v, CheckedRun& r) {
    v("study", r.study);
    v("title", r.title);
    v("digest", r.digest, "", {"运行清单的 SHA-256", "SHA-256 of the manifest"});
    v("code", r.code, "", {"清单短码，与报告上的一致", "short code of the manifest, as reports print it"});
    v("published", r.published, "", {"核对的成果项数", "published things that were compared"});
    v("sealed_with", r.sealed_with, "", {"封签算法；缺省为未封签", "algorithm of the seal; absent: not sealed"});
    v("key_fingerprint", r.key_fingerprint, "", {"公钥的 SHA-256", "SHA-256 of the public key"});
}
}  // namespace zonewright::answer

namespace zonewright::study {
template <typename V>
void fields(V& v, ContentFault& f) {
    v("file", f.file);
    v("layer", f.layer);
    v("row", f.row);
    v("field", f.column);
    v("fault", f.what);
}
}  // namespace zonewright::study

namespace zonewright::answer {
template <typename V>
void fields(V& v, VerifyAnswer& a) {
    v("runs", a.runs, "", {"所核对研究的运行清单", "manifests of the studies asked about"});
    v("reports", a.reports, "", {"所核对的选址报告", "site reports asked about"});
    v("altered", a.altered, "", {"与发布时不同的成果", "what is not as it was published"});
    v("certificates", a.certificates);
    v("recomputed", a.recomputed, "", {"复算的各类数值", "kinds of figures that were recomputed"});
    v("recomputed_faults", a.recomputed_faults, "", {"复算结果不同之处", "figures that came out otherwise"});
    v("rerun_faults", a.rerun_faults, "", {"重新运行后不同之处", "what came out otherwise when run again"});
    v("altered_rows", a.altered_rows, "", {"与证书不一致的成果行", "published rows that differ from the certificates"});
    v("refused", a.refused, "", {"不成立之处", "faults in all"});
}

Declaration declared(VerifyQuestion& q) {
    Declaration d{.name = "verify",
                  .summary = {"核对成果是否与发布时一致，并不用求解器核对各项证书",
                              "check that the results are what was published, and the certificates without the solver"},
                  .example = "zonewright verify demo-city"};
    d.add("what", &q.what, {"研究或成果文件夹，或一个或多个证书、选址报告文件", "folder of a study or of results, or files: certificates, site reports"}).path(PathOf::Study).required().position();
    d.add("recompute", &q.recompute, {"以另一途径复算面积、净面积、汇总、得分、平衡和相邻：抽样的地块数或 all",
                                      "areas, net areas, sums, scores, balance and links again by a second way: parcels to sample, or all"})
        .alone_means("200");
    d.add("rerun", &q.rerun, {"在临时文件夹中重新运行并比较内容", "run the study again in a scratch folder and compare the content"});
    d.add("study", &q.study, {"选址报告所属的研究，默认为其所在文件夹之上的研究", "study of a site report; default: the one it lies in"}).path(PathOf::Study);
    d.add("signer", &q.signer, {"封签单位的公钥（PEM）；成果须由其封签", "public key (PEM) that the results must be sealed with"}).path(PathOf::File);
    return d;
}

VerifyAnswer answer(const VerifyQuestion& question, const Progress& progress) {
    VerifyAnswer answer;
    Verifier verifier(answer);
    const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, question.what.size()));
    for (std::size_t i = 0; i < question.what.size(); ++i) {
        const double before = share * static_cast<double>(i);
        if (fs::is_directory(question.what[i]))
            verifier.check_study(question.what[i], question, progress.part(before, before + share));
        else if (is_site_report(question.what[i]))
            verifier.check_site_report(question.what[i], question.study, progress.part(before, before + share));
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
