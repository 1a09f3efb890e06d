// The catalogue's nouns as JSON: roles, constraints, checks, criteria, weights, rules.
#pragma once

#include <nlohmann/json.hpp>

#include "model/catalogue.h"

namespace zonewright::answer {

nlohmann::ordered_json json_of(const model::Role& role);
nlohmann::ordered_json json_of(const model::ConstraintRule& rule);
nlohmann::ordered_json json_of(const model::CheckRule& check);
nlohmann::ordered_json json_of(const model::CriterionDefinition& criterion);
nlohmann::ordered_json json_of(const model::WeightSet& weights);
nlohmann::ordered_json json_of(const model::PolicyRules& rules);

}  // namespace zonewright::answer
