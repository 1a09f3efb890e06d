#include "command/serve.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "command/option_binding.h"
#include "command/session.h"

namespace zonewright::command {
namespace {

class ServeVerb : public Command {
public:
    explicit ServeVerb(answer::ServeDoor door) : door_(std::move(door)), declaration_(declared(question_)) {}

    std::string name() const override { return declaration_.name; }
    Text summary() const override { return declaration_.summary; }
    std::string example() const override { return declaration_.example; }
    void declare(CLI::App& verb, Language language) override { bind(verb, declaration_, language); }

    ExitCode run(Session& session) override {
        answer::check(declaration_, answer::NamedAs::Option);
        const answer::ServeAnswer found = door_(question_, session.progress(), [&](const Text& line) {
            session.print(line);
            std::cout.flush();  // somebody waits for the address
        });
        session.give(to_json(found, session.language()));
        if (found.users)
            for (const answer::ServedUser& user : *found.users)
                session.print(both("{:<20} {:<8} {}", "{:<20} {:<8} {}", user.name, user.role, user.town));
        if (found.requests)
            session.print(both("已关闭：答复 {} 个请求，完成 {} 个任务，队列中留有 {} 个；审计日志末条 {}",
                               "closed: {} requests, {} questions answered, {} left in the queue; audit log ends with {}",
                               *found.requests, *found.questions_answered, *found.questions_waiting, *found.audit_end));
        for (const Text& warning : found.warnings) session.warn(warning);
        return ExitCode::Done;
    }

private:
    answer::ServeDoor door_;
    answer::ServeQuestion question_;
    answer::Declaration declaration_;
};

}  // namespace

std::unique_ptr<Command> make_serve_command(answer::ServeDoor door) {
    return std::make_unique<ServeVerb>(std::move(door));
}

}  // namespace zonewright::command
