#include "answer/completion.h"

#include <fmt/format.h>

#include "answer/common_options.h"
#include "answer/verb_words.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

/// Asks the shell: the verb, the word before the one being typed, and that word itself.
constexpr const char* bash_script = R"(_zonewright() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" verb="" options="" i
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case " {verbs} " in *" ${{COMP_WORDS[i]}} "*) verb="${{COMP_WORDS[i]}}"; break ;; esac
    done
    case "$verb $before" in
{choices}    esac
    case "$verb" in
{options}    esac
    if [[ "$word" == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options {common}" -- "$word")
    elif [[ -z "$verb" ]]; then
        mapfile -t COMPREPLY < <(compgen -W "{verbs}" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        compopt -o filenames 2>/dev/null
    fi
}}
complete -F _zonewright zonewright
)";

std::vector<std::string> option_names(const Declaration& declaration) {
    std::vector<std::string> options;
    for (const Field& field : declaration.fields)
        if (!field.by_position && !std::holds_alternative<Language*>(field.target))
            options.push_back(option_name(field));
    return options;
}

/// A line of the script: what may stand where the pattern fits "<verb> <word before>".
std::string choice_line(const std::string& pattern, const std::vector<std::string>& words) {
    return fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$word\"); return ;;\n", pattern,
                       joined(words, " "));
}

/// One for each option with fixed choices; without a verb, for every verb.
std::string choice_lines(const std::string& verb, const Declaration& declaration) {
    std::string lines;
    for (const Field& field : declaration.fields) {
        if (field.words.empty() || field.by_position) continue;
        const std::string option = option_name(field);
        lines += choice_line(verb.empty() ? "*\" " + option + "\"" : "\"" + verb + " " + option + "\"", field.words);
    }
    return lines;
}

/// The lines about one verb and all its parts.
struct VerbScript {
    std::string choices, options;
};

VerbScript script_for(const VerbQuestions& verb) {
    VerbScript lines;
    std::vector<std::string> parts, options;
    for (const Question* question : verb.questions) {
        const Draft draft = question->draft();
        lines.choices += choice_lines(verb.verb, draft.declaration);
        const std::vector<std::string> more = option_names(draft.declaration);
        options.insert(options.end(), more.begin(), more.end());
        if (const std::string part = part_of(question->name); !part.empty()) parts.push_back(part);
    }
    if (!parts.empty()) lines.choices += choice_line("\"" + verb.verb + " " + verb.verb + "\"", parts);
    lines.options = fmt::format("    {}) options=\"{}\" ;;\n", verb.verb, joined(options, " "));
    return lines;
}

}  // namespace

std::string bash_completion() {
    CommonOptions common;
    const Declaration of_all = declared(common);
    std::vector<std::string> verbs;
    std::string choices, options;
    for (const VerbQuestions& verb : all_verbs()) {
        const VerbScript lines = script_for(verb);
        verbs.push_back(verb.verb);
        choices += lines.choices, options += lines.options;
    }
    choices += choice_lines("", of_all);
    return fmt::format(fmt::runtime(bash_script), fmt::arg("verbs", joined(verbs, " ")), fmt::arg("choices", choices),
                       fmt::arg("options", options),
                       fmt::arg("common", joined(option_names(of_all), " ") + " --help"));
}

}  // namespace zonewright::answer
