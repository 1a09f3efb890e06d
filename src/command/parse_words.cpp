#include "command/parse_words.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "answer/field.h"
#include "answer/questions.h"
#include "base/spelling.h"

namespace zonewright::command {
namespace {

/// The verb that was typed, or its part; the program itself where there is none.
const CLI::App& deepest(const CLI::App& app) {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : deepest(*parsed.front());
}

std::string question_of(const CLI::App& verb) {
    const CLI::App* above = verb.get_parent();
    const bool is_part = above != nullptr && above->get_parent() != nullptr;
    return (is_part ? above->get_name() + "_" : "") + verb.get_name();
}

std::string command_of(const CLI::App& verb) {
    return verb.get_parent() == nullptr ? verb.get_name() : command_of(*verb.get_parent()) + " " + verb.get_name();
}

/// Names of subcommands; of options with their dashes.
std::vector<std::string> verbs_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* verb : app.get_subcommands(nullptr)) names.push_back(verb->get_name());
    return names;
}
std::vector<std::string> options_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* level = &app; level != nullptr; level = level->get_parent())
        for (const CLI::Option* option : level->get_options())
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

Text nearest_or_all(const std::string& word, const std::vector<std::string>& known) {
    const auto near = nearest_name(word, known);
    return near ? both("，是否指 {}？", "; did you mean {}?", *near) : both("；可用：{}", "; there are {}", joined(known));
}

/// The first word that should be a verb, or a part of one, and is none.
std::optional<Text> unknown_verb(const CLI::App& app, const std::vector<std::string>& typed) {
    const CLI::App& verb = deepest(app);
    const std::vector<std::string> known = verbs_of(verb);
    if (known.empty()) return std::nullopt;
    const auto last = std::ranges::find(typed, verb.get_name());
    const auto from = &verb == &app || last == typed.end() ? typed.begin() : last + 1;
    if (from == typed.end() || from->starts_with("-")) return std::nullopt;
    if (std::ranges::find(known, *from) != known.end()) return std::nullopt;
    return both("没有命令“{}”{}", "there is no verb \"{}\"{}", *from, nearest_or_all(*from, known));
}

std::optional<Text> unknown_option(const CLI::App& verb, const std::vector<std::string>& typed) {
    const std::vector<std::string> known = options_of(verb);
    for (const std::string& word : typed) {
        if (word == "--") return std::nullopt;
        if (!word.starts_with("--")) continue;
        const std::string name = word.substr(0, word.find('='));
        if (std::ranges::find(known, name) != known.end()) continue;
        return both("{} 没有选项 {}{}", "{} has no option {}{}", verb.get_name(), name, nearest_or_all(name, known));
    }
    return std::nullopt;
}

/// Where the choices of a field are listed; empty where there are none.
Text list_of_choices(const CLI::App& verb, const std::string& option) {
    for (const answer::Question& question : answer::all_questions()) {
        if (question.name != question_of(verb)) continue;
        const answer::Draft draft = question.draft();
        for (const answer::Field& field : draft.declaration.fields) {
            if (answer::option_name(field) != option) continue;
            if (!field.words.empty()) return both("可选：{}", "one of {}", joined(field.words));
            if (field.choices_of != answer::ChoicesOf::Nothing)
                return both("可选的值：zonewright describe 研究 {}", "the choices: zonewright describe STUDY {}",
                            to_string(field.choices_of));
        }
    }
    return {};
}

Text meaning_of(const CLI::App& verb, const std::string& option) {
    const CLI::Option* declared = verb.get_option_no_throw(option);
    return declared == nullptr || declared->get_description().empty() ? Text() : both("（{}）", " ({})", declared->get_description());
}

Text missing_words(const CLI::App& verb, const std::string& what) {
    const std::string name = what.substr(0, what.find(" is required"));
    if (name == "A subcommand")
        return both("缺少命令；可用：{}", "the verb is missing; there are {}", joined(verbs_of(verb)));
    return both("缺少 {}{}", "{} is missing{}", name, meaning_of(verb, name));
}

/// "Could not convert: --area-mu = abc", "--area-mu: 1 required mu missing".
std::string option_in(const std::string& what) {
    const std::size_t at = what.find("--");
    return at == std::string::npos ? "" : what.substr(at, what.find_first_of(" :=", at) - at);
}

Text other_words(const CLI::App& verb, const CLI::ParseError& problem) {
    const std::string what = problem.what(), option = option_in(what);
    if (dynamic_cast<const CLI::RequiredError*>(&problem) != nullptr) return missing_words(verb, what);
    if (dynamic_cast<const CLI::ConversionError*>(&problem) != nullptr) {
        const std::size_t at = what.find(" = ");
        const std::string value = at == std::string::npos ? "" : what.substr(at + 3);
        return both("{} 的值“{}”不是所要的数{}", "the value \"{1}\" of {0} is not the number it takes{2}", option, value, meaning_of(verb, option));
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&problem) != nullptr)
        return both("{} 的值个数不对{}", "{} has too few values, or too many{}", option, meaning_of(verb, option));
    if (dynamic_cast<const CLI::RequiresError*>(&problem) != nullptr) {
        const std::string other = option_in(what.substr(what.find(" requires ") + 1));
        return both("{} 要与 {} 合用", "{} goes together with {}", option, other);
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&problem) != nullptr)
        return both("多余的参数：{}", "more than is taken: {}", what.substr(std::min(what.size(), what.find(": ") + 2)));
    return what;
}

}  // namespace

ParseFault parse_fault(const CLI::App& app, const CLI::ParseError& problem, const std::vector<std::string>& typed) {
    const CLI::App& verb = deepest(app);
    const std::string help = command_of(verb) + " --help";
    if (const auto words = unknown_verb(app, typed)) return {*words, help};
    if (const auto words = unknown_option(verb, typed)) return {*words, help};
    const std::string what = problem.what();
    const std::string option = what.ends_with(" is required") ? what.substr(0, what.find(" is required")) : option_in(what);
    const Text choices = list_of_choices(verb, option);
    return {other_words(verb, problem), choices.empty() ? Text(help) : both("{}；{}", "{}; {}", choices, help)};
}

std::vector<std::string> with_help_as_option(std::vector<std::string> typed) {
    if (typed.empty() || typed.front() != "help") return typed;
    typed.erase(typed.begin());
    typed.emplace_back("--help");
    return typed;
}

void name_help(CLI::App& app, Language language) {
    static const std::vector<std::pair<std::string, Text>> labels{
        {"Usage", {"用法", "Usage"}},        {"OPTIONS", {"选项", "OPTIONS"}},     {"Positionals", {"参数", "Positionals"}},
        {"REQUIRED", {"必填", "REQUIRED"}},  {"SUBCOMMAND", {"命令", "SUBCOMMAND"}}, {"SUBCOMMANDS", {"命令", "SUBCOMMANDS"}},
        {"Needs", {"需与之合用", "Needs"}},  {"Excludes", {"不与之合用", "Excludes"}}};
    const auto formatter = app.get_formatter();
    for (const auto& [label, words] : labels) formatter->label(label, words.in(language));
    app.option_defaults()->group(Text("选项", "Options").in(language));
    app.set_help_flag("-h,--help", Text("显示帮助", "print this help").in(language));
    app.set_version_flag("--version", "zonewright " ZONEWRIGHT_VERSION, Text("显示版本", "print the version").in(language));
}

void name_help_of_verb(CLI::App& verb, Language language) {
    verb.group(Text("命令", "Subcommands").in(language));
    // CLI11 makes it before the verb has the defaults of the program.
    verb.set_help_flag("-h,--help", Text("显示帮助", "print this help").in(language));
}

}  // namespace zonewright::command
