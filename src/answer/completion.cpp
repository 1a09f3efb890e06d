#include "answer/completion.h"

#include <fmt/format.h>

#include "answer/common_options.h"
#include "answer/questions.h"
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

/// One line of the script for each option with fixed choices; `verb` may be a pattern.
std::string choice_lines(const std::string& verb, const Declaration& declaration) {
    std::string lines;
    for (const Field& field : declaration.fields) {
        if (field.words.empty() || field.by_position) continue;
        std::string pattern = fmt::format("\"{} {}\"", verb, option_name(field));
        if (verb == "*") pattern = fmt::format("*\" {}\"", option_name(field));
        lines += fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$word\"); return ;;\n", pattern,
                             joined(field.words, " "));
    }
    return lines;
}

}  // namespace

std::string bash_completion() {
    CommonOptions common;
    const Declaration of_all = declared(common);
    std::vector<std::string> verbs;
    std::string choices, options;
    for (const Question& question : all_questions()) {
        const Draft draft = question.draft();
        verbs.push_back(question.name);
        choices += choice_lines(question.name, draft.declaration);
        options += fmt::format("    {}) options=\"{}\" ;;\n", question.name,
                               joined(option_names(draft.declaration), " "));
    }
    choices += choice_lines("*", of_all);
    return fmt::format(fmt::runtime(bash_script), fmt::arg("verbs", joined(verbs, " ")), fmt::arg("choices", choices),
                       fmt::arg("options", options),
                       fmt::arg("common", joined(option_names(of_all), " ") + " --help"));
}

}  // namespace zonewright::answer
