// zonewright check STUDY: every problem of every source, as text, JSON and a styled layer.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_check_command();

}  // namespace zonewright::command
