// The rating of a cluster with other weights and value functions in place, and its terms as a preview takes them.
//
// A criterion that is not named keeps the weight and the value function of the run; then the weights are brought to the
// sum 1. Nothing tried is the run's own rating, bit by bit. Errors: InputError for a criterion the rating does not have
// (with those it has), a weight that is negative or no number, weights that are all 0, a value function that makes no
// sense. Cost: nothing.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "model/suitability.h"
#include "study/study.h"
#include "suitability/preview.h"

namespace zonewright::answer {

struct TriedWeights {
    std::map<std::string, double> weights;               ///< by id of the criterion
    std::map<std::string, model::ValueFunction> curves;  ///< by id of the criterion
};

model::ClusterRating tried_rating(const study::Study& study, const model::ClusterRating& run, const TriedWeights& tried);

/// Criteria of positive weight in the order in which a run adds them up.
std::vector<suitability::PreviewTerm> preview_terms(const study::Study& study, const model::ClusterRating& rating);

/// All that some cluster is rated by.
std::vector<std::filesystem::path> rated_surfaces(const model::Suitability& suitability);

/// { kind, low, high, at_low, at_high, shape, knots, categories }, as the [value] table of a criterion has it.
nlohmann::ordered_json curve_json(const model::ValueFunction& curve);
/// Throws InputError naming `owner` and what is wrong.
model::ValueFunction curve_from(const nlohmann::ordered_json& json, const std::string& owner);

}  // namespace zonewright::answer
