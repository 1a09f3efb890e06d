// Would the answer be another one under slightly other weights?
//
// Weights are drawn from a Dirichlet distribution around the given ones (mean = weight, concentration as in
// the suitability). SMAA (Lahdelma & Salminen 2001): the share of draws in which a parcel is among the best.
// Closed forms, no draws: the standard deviation of a WLC score (aggregation.h) and the intervals here.
// Cost: draws × parcels × criteria. Parallel over draws; the same seed gives the same answer on any machine.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/random.h"
#include "model/suitability.h"

namespace zonewright::suitability {

struct Smaa {
    std::vector<double>
        best_shares;  ///< the bands asked for: 0.01 is the best hundredth of the scored parcels
    std::vector<float> acceptability;  ///< parcel × band: share of draws in which the parcel is within the
                                       ///< band; NaN: not scored
    std::vector<float> mean_rank;      ///< per parcel, 1 is best; NaN: not scored
    std::size_t draws = 0;
};

Smaa smaa(const model::Suitability& suitability, model::ClusterId cluster,
          std::span<const double> best_shares, std::size_t draws, std::uint64_t seed,
          const Progress& progress);

/// One draw of weights around the given ones.
std::vector<double> draw_weights(std::span<const double> weights, double concentration, Random& random);

/// While the weight of a criterion lies in [low, high] (the others keeping their proportions), the `leaders`
/// best parcels stay ahead of all others. WLC only.
struct StabilityInterval {
    model::CriterionId criterion;
    double weight = 0, low = 0, high = 1;
};
std::vector<StabilityInterval> leader_stability(const model::Suitability& suitability,
                                                model::ClusterId cluster, std::size_t leaders);

}  // namespace zonewright::suitability
