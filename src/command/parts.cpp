#include "command/parts.h"

#include <CLI/CLI.hpp>

#include "command/parse_words.h"

namespace zonewright::command {

VerbOfParts::VerbOfParts(std::string name, Text summary, std::vector<std::unique_ptr<Command>> parts)
    : name_(std::move(name)), summary_(std::move(summary)), parts_(std::move(parts)) {}
VerbOfParts::~VerbOfParts() = default;

void VerbOfParts::declare(CLI::App& verb, Language language) {
    verb.require_subcommand(1);
    for (const auto& part : parts_) {
        const std::string word = part->name().substr(name_.size() + 1);
        CLI::App* app = verb.add_subcommand(word, part->summary().in(language));
        name_help_of_verb(*app, language);
        app->footer(both("例：{}", "Example: {}", part->example()).in(language));
        part->declare(*app, language);
        apps_.push_back(app);
    }
}

ExitCode VerbOfParts::run(Session& session) {
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (apps_[i]->parsed()) return parts_[i]->run(session);
    return ExitCode::BadInput;  // not reached: one part is required
}

}  // namespace zonewright::command
