#include "answer/completion.h"

#include <fmt/format.h>

#include "answer/completed_words.h"
#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

/// Asks the shell: the verb, the word before the one being typed, and that word itself. The study is the first folder
/// typed that has a study.toml.
constexpr const char* bash_script = R"bash(_zonewright_choices() {{
    local study="" folder
    for folder in "${{COMP_WORDS[@]:1}}"; do
        [[ -f "$folder/study.toml" ]] && study="$folder" && break
    done
    [[ -n "$study" ]] || return
    [[ "$study" == /* ]] || study="./$study"
    local program line
    program="$(type -P "${{COMP_WORDS[0]}}")"
    if line="$("$program-choices" "$study" "$1" "${{COMP_WORDS[COMP_CWORD]}}" 2>/dev/null)"; then
        [[ -n "$line" ]] && mapfile -t COMPREPLY <<<"$line"
        COMPREPLY=("${{COMPREPLY[@]%%$'\t'*}}")
        return
    fi
    while read -r line _; do
        [[ "$line" == "${{COMP_WORDS[COMP_CWORD]}}"* ]] && COMPREPLY+=("$line")
    done < <("${{COMP_WORDS[0]}}" describe "$study" "$1" 2>/dev/null | tail -n +2)
}}
_zonewright() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" verb="" options="" i
    COMPREPLY=()
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
)bash";

constexpr const char* zsh_script = R"zsh(#compdef zonewright
_zonewright_choices() {{
    local study="" folder
    for folder in "${{(@)zonewright_words}}"; do
        [[ -f "$folder/study.toml" ]] && study="$folder" && break
    done
    [[ -n "$study" ]] || return 1
    [[ "$study" == /* ]] || study="./$study"
    local -a found
    found=(${{(f)"$(zonewright-choices "$study" "$1" 2>/dev/null | sed -E 's/\t/:/')"}})
    (( $#found )) || found=(${{${{(f)"$(zonewright describe "$study" "$1" 2>/dev/null | tail -n +2 | sed -E 's/^ *([^ ]+) */\1:/')"}}}})
    _describe "$1" found
}}
_zonewright() {{
    local curcontext="$curcontext" state line
    local -a verbs zonewright_words
    zonewright_words=("${{words[@]}}")
    verbs=(
{verbs}    )
    _arguments -C {common} '1: :->verb' '*:: :->rest'
    case "$state" in
        verb) _describe verb verbs ;;
        rest)
            case "$words[1]" in
{options}            esac ;;
    esac
}}
compdef _zonewright zonewright
)zsh";

constexpr const char* fish_script = R"fish(function __zonewright_choices
    for folder in (commandline -opc)[2..]
        if test -f "$folder/study.toml"
            string match -q '/*' -- $folder; or set folder ./$folder
            zonewright-choices $folder $argv[1] 2>/dev/null; and return
            zonewright describe $folder $argv[1] 2>/dev/null | tail -n +2 | string replace -r '^ *(\S+) +' '$1\t'
            return
        end
    end
end
{lines})fish";

std::vector<std::string> names_of(const std::vector<CompletedOption>& options) {
    std::vector<std::string> names;
    names.reserve(options.size());
    for (const CompletedOption& option : options) names.push_back(option.name);
    return names;
}

/// A case of the bash script: what may stand where the pattern fits "<verb> <word before>".
std::string bash_case(const std::string& pattern, const std::vector<std::string>& words) {
    return fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$word\"); return ;;\n", pattern,
                       joined(words, " "));
}

/// One for each option with choices; without a verb, for every verb.
std::string bash_cases(const std::string& verb, const std::vector<CompletedOption>& options) {
    std::string lines;
    for (const CompletedOption& option : options) {
        const std::string pattern = verb.empty() ? "*\" " + option.name + "\"" : "\"" + verb + " " + option.name + "\"";
        if (!option.words.empty())
            lines += bash_case(pattern, option.words);
        else if (!option.choices_of.empty())
            lines += fmt::format("    {}) _zonewright_choices {}; return ;;\n", pattern, option.choices_of);
    }
    return lines;
}

std::string bash_text() {
    std::vector<std::string> verbs;
    std::string choices, options;
    for (const CompletedVerb& verb : completed_verbs()) {
        verbs.push_back(verb.verb);
        choices += bash_cases(verb.verb, verb.options);
        if (!verb.parts.empty()) choices += bash_case("\"" + verb.verb + " " + verb.verb + "\"", verb.parts);
        options += fmt::format("    {}) options=\"{}\" ;;\n", verb.verb, joined(names_of(verb.options), " "));
    }
    choices += bash_cases("", completed_common_options());
    return fmt::format(fmt::runtime(bash_script), fmt::arg("verbs", joined(verbs, " ")), fmt::arg("choices", choices),
                       fmt::arg("options", options),
                       fmt::arg("common", joined(names_of(completed_common_options()), " ")));
}

/// In single quotes, each of `special` behind a backslash.
std::string quoted(const std::string& text, std::string_view special) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') {
            quoted += "'\\''";
            continue;
        }
        if (special.find(c) != std::string_view::npos) quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

std::string zsh_option(const CompletedOption& option, Language language) {
    std::string value;
    if (option.takes_value) {
        value = ":" + option.name.substr(2) + ":";
        if (!option.words.empty())
            value += "(" + joined(option.words, " ") + ")";
        else if (!option.choices_of.empty())
            value += "{_zonewright_choices " + option.choices_of + "}";
        else if (option.is_path)
            value += "_files";
    }
    std::string help = quoted(option.help.in(language), ":[]");
    help = help.substr(1, help.size() - 2);
    return "'" + option.name + "[" + help + "]" + value + "'";
}

std::string zsh_options(const std::vector<CompletedOption>& options, Language language) {
    std::string text;
    for (const CompletedOption& option : options) text += zsh_option(option, language) + " ";
    return text;
}

std::string zsh_text(Language language) {
    std::string verbs, options;
    for (const CompletedVerb& verb : completed_verbs()) {
        verbs += "        " + quoted(verb.verb + ":" + verb.summary.in(language), "") + "\n";
        const std::string parts = verb.parts.empty() ? "" : "'1: :(" + joined(verb.parts, " ") + ")' ";
        options += fmt::format("                {}) _arguments {}{}'*:file:_files' ;;\n", verb.verb,
                               zsh_options(verb.options, language), parts);
    }
    return fmt::format(fmt::runtime(zsh_script), fmt::arg("verbs", verbs), fmt::arg("options", options),
                       fmt::arg("common", zsh_options(completed_common_options(), language)));
}

std::string fish_option(const std::string& condition, const CompletedOption& option, Language language) {
    std::string line = "complete -c zonewright " + condition + " -l " + option.name.substr(2);
    if (option.takes_value) line += option.is_path ? " -rF" : " -x";
    if (!option.words.empty()) line += " -a " + quoted(joined(option.words, " "), "\\");
    if (!option.choices_of.empty()) line += " -a '(__zonewright_choices " + option.choices_of + ")'";
    return line + " -d " + quoted(option.help.in(language), "\\") + "\n";
}

std::string fish_text(Language language) {
    std::string lines;
    for (const CompletedOption& option : completed_common_options()) lines += fish_option("", option, language);
    for (const CompletedVerb& verb : completed_verbs()) {
        lines += fmt::format("complete -c zonewright -n __fish_use_subcommand -f -a {} -d {}\n", verb.verb,
                             quoted(verb.summary.in(language), "\\"));
        const std::string seen = "-n '__fish_seen_subcommand_from " + verb.verb + "'";
        if (!verb.parts.empty())
            lines += fmt::format("complete -c zonewright {} -f -a '{}'\n", seen, joined(verb.parts, " "));
        for (const CompletedOption& option : verb.options) lines += fish_option(seen, option, language);
    }
    return fmt::format(fmt::runtime(fish_script), fmt::arg("lines", lines));
}

}  // namespace

const std::vector<std::string>& completed_shells() {
    static const std::vector<std::string> shells{"bash", "zsh", "fish"};
    return shells;
}

Text completion_for(const std::string& shell) {
    if (shell == "bash") return bash_text();
    if (shell == "zsh") return {zsh_text(Language::Zh), zsh_text(Language::En)};
    if (shell == "fish") return {fish_text(Language::Zh), fish_text(Language::En)};
    throw InputError({.thing = "--completion",
                      .value = shell,
                      .expected = joined(completed_shells()),
                      .advice = "zonewright describe --completion bash"});
}

}  // namespace zonewright::answer
