// Every question that may be asked, for doors that take them as JSON: the server, Python, tests.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "base/progress.h"

namespace zonewright::answer {

/// A question being put together: `declaration` points into the value behind it, so keep the draft as long.
struct Draft {
    std::shared_ptr<void> value;
    Declaration declaration;
};

struct Question {
    std::string name;
    /// A fresh one, every field at its default.
    std::function<Draft()> draft;
    /// Opens the study where the question names one. Throws what answering throws.
    std::function<nlohmann::ordered_json(const Draft&, Language, const Progress&)> answer;
    /// JSON Schema of what `answer` gives.
    std::function<nlohmann::ordered_json()> answer_schema;
};

/// In the order of the help.
const std::vector<Question>& all_questions();
/// Throws InputError with the nearest name.
const Question& question_named(const std::string& name);

/// The whole way of a door: reads the question from a JSON object, answers it, gives the JSON.
nlohmann::ordered_json answer_json(const std::string& name, const nlohmann::ordered_json& question,
                                   Language language, const Progress& progress);

}  // namespace zonewright::answer
