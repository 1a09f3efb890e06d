// Weights by other means than pairwise comparison. All return weights that sum to 1.
//
//   from what people say    direct, swing, rank order centroid, best-worst
//   from how data vary      entropy, CRITIC; on worths (0…1), rows are parcels, columns criteria. They look at the
//                           data, so a score by them moves when a town is added
#pragma once

#include <cstddef>
#include <vector>

namespace zonewright::suitability {

using Table = std::vector<std::vector<double>>;

/// Scales to a sum of 1. Throws InputError for a negative weight or a sum of 0.
std::vector<double> direct_weights(const std::vector<double>& points);

/// Swing: the most important swing from worst to best gets 100, the others less (von Winterfeldt & Edwards
/// 1986).
std::vector<double> swing_weights(const std::vector<double>& points);

/// Rank order centroid (Barron & Barrett 1996). ranks[k] is 1 for the most important; ties share the mean.
std::vector<double> rank_order_centroid(const std::vector<std::size_t>& ranks);

/// Shannon entropy (Zeleny 1982): a criterion in which all units are alike gets nothing; all constant: equal.
std::vector<double> entropy_weights(const Table& worths);

/// CRITIC (Diakoulaki et al. 1995): standard deviation × conflict with the others (1 - correlation).
std::vector<double> critic_weights(const Table& worths);

struct BestWorst {
    std::vector<double> weights;
    double deviation = 0;  ///< ξ of the linear model: 0 is fully consistent
};

/// Linear best-worst method (Rezaei 2016): best_to_others[k] = how many times more important the best is than
/// k, others_to_worst[k] = how many times more important k is than the worst; 1…9.
BestWorst best_worst_weights(std::size_t best, std::size_t worst, const std::vector<double>& best_to_others,
                             const std::vector<double>& others_to_worst);

}  // namespace zonewright::suitability
