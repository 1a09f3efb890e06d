// A verb of the command line: binds its options to a question, asks it, prints the answer. What is printed is
// the whole difference between verbs.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "answer/ask.h"
#include "command/command.h"
#include "command/option_binding.h"
#include "command/session.h"

namespace zonewright::command {

template <typename Question, typename Answer>
class Verb : public Command {
public:
    using Print = void (*)(Session&, const Question&, const Answer&);
    explicit Verb(Print print) : print_(print), declaration_(declared(question_)) {}

    std::string name() const override { return declaration_.name; }
    Text summary() const override { return declaration_.summary; }
    std::string example() const override { return declaration_.example; }
    void declare(CLI::App& verb, Language language) override { bind(verb, declaration_, language); }

    ExitCode run(Session& session) override {
        answer::check(declaration_, answer::NamedAs::Option);
        const Answer found = answer::ask(question_, session.progress());
        session.give(to_json(found, session.language()));
        print_(session, question_, found);
        for (const answer::Output& output : found.outputs) session.list(output);
        for (const Text& warning : found.warnings) session.warn(warning);
        return found.complete ? ExitCode::Done : ExitCode::Shortfall;
    }

private:
    Print print_;
    Question question_;
    answer::Declaration declaration_;
};

template <typename Question, typename Answer>
std::unique_ptr<Command> verb(void (*print)(Session&, const Question&, const Answer&)) {
    return std::make_unique<Verb<Question, Answer>>(print);
}

}  // namespace zonewright::command
