#include "suitability/explain.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/errors.h"
#include "model/criterion_surface.h"
#include "suitability/ground.h"
#include "suitability/lift.h"
#include "suitability/score.h"
#include "suitability/value_curve.h"

namespace zonewright::suitability {
namespace {

using model::ScoreState;

std::vector<ExclusionShare> exclusions_on(const Ground& ground, const model::Catalogue& catalogue) {
    std::vector<ExclusionShare> exclusions;
    for (std::size_t k = 0; k < catalogue.constraints.size(); ++k) {
        const double covered = ground.by_reason.at(static_cast<std::size_t>(catalogue.constraints[k].bit));
        if (covered > 0) exclusions.push_back({k, covered / ground.inside_city});
    }
    std::stable_sort(exclusions.begin(), exclusions.end(),
                     [](const ExclusionShare& a, const ExclusionShare& b) { return a.share > b.share; });
    return exclusions;
}

std::optional<double> mean_measured(const std::filesystem::path& surface, const Ground& ground, io::OpenRasters* rasters) {
    if (surface.empty() || ground.window.empty() || !std::filesystem::exists(surface)) return std::nullopt;
    const std::vector<float> values = measured_on(ground, surface, rasters);
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i]) || ground.shares[i] == 0) continue;
        sum += static_cast<double>(values[i]) * static_cast<double>(ground.shares[i]);
        weight += static_cast<double>(ground.shares[i]);
    }
    if (!(weight > 0)) return std::nullopt;
    return sum / weight;
}

/// Order weights of owa turn into a weight per criterion for these very worths.
std::vector<double> increments_of(double orness, std::span<const double> worths,
                                  std::span<const double> weights) {
    std::vector<std::size_t> order(worths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return worths[a] > worths[b]; });
    std::vector<double> increments(worths.size());
    double reached = 0, before = 0;
    for (std::size_t k : order) {
        reached = std::min(1.0, reached + weights[k]);
        const double now = std::pow(reached, 1 / orness - 1);
        increments[k] = now - before;
        before = now;
    }
    for (double& increment : increments) increment /= before;
    return increments;
}

void add_contributions(const ExplainInput& input, const model::ClusterRating& rating, std::size_t parcel,
                       const Ground& ground, Explanation& explanation) {
    const Aggregation aggregation = parse_aggregation(input.suitability.aggregation);
    const std::vector<double> worths = worths_of(input.suitability, parcel, rating);
    std::vector<double> weights;
    for (const model::RatedCriterion& rated : rating.criteria) weights.push_back(rated.weight);
    std::vector<double> points(worths.size(), 0.0);
    if (explanation.state == ScoreState::Scored)
        points = points_of(aggregation, worths, weights, explanation.score);
    for (std::size_t k = 0; k < worths.size(); ++k)
        explanation.contributions.push_back({rating.criteria[k].criterion, weights[k], worths[k], points[k],
                                             weights[k] * (1 - worths[k]),
                                             mean_measured(rating.criteria[k].surface, ground, input.rasters)});
    explanation.proportional = aggregation.rule == Rule::Wpm || aggregation.rule == Rule::Topsis ||
                               aggregation.rule == Rule::FuzzyGamma;
    explanation.by_loss.resize(worths.size());
    std::iota(explanation.by_loss.begin(), explanation.by_loss.end(), std::size_t{0});
    std::stable_sort(explanation.by_loss.begin(), explanation.by_loss.end(),
                     [&](std::size_t a, std::size_t b) {
                         return explanation.contributions[a].lost > explanation.contributions[b].lost;
                     });
}

void add_rank(const model::Suitability& suitability, std::size_t cluster, Explanation& explanation) {
    explanation.rank = 1;
    for (std::size_t p = 0; p < suitability.parcel_count; ++p) {
        const model::ParcelScore& other = suitability.of(p, cluster);
        if (other.state != ScoreState::Scored) continue;
        ++explanation.ranked;
        if (other.score > explanation.score) ++explanation.rank;
    }
}

Text excluded_sentence(const ExplainInput& input, const Explanation& explanation) {
    if (explanation.exclusions.empty())
        return {"地块在约束栅格之外", "the parcel lies outside the grid of constraints"};
    const ExclusionShare& first = explanation.exclusions.front();
    const auto& rule = input.catalogue.constraints[first.constraint];
    return {fmt::format("被排除：{}（覆盖 {:.0f} %，依据 {}）", rule.title.zh, 100 * first.share,
                        rule.legal_basis),
            fmt::format("excluded: {} (covers {:.0f} %, basis {})", rule.title.en, 100 * first.share,
                        rule.legal_basis)};
}

Text binding_sentence(const ExplainInput& input, const Explanation& explanation) {
    if (explanation.state == ScoreState::Excluded) return excluded_sentence(input, explanation);
    if (explanation.state == ScoreState::NoData || explanation.by_loss.empty())
        return {"没有数据，不能评分", "no data, no score"};
    const Contribution& worst = explanation.contributions[explanation.by_loss.front()];
    const auto& definition = input.catalogue.criteria.at(worst.criterion.index());
    return {fmt::format("失分最多：{}，少得 {:.3f}", definition.title.zh, worst.lost),
            fmt::format("loses most by: {}, {:.3f} of the score", definition.title.en, worst.lost)};
}

}  // namespace

std::vector<ScoreClass> score_classes(const model::Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("suitability_classes");
    std::vector<ScoreClass> classes;
    for (const model::RuleValue& value : rules.values)
        classes.push_back({value.key, value.title, rules.number(value.key)});
    std::stable_sort(classes.begin(), classes.end(),
                     [](const ScoreClass& a, const ScoreClass& b) { return a.from > b.from; });
    return classes;
}

std::vector<double> points_of(const Aggregation& aggregation, std::span<const double> worths,
                              std::span<const double> weights, double score) {
    std::vector<double> factors(weights.begin(), weights.end());
    if (aggregation.rule == Rule::Owa) factors = increments_of(aggregation.parameter, worths, weights);
    if (aggregation.rule == Rule::Minimum) {
        const auto worst = std::min_element(worths.begin(), worths.end()) - worths.begin();
        std::fill(factors.begin(), factors.end(), 0.0);
        factors[static_cast<std::size_t>(worst)] = 1;
    }
    std::vector<double> points;
    for (std::size_t k = 0; k < worths.size(); ++k)
        points.push_back(factors[k] == 0 ? 0 : factors[k] * worths[k]);  // without weight, without data
    if (aggregation.rule == Rule::Wlc || aggregation.rule == Rule::Minimum) return points;
    // What is left to the score by rounding, or by the rule not being a sum, is shared out in proportion.
    const double sum = std::accumulate(points.begin(), points.end(), 0.0);
    for (double& part : points) part = sum > 0 ? part * (score / sum) : 0;
    return points;
}

Explanation explain(const ExplainInput& input, model::ParcelId parcel, model::ClusterId cluster) {
    const model::ClusterRating& rating = input.suitability.clusters.at(cluster.index());
    const model::ParcelScore& score = input.suitability.of(parcel.index(), cluster.index());
    const Ground ground = ground_under(input.parcels[parcel.index()].geometry, input.admissible);
    Explanation explanation;
    explanation.state = score.state;
    explanation.score = score.score;
    explanation.deviation = score.deviation;
    explanation.exclusions = exclusions_on(ground, input.catalogue);
    explanation.admissible_share = static_cast<double>(input.suitability.admissible_share.at(parcel.index()));
    explanation.dropped = rating.dropped;
    add_contributions(input, rating, parcel.index(), ground, explanation);
    if (score.state == ScoreState::Scored) {
        add_rank(input.suitability, cluster.index(), explanation);
        add_lift(input, rating, explanation);
    }
    explanation.binding = binding_sentence(input, explanation);
    return explanation;
}

}  // namespace zonewright::suitability
