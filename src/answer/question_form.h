// The JSON form of questions: read one from a JSON object, and the JSON Schema that such an object obeys.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "answer/field.h"

namespace zonewright::answer {

/// Fills the question that the declaration points into, then checks it. Throws InputError for an unknown key
/// (with the nearest known one), a value of another type, a missing required key, or a failed check.
void read_question(const Declaration& declaration, const nlohmann::ordered_json& object);

/// JSON Schema (2020-12); units stand under "unit", choices that depend on a study under "choices_of".
nlohmann::ordered_json question_schema(const Declaration& declaration);

}  // namespace zonewright::answer
