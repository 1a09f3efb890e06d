#include "answer/verb_words.h"

namespace zonewright::answer {

std::string verb_of(const std::string& question) {
    return question.substr(0, question.find('_'));
}

std::string part_of(const std::string& question) {
    const std::size_t at = question.find('_');
    return at == std::string::npos ? "" : question.substr(at + 1);
}

std::vector<VerbQuestions> all_verbs() {
    std::vector<VerbQuestions> verbs;
    for (const Question& question : all_questions()) {
        const std::string verb = verb_of(question.name);
        if (verbs.empty() || verbs.back().verb != verb) verbs.push_back({verb, {}});
        verbs.back().questions.push_back(&question);
    }
    return verbs;
}

}  // namespace zonewright::answer
