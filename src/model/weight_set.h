// Weights of the criteria per cluster. Read from layers/weights/<id>.toml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/evidence.h"

namespace zonewright::model {

/// For one cluster (or for all where cluster is "*"): either direct weights, or an AHP matrix over
/// `criteria`.
struct ClusterWeights {
    std::string cluster;                    ///< id or "*"
    std::string method = "direct";          ///< "direct", "ahp"
    std::vector<std::string> criteria;      ///< order of the matrix
    std::map<std::string, double> weights;  ///< direct: criterion → weight, scaled to 1
    std::vector<std::vector<double>>
        judgements;  ///< ahp: full reciprocal matrix; 0 marks a judgement not given
};

struct WeightSet {
    std::string id;
    Text title;
    bool is_default = false;  ///< a default for the bureau to replace; every report says so
    std::vector<ClusterWeights> clusters;
    Evidence evidence;
};

}  // namespace zonewright::model
