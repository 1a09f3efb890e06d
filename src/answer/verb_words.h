// How is a question typed? "plan_show" is the part `show` of the verb `plan`; "sites" is the verb itself.
#pragma once

#include <string>
#include <vector>

#include "answer/questions.h"

namespace zonewright::answer {

std::string verb_of(const std::string& question);
/// Empty where the verb has no parts.
std::string part_of(const std::string& question);

/// The verbs in the order of the help, each with its questions: one, or one for each part.
struct VerbQuestions {
    std::string verb;
    std::vector<const Question*> questions;
};
std::vector<VerbQuestions> all_verbs();

}  // namespace zonewright::answer
