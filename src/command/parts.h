// A verb of several parts: `zonewright plan show`, `zonewright plan diff`. Each part is a question of its own,
// named after the verb and the part ("plan_show").
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "command/command.h"

namespace zonewright::command {

class VerbOfParts : public Command {
public:
    VerbOfParts(std::string name, Text summary, std::vector<std::unique_ptr<Command>> parts);
    ~VerbOfParts() override;

    std::string name() const override { return name_; }
    Text summary() const override { return summary_; }
    std::string example() const override { return parts_.front()->example(); }
    void declare(CLI::App& verb, Language language) override;
    ExitCode run(Session& session) override;

private:
    std::string name_;
    Text summary_;
    std::vector<std::unique_ptr<Command>> parts_;
    std::vector<CLI::App*> apps_;  ///< one per part, once declared
};

}  // namespace zonewright::command
