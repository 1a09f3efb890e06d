#include "suitability/weights_by_data.h"

#include <algorithm>
#include <cmath>

#include "suitability/score.h"
#include "suitability/weighting.h"

namespace zonewright::suitability {
namespace {

/// One row for each parcel that has a worth in every criterion of the rating.
Table complete_rows(const model::Suitability& measured, const model::ClusterRating& rating) {
    Table rows;
    for (std::size_t parcel = 0; parcel < measured.parcel_count; ++parcel) {
        std::vector<double> worths = worths_of(measured, parcel, rating);
        if (std::all_of(worths.begin(), worths.end(), [](double worth) { return std::isfinite(worth); }))
            rows.push_back(std::move(worths));
    }
    return rows;
}

}  // namespace

bool is_by_data(const std::string& method) {
    return method == "entropy" || method == "critic";
}

void weigh_by_data(const model::Suitability& measured, std::vector<model::ClusterRating>& ratings) {
    for (std::size_t k = 0; k < ratings.size(); ++k) {
        model::ClusterRating& rating = ratings[k];
        if (!is_by_data(rating.method) || rating.criteria.empty()) continue;
        const Table worths = complete_rows(measured, measured.clusters.at(k));
        if (worths.size() < 2) continue;
        const std::vector<double> weights =
            rating.method == "entropy" ? entropy_weights(worths) : critic_weights(worths);
        for (std::size_t c = 0; c < weights.size(); ++c) rating.criteria[c].weight = weights[c];
        std::erase_if(rating.criteria, [](const model::RatedCriterion& rated) { return rated.weight == 0; });
    }
}

}  // namespace zonewright::suitability
