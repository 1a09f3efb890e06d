// What must be said about an outline: does it conflict with any rule, does it fit the plan, what else is there?
//
// One report for each outline: of a file, a parcel, a site, the best land of a town, or a batch. Every report is
// a folder with pages, tables and evidence; unchanged ones are kept. In a batch one bad outline is a failure of
// its own and does not stop the rest; alone it is an InputError. Areas are statutory. complete = false when an
// outline conflicts, was not fully checked, or had no report. Cost: brings the study up to assembly; then some
// seconds an outline, on all threads.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

/// One of site, parcel, site_id, find, batch.
struct ReportQuestion {
    std::filesystem::path study;
    std::filesystem::path site;  ///< file with the outline
    std::string layer, crs;      ///< of that file
    std::string parcel, site_id;
    bool find = false;            ///< the best land of `town`, or of every town, for `cluster`
    std::filesystem::path batch;  ///< a folder of outlines, or a list of files
    std::string town;
    bool all_towns = false;
    double area_mu = 0;
    std::string cluster;
    std::filesystem::path project;       ///< facts about the project
    std::vector<std::string> overrides;  ///< four by four: RULE[=VERDICT], REASON, NAME, DOCUMENT
    std::filesystem::path form;          ///< the bureau's own Word form; empty: report_form of study.toml, or none
    std::filesystem::path output;        ///< empty: <study>/out/reports
    bool for_the_public = false, no_pdf = false;
    Language language = Language::Zh;
    bool writes_study() const { return output.empty(); }
};
Declaration declared(ReportQuestion& question);

struct ReportFailure {
    std::string title;
    Text problem;
};

struct ReportAnswer : Remarks {
    /// As styles/report/site_report.schema.json has them, in the order asked.
    std::vector<nlohmann::ordered_json> reports;
    std::optional<std::vector<ReportFailure>> failures;  ///< absent: none
};
ReportAnswer answer(study::Study& study, const ReportQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const ReportAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const ReportAnswer*);

}  // namespace zonewright::answer
