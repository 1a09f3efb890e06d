#include "command/command.h"
#include "command/run.h"

namespace zonewright::command {

std::vector<std::unique_ptr<Command>> all_commands() {
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(make_run_command());
    return commands;
}

}  // namespace zonewright::command
