// Weights of the criteria per cluster. Read from layers/weights/<id>.toml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/evidence.h"

namespace zonewright::model {

/// For one cluster (or for all where cluster is "*"), by one method:
///   direct    weights as they are            swing     points, 100 for the most important swing
///   roc       ranks, 1 the most important    ahp       judgements of each criterion against each other
///   bwm       the best against all, all against the worst
///   entropy, critic   nothing but criteria: their worths on the study's parcels decide
struct ClusterWeights {
    std::string cluster;                    ///< id or "*"
    std::string method = "direct";
    std::vector<std::string> criteria;      ///< order of the matrix and of the comparisons
    std::map<std::string, double> weights;  ///< direct, swing, roc: criterion → weight, points, rank
    std::vector<std::vector<double>>
        judgements;           ///< ahp: full reciprocal matrix; 0 marks a judgement not given
    int line = 0;             ///< of the entry's cluster in its file, for messages
    std::string best, worst;  ///< bwm: two of the criteria
    std::vector<double> best_to_others, others_to_worst;  ///< bwm: 1…9, in the order of the criteria
};

struct WeightSet {
    std::string id;
    Text title;
    bool is_default = false;  ///< a default for the bureau to replace; every report says so
    std::vector<ClusterWeights> clusters;
    Evidence evidence;
};

}  // namespace zonewright::model
