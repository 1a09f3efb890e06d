// How do the worths of many criteria become one score? Six rules, each on worths in 0…1 against the fixed
// ends 0 and 1, so that no alternative changes the score of another.
//
//   wlc             Σ w v
//   wpm             Π v^w, with 0^0 = 1: a criterion of weight 0 changes nothing
//   owa:ORNESS      Σ (Q(W_k) - Q(W_k-1)) v_(k), worths in falling order, W the running sum of their weights,
//                   Q(p) = p^(1/orness - 1) (Yager 1996); 0.5 is wlc, towards 0 the worst worth decides
//   topsis          d⁻ / (d⁺ + d⁻), distances of the weighted worths to all 0 and all 1
//   fuzzy:GAMMA     (1 - Π(1-v)^e)^γ (Π v^e)^(1-γ), e = weight × number of criteria (Zimmermann & Zysno 1980)
//   minimum         the worst worth among criteria of positive weight
// One no-data rule: a cell without data in any criterion of positive weight has no score.
// Cost: O(criteria) a cell, O(criteria²) at worst for owa (insertion sort).
#pragma once

#include <span>
#include <string>
#include <vector>

namespace zonewright::suitability {

enum class Rule { Wlc, Wpm, Owa, Topsis, FuzzyGamma, Minimum };

struct Aggregation {
    Rule rule = Rule::Wlc;
    double parameter = 0;  ///< orness or gamma
};

/// "wlc", "owa:0.4", … Throws InputError for anything else.
Aggregation parse_aggregation(const std::string& text);

/// The score of one unit. Weights sum to 1; criteria of weight 0 are ignored even without data.
double aggregate(const Aggregation& aggregation, std::span<const double> worths,
                 std::span<const double> weights);

/// The score of a row of cells: worths[k] are the cells of criterion k. NaN where there is no score.
void aggregate_row(const Aggregation& aggregation, std::span<const float* const> worths,
                   std::span<const float> weights, std::span<float> scores);

/// One term of WLC: sums += weight × worths.
void add_weighted(std::span<const float> worths, float weight, std::span<float> sums);

/// Standard deviation of Σ w v when w is Dirichlet distributed around the weights with this concentration:
/// sqrt((Σ w v² - (Σ w v)²) / (concentration + 1)).
double wlc_deviation(std::span<const double> worths, std::span<const double> weights, double concentration);
/// The same for a row of cells; `scores` are the WLC scores of the row.
void wlc_deviation_row(std::span<const float* const> worths, std::span<const float> weights,
                       double concentration, std::span<const float> scores, std::span<float> deviations);

/// The deviation of a score that rests on `measured` of the weight: of the rest nothing is known but that its
/// worth lies between 0 and 1 (evenly, which is 1/√12). With measured = 1 it is `deviation` itself.
double with_unmeasured(double deviation, double measured);

/// Plain OWA with given order weights (Yager 1988). Throws InputError unless they sum to 1.
double owa(std::span<const double> values, std::span<const double> order_weights);

/// Classical TOPSIS on a table of raw values (vector normalisation, ideals from the table itself): for
/// comparison of a closed list of sites, not for surfaces. `rising[k]` tells whether more is better. A table
/// column of zeros counts for nothing.
std::vector<double> topsis_of_table(const std::vector<std::vector<double>>& table,
                                    std::span<const double> weights, const std::vector<bool>& rising);

}  // namespace zonewright::suitability
