// zonewright demo DIR: a complete study folder for a schematic city.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_demo_command();

}  // namespace zonewright::command
