// What is wrong with the sources of a study?
//
// Reads all of them as a run would and gives every finding and every repair that a run would make; a source that
// cannot be used is a finding, and the others are checked nevertheless. Nothing in the sources changes. Writes
// out/findings.gpkg, out/repairs.csv and, for control totals, the ledgers of adjustment. Areas are statutory on
// the study's plane. Errors among the findings make the answer incomplete. Errors: InputError for study.toml or
// a table of control totals; ResourceError. Cost: reads every source.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/findings_report.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include <nlohmann/json_fwd.hpp>

namespace zonewright::answer {

struct CheckQuestion {
    std::filesystem::path study;
    std::vector<std::string> control;  ///< "land_use=控制面积.csv"
    std::size_t show = 10;
    Language language = Language::Zh;
    bool writes_study() const { return true; }
};
Declaration declared(CheckQuestion& question);

struct CheckedSource {
    std::string role;
    std::size_t features = 0;
};

/// What needs a role that is missing.
struct LeftOpen {
    std::string id;
    Text title;
    double weight = 0;  ///< criteria: mean over the clusters of its share of their weight
};

struct MissingSource {
    std::string role;
    Text title;
    bool required = false;  ///< a run refuses without it
    double weight = 0;      ///< of its criteria
    std::vector<LeftOpen> criteria, constraints, checks;
    Text words;
};

/// What a run of the study as it is could do.
struct ReadinessReport {
    bool ready = false;  ///< a run would not refuse for lack of a layer
    double least_weight = 0, most_weight = 0;  ///< share of the weight that can be measured, over the clusters
    std::vector<MissingSource> missing;
};

struct CheckAnswer : Remarks, FindingsReport {
    std::vector<CheckedSource> sources;  ///< vector sources, one a role
    std::vector<std::string> rasters;    ///< roles of the raster sources
    ReadinessReport readiness;
};
CheckAnswer answer(const CheckQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const CheckAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const CheckAnswer*);

}  // namespace zonewright::answer
