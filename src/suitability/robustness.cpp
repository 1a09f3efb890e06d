#include "suitability/robustness.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>

#include "base/parallel.h"
#include "suitability/aggregation.h"
#include "suitability/score.h"

namespace zonewright::suitability {
namespace {

/// Gamma(shape, 1) by Marsaglia & Tsang (2000); below 1 by the boost of one draw.
double draw_gamma(double shape, Random& random) {
    if (shape < 1) return draw_gamma(shape + 1, random) * std::pow(1 - random.unit(), 1 / shape);
    const double d = shape - 1.0 / 3.0, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = random.normal(), cube = 1 + c * x;
        if (cube <= 0) continue;
        const double v = cube * cube * cube, u = 1 - random.unit();
        if (std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

/// The scored parcels of one cluster with their worths, packed.
struct Field {
    std::vector<std::size_t> parcels;
    std::vector<double> worths;  ///< parcel × criterion
    std::vector<double> weights;

    std::span<const double> of(std::size_t position) const {
        return std::span(worths).subspan(position * weights.size(), weights.size());
    }
};

Field field_of(const model::Suitability& suitability, model::ClusterId cluster) {
    const model::ClusterRating& rating = suitability.clusters.at(cluster.index());
    Field field;
    for (const model::RatedCriterion& rated : rating.criteria) field.weights.push_back(rated.weight);
    for (std::size_t p = 0; p < suitability.parcel_count; ++p) {
        if (suitability.of(p, cluster.index()).state != model::ScoreState::Scored) continue;
        field.parcels.push_back(p);
        const std::vector<double> worths = worths_of(suitability, p, rating);
        field.worths.insert(field.worths.end(), worths.begin(), worths.end());
    }
    return field;
}

/// Ranks of one draw: 1 is best, ties by position, so that ranks are a permutation.
void rank(const std::vector<double>& scores, std::vector<std::uint32_t>& order,
          std::vector<std::uint32_t>& ranks) {
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
    });
    for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i + 1;
}

}  // namespace

std::vector<double> draw_weights(std::span<const double> weights, double concentration, Random& random) {
    std::vector<double> drawn;
    double sum = 0;
    for (double weight : weights) {
        drawn.push_back(weight > 0 ? draw_gamma(weight * concentration, random) : 0.0);
        sum += drawn.back();
    }
    for (double& weight : drawn) weight /= sum;
    return drawn;
}

Smaa smaa(const model::Suitability& suitability, model::ClusterId cluster,
          std::span<const double> best_shares, std::size_t draws, std::uint64_t seed,
          const Progress& progress) {
    const Field field = field_of(suitability, cluster);
    const Aggregation aggregation = parse_aggregation(suitability.aggregation);
    const std::size_t count = field.parcels.size(), bands = best_shares.size();
    std::vector<std::uint32_t> limits;
    for (double share : best_shares)
        limits.push_back(
            static_cast<std::uint32_t>(std::max(1.0, std::ceil(share * static_cast<double>(count)))));
    std::vector<std::uint64_t> hits(count * bands, 0), rank_sums(count, 0);
    std::mutex merging;
    parallel_blocks(count == 0 ? 0 : draws, 16, progress, [&](std::size_t begin, std::size_t end) {
        std::vector<double> scores(count);
        std::vector<std::uint32_t> order(count), ranks(count);
        std::vector<std::uint64_t> own_hits(hits.size(), 0), own_sums(count, 0);
        for (std::size_t draw = begin; draw < end; ++draw) {
            Random random(seed + draw, "smaa");
            const std::vector<double> weights =
                draw_weights(field.weights, suitability.weight_concentration, random);
            for (std::size_t i = 0; i < count; ++i) scores[i] = aggregate(aggregation, field.of(i), weights);
            rank(scores, order, ranks);
            for (std::size_t i = 0; i < count; ++i) {
                own_sums[i] += ranks[i];
                for (std::size_t b = 0; b < bands; ++b) own_hits[i * bands + b] += ranks[i] <= limits[b] ? 1 : 0;
            }
        }
        const std::scoped_lock lock(merging);  // sums of whole numbers: the order of merging leaves no trace
        for (std::size_t i = 0; i < hits.size(); ++i) hits[i] += own_hits[i];
        for (std::size_t i = 0; i < count; ++i) rank_sums[i] += own_sums[i];
    });
    const float unknown = std::numeric_limits<float>::quiet_NaN();
    Smaa result{{best_shares.begin(), best_shares.end()},
                std::vector(suitability.parcel_count * bands, unknown),
                std::vector(suitability.parcel_count, unknown),
                draws};
    for (std::size_t i = 0; i < count; ++i) {
        const auto drawn = static_cast<double>(draws);
        result.mean_rank[field.parcels[i]] = static_cast<float>(static_cast<double>(rank_sums[i]) / drawn);
        for (std::size_t b = 0; b < bands; ++b)
            result.acceptability[field.parcels[i] * bands + b] =
                static_cast<float>(static_cast<double>(hits[i * bands + b]) / drawn);
    }
    return result;
}

std::vector<StabilityInterval> leader_stability(const model::Suitability& suitability,
                                                model::ClusterId cluster, std::size_t leaders) {
    const Field field = field_of(suitability, cluster);
    const auto& criteria = suitability.clusters.at(cluster.index()).criteria;
    const std::size_t count = field.parcels.size();
    std::vector<double> scores(count);
    for (std::size_t i = 0; i < count; ++i)
        scores[i] = std::inner_product(field.weights.begin(), field.weights.end(), field.of(i).begin(), 0.0);
    std::vector<std::uint32_t> order(count), ranks(count);
    rank(scores, order, ranks);
    std::vector<StabilityInterval> intervals;
    for (std::size_t k = 0; k < criteria.size(); ++k) {
        StabilityInterval interval{criteria[k].criterion, field.weights[k], 0, 1};
        const auto rest = [&](std::uint32_t i) {
            return field.weights[k] < 1
                       ? (scores[i] - field.weights[k] * field.of(i)[k]) / (1 - field.weights[k])
                       : 0.0;
        };
        for (std::size_t a = 0; a < std::min(leaders, count); ++a)
            for (std::size_t b = leaders; b < count; ++b) {
                // Lead of a over b as a line in the weight: rest + weight × slope ≥ 0.
                const double at_zero = rest(order[a]) - rest(order[b]);
                const double slope = (field.of(order[a])[k] - field.of(order[b])[k]) - at_zero;
                if (slope == 0) continue;
                const double meets = -at_zero / slope;
                if (slope > 0)
                    interval.low = std::max(interval.low, std::min(meets, interval.weight));
                else
                    interval.high = std::min(interval.high, std::max(meets, interval.weight));
            }
        intervals.push_back(interval);
    }
    return intervals;
}

}  // namespace zonewright::suitability
