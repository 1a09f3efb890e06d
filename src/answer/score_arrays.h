// How suitable are the cells of arrays, without a study?
//
// The arithmetic of the surfaces of a study (suitability/value_curve.h, suitability/aggregation.h), to the same bits:
// measured values through the value function of each criterion, then one rule for all. A value function is that of the
// catalogue (with the override of a cluster) or one that is given. Weights are divided by their sum. A cell without data
// in any criterion of positive weight has no score (NaN); an excluded cell is −1. Errors: InputError for an unknown
// criterion, lengths that differ, a weight below 0. Cost: one pass over the arrays on all threads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "model/criterion_definition.h"

namespace zonewright::answer {

struct MeasuredCells {
    std::string criterion;
    std::span<const float> values;  ///< in the unit of the criterion; NaN: no data
    double weight = 0;
    std::optional<model::ValueFunction> value;  ///< nothing: that of the catalogue
};

struct CellScoring {
    std::vector<MeasuredCells> measured;
    std::string aggregation = "wlc";
    std::string cluster;                     ///< whose overrides of value functions hold; empty: none
    std::string plan;                        ///< empty: the newest
    std::span<const std::uint8_t> excluded;  ///< not 0: excluded; empty: none is
};

/// `scores` is as long as the arrays.
void score_cells(const CellScoring& scoring, std::span<float> scores, const Progress& progress);

/// "linear", "piecewise", …; throws InputError with the nearest word.
model::CurveKind curve_kind_named(const std::string& word);

}  // namespace zonewright::answer
