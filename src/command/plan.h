// zonewright plan show|coverage|diff: the policy document as data, each line with its clause.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_plan_command();

}  // namespace zonewright::command
