// 工业项目建设用地控制指标: which of them apply to a project, and does it keep them?
//
// The figures stand in layers/rules/control_indicators.toml, each with its document; which least plot ratios
// apply follows from the industry (division of GB/T 4754-2017), or from the cluster where no industry is
// given. What the project does not state is not judged.
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/site_report.h"

namespace zonewright::study {

/// `cluster`: id; may be empty.
std::vector<model::Indicator> indicators_of(const model::Catalogue& catalogue,
                                            const model::ProjectFacts& project, const std::string& cluster);

/// Divisions of GB/T 4754-2017 that a cluster may belong to; empty where the rules do not say.
std::vector<std::string> divisions_of_cluster(const model::Catalogue& catalogue, const std::string& cluster);

}  // namespace zonewright::study
