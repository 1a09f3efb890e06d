// The plan's nouns as JSON: what `plan show --json` prints and what a planner's script reads.
#pragma once

#include <nlohmann/json.hpp>

#include "model/plan.h"

namespace zonewright::command {

using OrderedJson = nlohmann::ordered_json;

OrderedJson json_of(const Text& text);
OrderedJson json_of(const model::Evidence& evidence);
OrderedJson json_of(const model::Cluster& cluster);
OrderedJson json_of(const model::Place& place);
/// Everything but clusters and places, which are lists of the two above.
OrderedJson document_json(const model::Plan& plan);

}  // namespace zonewright::command
