// zonewright describe [TOPIC [ID]]: what the program knows and can do, for people and, with --json, for other
// programs.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_describe_command();

}  // namespace zonewright::command
