// Which criteria rate which cluster, and with what weight? From a weight set and the surfaces at hand.
//
// AHP matrices become weights by their eigenvector (ahp.h), what else people say by weighting.h; methods that look at
// the data get equal weights here and their own from weights_by_data.h. A criterion whose source is missing is dropped
// and its weight shared out over the others in proportion; it is listed, never silently gone.
#pragma once

#include <vector>

#include "model/criterion_surface.h"
#include "model/plan.h"
#include "model/suitability.h"
#include "model/weight_set.h"

namespace zonewright::suitability {

/// One rating per cluster, in plan order: the cluster's own entry of the weight set, else that of the first cluster it
/// was formerly (a renamed cluster keeps its weights until it is given new ones), else the entry "*".
/// Criteria of weight 0 are left out. `criteria` is empty when every criterion with a weight is missing.
/// Throws InputError when a cluster has no entry, an entry names an unknown criterion, or a matrix has CR ≥
/// 0.1.
std::vector<model::ClusterRating> rate_clusters(const model::WeightSet& weights, const model::Plan& plan,
                                                const std::vector<model::CriterionDefinition>& criteria,
                                                const std::vector<model::CriterionSurface>& surfaces);

/// Whether the weight set gives the criterion any weight for the cluster: what need not be measured
/// otherwise.
bool is_weighted(const model::WeightSet& weights, const model::CriterionDefinition& criterion,
                 const model::Cluster& cluster);

}  // namespace zonewright::suitability
