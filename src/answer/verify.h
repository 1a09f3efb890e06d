// Are the results what the run published, and is what they claim true, checked without the solver?
//
// Of a study: everything that its manifest lists is digested anew, and what differs is named by file, table, row and
// column; the manifest's own digest and its seal; the published certificates of sites and of allocations, recomputed
// from their text; the rows of `site_parcel`, `allocation` and `balance` against the certificates; the rows of `site`
// against the run's values where those are at hand. Nothing is run and nothing is written, unless figures
// are to be recomputed (recompute.h) or the study is to be run again (rerun.h). A file by itself is a
// certificate or a site report (verify_report.h). Anything that does not hold makes complete = false. Errors: InputError when a file, a manifest or a key
// cannot be read. Cost: seconds for a city.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/published_sites.h"
#include "answer/recompute.h"
#include "answer/remarks.h"
#include "answer/verify_report.h"
#include "answer/verify_results.h"
#include "base/progress.h"

namespace zonewright::answer {

struct VerifyQuestion {
    std::vector<std::string> what;  ///< folders of studies, files of certificates
    std::filesystem::path study;    ///< of a report that does not lie below it
    std::string recompute;          ///< "": no; a number of parcels and links, or "all"
    bool rerun = false;             ///< run the study again in a scratch folder and compare
    std::filesystem::path signer;   ///< public key that the seal must be of; empty: whichever lies beside it
};
Declaration declared(VerifyQuestion& question);

/// What was found about one certificate; the figures differ by kind.
struct CertificateVerdict {
    Text name;
    bool holds = false;
    std::optional<Text> fault;                ///< of sites: the first thing that is wrong
    std::optional<std::vector<Text>> faults;  ///< of an allocation
    std::string kind;                         ///< "portfolio", "site", …, "allocation"
    std::optional<std::size_t> parcels, sites, trees, tree_nodes;
    std::optional<std::size_t> units;
    std::optional<Text> contents;  ///< of an allocation: what it allocates and proves
    double gap = 0;
};

struct VerifyAnswer : Remarks {
    std::optional<std::vector<CheckedRun>> runs;             ///< absent: no study was asked about
    std::optional<std::vector<CheckedReport>> reports;        ///< absent: no report was asked about
    std::optional<std::vector<study::ContentFault>> altered;  ///< what is not as it was published
    std::vector<CertificateVerdict> certificates;
    std::optional<std::vector<RecomputedPart>> recomputed;    ///< absent: not asked for
    std::optional<std::vector<RowFault>> recomputed_faults;
    std::optional<std::vector<study::ContentFault>> rerun_faults;  ///< absent: not asked for
    std::optional<std::vector<RowFault>> altered_rows;  ///< absent: no published sites were compared
    int refused = 0;                                    ///< faults in all
};
VerifyAnswer answer(const VerifyQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const VerifyAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const VerifyAnswer*);

}  // namespace zonewright::answer
