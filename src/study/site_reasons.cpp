#include "study/site_reasons.h"

#include <algorithm>
#include <cmath>

#include "base/errors.h"
#include "suitability/aggregation.h"
#include "suitability/explain.h"
#include "suitability/score.h"

namespace zonewright::study {
namespace {

constexpr double closes_within = 1e-6;

}  // namespace

std::vector<model::ScorePart> reasons_of(const Study& study, const model::Site& site) {
    const model::Suitability& suitability = study.suitability();
    const model::ClusterRating& rating = suitability.clusters.at(site.cluster.index());
    const suitability::Aggregation aggregation = suitability::parse_aggregation(suitability.aggregation);
    std::vector<model::ScorePart> parts;
    std::vector<double> weights;
    for (const model::RatedCriterion& rated : rating.criteria) {
        parts.push_back({.criterion = rated.criterion, .weight = rated.weight});
        weights.push_back(rated.weight);
    }
    for (const model::ParcelId parcel : site.parcels) {
        const double share = study.supply().statement.parcels[parcel.index()].net.m2() / site.net.m2();
        const std::vector<double> worths = suitability::worths_of(suitability, parcel.index(), rating);
        const double score = suitability.of(parcel.index(), site.cluster.index()).score;
        const std::vector<double> points = suitability::points_of(aggregation, worths, weights, score);
        for (std::size_t k = 0; k < parts.size(); ++k)
            parts[k].worth += share * worths[k], parts[k].points += share * points[k];
    }
    double sum = 0;
    for (const model::ScorePart& part : parts) sum += part.points;
    if (!(std::abs(sum - site.score) <= closes_within))
        throw InternalError({.thing = site.id,
                             .value = fmt::format("points {:.9f}, score {:.9f}", sum, site.score),
                             .expected = "points that sum to the score"});
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.points > b.points; });
    return parts;
}

}  // namespace zonewright::study
