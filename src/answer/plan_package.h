// What a question about the plan found, as QGIS opens it: a GeoPackage with default styles over the towns, and a project beside
// it with aliases, groups and a theme for each group.
//
// Such results depend on what was asked (a cluster, a table of people, a city), so they lie in the folder of the question and
// not in the package of the run, which says the same for everybody.
// Errors: InternalError for a layer without a style; ResourceError when a file cannot be written.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "answer/remarks.h"
#include "base/progress.h"
#include "model/feature_table.h"
#include "model/plan.h"
#include "model/style.h"
#include "model/town.h"

namespace zonewright::answer {

struct PlanPackage {
    std::filesystem::path folder;
    std::string name;  ///< of both files: "links"
    Text title;
    std::string notes;  ///< stated in the project's metadata
    int epsg = 0;
    std::span<const model::Town> towns;
    const model::Plan& plan;
    const model::StyleSheet& styles;
    std::vector<model::FeatureTable> layers;  ///< the lowest first; those without rows are left out
    Language language = Language::Zh;
};

/// Nothing is written where no layer has rows.
std::vector<Output> write_plan_package(PlanPackage package, const Progress& progress);

}  // namespace zonewright::answer
