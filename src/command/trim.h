// zonewright trim STUDY FILE: an outline without the land on which it conflicts.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_trim_command();

}  // namespace zonewright::command
