#include "answer/completed_words.h"

#include "answer/common_options.h"
#include "answer/verb_words.h"
#include "study/stage.h"

namespace zonewright::answer {
namespace {

/// The stages are those of the program, whatever the study.
std::vector<std::string> words_of(const Field& field) {
    if (field.choices_of != ChoicesOf::Stages) return field.words;
    std::vector<std::string> words;
    for (const study::Stage& stage : study::all_stages()) words.push_back(stage.words.id);
    return words;
}

std::vector<CompletedOption> options_in(const Declaration& declaration) {
    std::vector<CompletedOption> options;
    for (const Field& field : declaration.fields)
        if (!field.by_position && !std::holds_alternative<Language*>(field.target))
            options.push_back({.name = option_name(field),
                               .help = field.help,
                               .takes_value = !field.is_flag(),
                               .words = words_of(field),
                               .choices_of = field.choices_of == ChoicesOf::Stages ? std::string() : to_string(field.choices_of),
                               .is_path = field.path_of != PathOf::Nothing});
    return options;
}

}  // namespace

std::vector<CompletedVerb> completed_verbs() {
    std::vector<CompletedVerb> verbs;
    for (const VerbQuestions& asked : all_verbs()) {
        CompletedVerb& verb = verbs.emplace_back();
        verb.verb = asked.verb;
        for (const Question* question : asked.questions) {
            const Draft draft = question->draft();
            if (verb.summary.zh.empty()) verb.summary = draft.declaration.summary;
            for (CompletedOption& option : options_in(draft.declaration)) verb.options.push_back(std::move(option));
            if (const std::string part = part_of(question->name); !part.empty()) verb.parts.push_back(part);
        }
    }
    return verbs;
}

std::vector<CompletedOption> completed_common_options() {
    CommonOptions common;
    std::vector<CompletedOption> options = options_in(declared(common));
    options.push_back({.name = "--help", .help = {"帮助", "help"}, .takes_value = false});
    return options;
}

}  // namespace zonewright::answer
