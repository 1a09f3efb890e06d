// Is what the results claim true, checked without the solver?
//
// Certificates of sites and of allocations are recomputed from their text; for a study, the published rows of
// `site`, `site_parcel`, `allocation` and `balance` are compared with them, words in the language of the run.
// Anything that does not hold makes complete = false. Errors: InputError when a file or layer cannot be read.
// Cost: seconds for a city; an unfinished study is first brought up to its sites.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/published_sites.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct VerifyQuestion {
    std::vector<std::string> what;  ///< folders of studies, files of certificates
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
    std::vector<CertificateVerdict> certificates;
    std::optional<std::vector<RowFault>> altered_rows;  ///< absent: no published sites were compared
    int refused = 0;                                    ///< faults in all
};
VerifyAnswer answer(const VerifyQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const VerifyAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const VerifyAnswer*);

}  // namespace zonewright::answer
