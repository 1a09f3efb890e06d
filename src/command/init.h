// zonewright init DIR: a new study folder with a study.toml that says everything it can say.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_init_command();

}  // namespace zonewright::command
