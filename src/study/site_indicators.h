// 工业项目建设用地控制指标: which of them apply to a project, and does it keep them?
//
// The figures stand in layers/rules/control_indicators.toml, each with its document, and so does the list of what is
// printed: its entry `indicators` says of each which figure of the project it is compared with, its nature (强制性, 推荐性,
// 标准地 …), and whether the requirement is measured on the outline. Which least plot ratios apply follows from the
// industry (division of GB/T 4754-2017), or from the cluster where no industry is given. What the project does not
// state, or the rules do not know, is not judged. Errors: InputError naming a line of the list that is none.
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/site_report.h"

namespace zonewright::study {

/// Of the report's project on its outline, which must have been measured (area, land). `cluster`: id; may be empty.
std::vector<model::Indicator> indicators_of(const model::Catalogue& catalogue, const model::SiteReport& report,
                                            const std::string& cluster);

/// Names of figures that a project may state beside those of model::ProjectFacts: what the list compares with.
std::vector<std::string> figures_of_projects(const model::Catalogue& catalogue);

/// Divisions of GB/T 4754-2017 that a cluster may belong to; empty where the rules do not say.
std::vector<std::string> divisions_of_cluster(const model::Catalogue& catalogue, const std::string& cluster);

}  // namespace zonewright::study
