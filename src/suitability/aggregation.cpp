#include "suitability/aggregation.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/errors.h"
#include "base/language.h"
#include "base/vectorised.h"

namespace zonewright::suitability {
namespace {

constexpr double no_score = std::numeric_limits<double>::quiet_NaN();

[[noreturn]] void refuse(const std::string& text) {
    throw InputError({"study.toml: aggregation", text, "wlc, wpm, owa:ORNESS, topsis, fuzzy:GAMMA, minimum",
                      both("ORNESS 在 0 与 1 之间（不含），GAMMA 在 0 至 1 之间",
                           "ORNESS between 0 and 1 (exclusive), GAMMA from 0 to 1")});
}

/// What is left of a worth of 0 in a float. A power makes a tenth of a millionth to a fifth: such a cell would be
/// rated where one criterion forbids it.
constexpr double worth_of_nothing = 1e-6;

double power_product(std::span<const double> worths, std::span<const double> weights) {
    double log_sum = 0;
    for (std::size_t k = 0; k < worths.size(); ++k) {
        if (weights[k] == 0) continue;
        if (worths[k] <= worth_of_nothing) return 0;
        log_sum += weights[k] * std::log(worths[k]);
    }
    return std::exp(log_sum);
}

double quantifier_owa(std::span<const double> worths, std::span<const double> weights, double orness) {
    std::vector<std::size_t> order(worths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return worths[a] > worths[b]; });
    const double exponent = 1 / orness - 1;
    double score = 0, reached = 0, before = 0;
    for (std::size_t k : order) {
        reached = std::min(1.0, reached + weights[k]);
        const double now = std::pow(reached, exponent);
        score += (now - before) * worths[k];
        before = now;
    }
    return score / before;
}

double distance_ratio(std::span<const double> worths, std::span<const double> weights) {
    double to_best = 0, to_worst = 0;
    for (std::size_t k = 0; k < worths.size(); ++k) {
        const double gained = weights[k] * worths[k], lacking = weights[k] * (1 - worths[k]);
        to_worst += gained * gained;
        to_best += lacking * lacking;
    }
    return std::sqrt(to_worst) / (std::sqrt(to_worst) + std::sqrt(to_best));
}

double fuzzy_gamma(std::span<const double> worths, std::span<const double> weights, double gamma) {
    std::vector<double> exponents(weights.begin(), weights.end()), lacking(worths.begin(), worths.end());
    const auto used =
        static_cast<double>(std::count_if(weights.begin(), weights.end(), [](double w) { return w > 0; }));
    for (double& exponent : exponents) exponent *= used;
    for (double& worth : lacking) worth = 1 - worth;
    const double any = 1 - power_product(lacking, exponents), all = power_product(worths, exponents);
    return std::pow(any, gamma) * std::pow(all, 1 - gamma);
}

double lowest(std::span<const double> worths, std::span<const double> weights) {
    double worst = 1;
    for (std::size_t k = 0; k < worths.size(); ++k)
        if (weights[k] > 0) worst = std::min(worst, worths[k]);
    return worst;
}

ZONEWRIGHT_VECTORISED void add_row(const float* worths, float weight, float* sums, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) sums[i] += weight * worths[i];
}

ZONEWRIGHT_VECTORISED void add_weighted_square(const float* worths, float weight, const float* means,
                                               float* sums, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float away = worths[i] - means[i];
        sums[i] += weight * (away * away);
    }
}

}  // namespace

Aggregation parse_aggregation(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::string name = text.substr(0, colon);
    double parameter = no_score;
    if (colon != std::string::npos) {
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, parameter);
        if (error != std::errc() || stop != end) refuse(text);
    }
    const bool given = !std::isnan(parameter);
    if (name == "wlc" && !given) return {Rule::Wlc, 0};
    if (name == "wpm" && !given) return {Rule::Wpm, 0};
    if (name == "topsis" && !given) return {Rule::Topsis, 0};
    if (name == "minimum" && !given) return {Rule::Minimum, 0};
    if (name == "owa" && (!given || (parameter > 0 && parameter < 1)))
        return {Rule::Owa, given ? parameter : 0.5};
    if (name == "fuzzy" && (!given || (parameter >= 0 && parameter <= 1)))
        return {Rule::FuzzyGamma, given ? parameter : 0.9};
    refuse(text);
}

double aggregate(const Aggregation& aggregation, std::span<const double> worths,
                 std::span<const double> weights) {
    std::vector<double> used_worths, used_weights;
    for (std::size_t k = 0; k < worths.size(); ++k) {
        if (!(weights[k] > 0)) continue;
        if (std::isnan(worths[k])) return no_score;
        used_worths.push_back(worths[k]);
        used_weights.push_back(weights[k]);
    }
    if (used_worths.empty()) return no_score;
    switch (aggregation.rule) {
        case Rule::Wlc:
            return std::inner_product(used_worths.begin(), used_worths.end(), used_weights.begin(), 0.0);
        case Rule::Wpm:
            return power_product(used_worths, used_weights);
        case Rule::Owa:
            return quantifier_owa(used_worths, used_weights, aggregation.parameter);
        case Rule::Topsis:
            return distance_ratio(used_worths, used_weights);
        case Rule::FuzzyGamma:
            return fuzzy_gamma(used_worths, used_weights, aggregation.parameter);
        case Rule::Minimum:
            return lowest(used_worths, used_weights);
    }
    return no_score;
}

void aggregate_row(const Aggregation& aggregation, std::span<const float* const> worths,
                   std::span<const float> weights, std::span<float> scores) {
    if (aggregation.rule == Rule::Wlc) {
        std::fill(scores.begin(), scores.end(), 0.0f);
        for (std::size_t k = 0; k < worths.size(); ++k)
            if (weights[k] > 0) add_row(worths[k], weights[k], scores.data(), scores.size());
        return;
    }
    std::vector<double> cell(worths.size()), exact(weights.begin(), weights.end());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        for (std::size_t k = 0; k < worths.size(); ++k) cell[k] = static_cast<double>(worths[k][i]);
        scores[i] = static_cast<float>(aggregate(aggregation, cell, exact));
    }
}

void add_weighted(std::span<const float> worths, float weight, std::span<float> sums) {
    add_row(worths.data(), weight, sums.data(), sums.size());
}

double wlc_deviation(std::span<const double> worths, std::span<const double> weights, double concentration) {
    double mean = 0, spread = 0;
    for (std::size_t k = 0; k < worths.size(); ++k)
        if (weights[k] > 0) mean += weights[k] * worths[k];
    for (std::size_t k = 0; k < worths.size(); ++k)
        if (weights[k] > 0) spread += weights[k] * (worths[k] - mean) * (worths[k] - mean);
    return std::sqrt(spread / (concentration + 1));
}

double with_unmeasured(double deviation, double measured) {
    const double rest = 1 - measured;
    return measured >= 1 ? deviation
                         : std::sqrt(measured * measured * deviation * deviation + rest * rest / 12);
}

void wlc_deviation_row(std::span<const float* const> worths, std::span<const float> weights,
                       double concentration, std::span<const float> scores, std::span<float> deviations) {
    std::fill(deviations.begin(), deviations.end(), 0.0f);
    for (std::size_t k = 0; k < worths.size(); ++k)
        if (weights[k] > 0)
            add_weighted_square(worths[k], weights[k], scores.data(), deviations.data(), scores.size());
    const auto divisor = static_cast<float>(concentration + 1);
    for (float& value : deviations) value = std::sqrt(value / divisor);
}

double owa(std::span<const double> values, std::span<const double> order_weights) {
    const double sum = std::accumulate(order_weights.begin(), order_weights.end(), 0.0);
    if (values.size() != order_weights.size() || values.empty() || std::abs(sum - 1) > 1e-9)
        throw InputError(
            {both("OWA 次序权重", "OWA order weights"), fmt::format("Σ = {}", sum),
             both("与数值同样多、和为 1 的次序权重", "as many order weights as values, summing to 1"), ""});
    std::vector<double> falling(values.begin(), values.end());
    std::sort(falling.begin(), falling.end(), std::greater<>());
    return std::inner_product(falling.begin(), falling.end(), order_weights.begin(), 0.0);
}

std::vector<double> topsis_of_table(const std::vector<std::vector<double>>& table,
                                    std::span<const double> weights, const std::vector<bool>& rising) {
    std::vector<double> to_best(table.size(), 0.0), to_worst(table.size(), 0.0), scores;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        double squares = 0;
        for (const auto& row : table) squares += row.at(k) * row.at(k);
        if (squares == 0) continue;
        std::vector<double> column;
        column.reserve(table.size());
        for (const auto& row : table) column.push_back(weights[k] * row.at(k) / std::sqrt(squares));
        const auto [least, most] = std::minmax_element(column.begin(), column.end());
        const double best = rising[k] ? *most : *least, worst = rising[k] ? *least : *most;
        for (std::size_t i = 0; i < table.size(); ++i) {
            to_best[i] += (column[i] - best) * (column[i] - best);
            to_worst[i] += (column[i] - worst) * (column[i] - worst);
        }
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double both = std::sqrt(to_best[i]) + std::sqrt(to_worst[i]);
        scores.push_back(both > 0 ? std::sqrt(to_worst[i]) / both
                                  : 1.0);  // all alternatives alike: each is the ideal
    }
    return scores;
}

}  // namespace zonewright::suitability
