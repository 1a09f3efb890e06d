#include "command/command.h"
#include "command/demo.h"
#include "command/describe.h"
#include "command/init.h"
#include "command/plan.h"
#include "command/run.h"
#include "command/supply.h"

namespace zonewright::command {

std::vector<std::unique_ptr<Command>> all_commands() {
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(make_demo_command());
    commands.push_back(make_run_command());
    commands.push_back(make_supply_command());
    commands.push_back(make_init_command());
    commands.push_back(make_plan_command());
    commands.push_back(make_describe_command());
    return commands;
}

}  // namespace zonewright::command
