// What weights do the parcels themselves suggest? For the methods "entropy" and "critic" (weighting.h), from the
// worths of the criteria on the parcels of the study.
//
// They follow the data: a town more or less moves every score. They are for seeing how much the answer hangs on the
// weights, not for a score that must stay. Only parcels with a worth in every criterion count. Cost: O(parcels ×
// criteria²) for each cluster.
#pragma once

#include <string>
#include <vector>

#include "model/suitability.h"

namespace zonewright::suitability {

/// Whether the weights of this method come from data.
bool is_by_data(const std::string& method);

/// Replaces the weights of the ratings whose method is by data; `measured` holds the worths of the same ratings.
/// A criterion in which all parcels are alike gets no weight and is left out. With fewer than two parcels to
/// compare the weights stay.
void weigh_by_data(const model::Suitability& measured, std::vector<model::ClusterRating>& ratings);

}  // namespace zonewright::suitability
