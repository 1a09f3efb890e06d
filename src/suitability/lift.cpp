#include "suitability/lift.h"

#include <algorithm>
#include <cmath>

#include "model/criterion_surface.h"
#include "suitability/aggregation.h"
#include "suitability/value_curve.h"

namespace zonewright::suitability {
namespace {

constexpr int search_steps = 1024;

/// The ground itself cannot be moved; everything else can be built, bought or agreed.
bool can_change(model::MeasureKind measure) {
    return measure != model::MeasureKind::Slope && measure != model::MeasureKind::Relief &&
           measure != model::MeasureKind::Elevation;
}

struct Domain {
    double from, to;
};

/// The stretch of measured values within which the curve moves.
Domain domain_of(const model::ValueFunction& value) {
    if (!value.knots.empty()) return {value.knots.front().first, value.knots.back().first};
    if (value.kind == model::CurveKind::Gaussian) return {value.low, value.high + (value.high - value.low)};
    return {value.low, value.high};
}

/// The measured value nearest to `now` that is worth at least `wanted`.
std::optional<double> nearest_measured(const ValueCurve& curve, const Domain& domain, double now,
                                       double wanted) {
    const double start = std::clamp(now, domain.from, domain.to),
                 step = (domain.to - domain.from) / search_steps;
    const auto enough = [&](double x) {
        return static_cast<double>(curve(static_cast<float>(x))) >= wanted - 1e-6;
    };
    for (int i = 0; i <= search_steps; ++i)
        for (const double side : {-1.0, 1.0}) {
            const double x = start + side * i * step;
            if (x < domain.from - step / 2 || x > domain.to + step / 2 || !enough(x)) continue;
            double outside = start + side * std::max(0, i - 1) * step, inside = x;
            for (int halving = 0; halving < 40; ++halving) {
                const double middle = (outside + inside) / 2;
                (enough(middle) ? inside : outside) = middle;
            }
            return inside;
        }
    return std::nullopt;
}

class Lifter {
public:
    Lifter(const ExplainInput& input, const model::ClusterRating& rating, const Explanation& explanation)
        : input_(input),
          rating_(rating),
          explanation_(explanation),
          aggregation_(parse_aggregation(input.suitability.aggregation)) {
        for (const Contribution& part : explanation.contributions) {
            worths_.push_back(part.worth);
            weights_.push_back(part.weight);
        }
    }

    /// Raising criterion k alone to this worth gives this score; every rule is monotone in each worth.
    double score_with(std::size_t k, double worth) const {
        std::vector<double> worths = worths_;
        worths[k] = worth;
        return aggregate(aggregation_, worths, weights_);
    }

    bool can_change(std::size_t k) const { return suitability::can_change(definition_of(k).measure); }

    /// Greatest losses first, each to its full worth, until the score is reached; the last as far as needed.
    /// Nothing when even all together fall short.
    std::vector<Change> together(double wanted_score) {
        std::vector<Change> changes;
        for (std::size_t k : explanation_.by_loss) {
            if (!can_change(k) || worths_[k] >= 1) continue;
            if (const auto last = change(k, wanted_score)) {
                changes.push_back(*last);
                return changes;
            }
            changes.push_back(
                {rating_.criteria[k].criterion, 1, std::nullopt, 1 - worths_[k], score_with(k, 1)});
            worths_[k] = 1;
        }
        return {};
    }

    std::optional<Change> change(std::size_t k, double wanted_score) const {
        const auto& definition = definition_of(k);
        if (!can_change(k) || score_with(k, 1) < wanted_score) return std::nullopt;
        double low = worths_[k], high = 1;
        for (int halving = 0; halving < 60; ++halving) {
            const double middle = (low + high) / 2;
            (score_with(k, middle) >= wanted_score ? high : low) = middle;
        }
        Change change{rating_.criteria[k].criterion, high, std::nullopt, high - worths_[k],
                      score_with(k, high)};
        const model::ValueFunction& value = rating_.criteria[k].value;
        const auto measured = explanation_.contributions[k].measured;
        if (value.kind == model::CurveKind::Categorical || !measured) return change;
        const Domain domain = domain_of(value);
        const ValueCurve curve(value, model::category_words(definition), definition.id);
        change.measured_needed = nearest_measured(curve, domain, *measured, high);
        if (!change.measured_needed) return std::nullopt;
        const double now = std::clamp(*measured, domain.from, domain.to);
        if (domain.to > domain.from)
            change.effort = std::abs(*change.measured_needed - now) / (domain.to - domain.from);
        return change;
    }

private:
    const model::CriterionDefinition& definition_of(std::size_t k) const {
        return input_.catalogue.criteria.at(rating_.criteria[k].criterion.index());
    }

    const ExplainInput& input_;
    const model::ClusterRating& rating_;
    const Explanation& explanation_;
    Aggregation aggregation_;
    std::vector<double> worths_, weights_;
};

/// With the others in proportion the score is a straight line in one weight: S(w) = w v + (1 - w) R.
WeightInterval interval_within(const Contribution& part, double score, double from, double below) {
    WeightInterval interval{part.criterion, part.weight, 0, 1};
    if (part.weight >= 1) return interval;
    const double rest = (score - part.weight * part.worth) / (1 - part.weight), slope = part.worth - rest;
    if (std::abs(slope) < 1e-15) return interval;
    const double at_from = (from - rest) / slope, at_below = (below - rest) / slope;
    interval.low = std::max(0.0, std::min(at_from, at_below));
    interval.high = std::min(1.0, std::max(at_from, at_below));
    return interval;
}

}  // namespace

void add_lift(const ExplainInput& input, const model::ClusterRating& rating, Explanation& explanation) {
    const std::vector<ScoreClass> classes = score_classes(input.catalogue);
    const auto own = std::find_if(classes.begin(), classes.end(),
                                  [&](const ScoreClass& c) { return explanation.score >= c.from; });
    if (own != classes.end()) explanation.score_class = static_cast<std::size_t>(own - classes.begin());
    const bool is_best = own == classes.begin();
    if (!is_best) {
        Lifter lifter(input, rating, explanation);
        for (std::size_t k = 0; k < rating.criteria.size(); ++k)
            if (const auto change = lifter.change(k, std::prev(own)->from))
                explanation.changes.push_back(*change);
        std::stable_sort(explanation.changes.begin(), explanation.changes.end(),
                         [](const Change& a, const Change& b) { return a.effort < b.effort; });
        if (explanation.changes.empty()) explanation.combined = lifter.together(std::prev(own)->from);
    }
    if (parse_aggregation(input.suitability.aggregation).rule != Rule::Wlc) return;
    const double from = own == classes.end() ? 0 : own->from, below = is_best ? 2 : std::prev(own)->from;
    for (const Contribution& part : explanation.contributions)
        explanation.stability.push_back(interval_within(part, explanation.score, from, below));
}

}  // namespace zonewright::suitability
