// Every question that may be asked, for doors that take them as JSON: the server, Python, tests.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "base/progress.h"

namespace zonewright::study {
class Study;
}

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
    /// The same of a study that is open already, for questions that ask one; empty for the others.
    std::function<nlohmann::ordered_json(study::Study&, const Draft&, Language, const Progress&)> answer_of;
    /// Whether answering writes into the folder of the study: then the study has to be opened under its lock.
    std::function<bool(const Draft&)> writes;
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
