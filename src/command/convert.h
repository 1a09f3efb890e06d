// zonewright convert IN OUT: between formats, with survey texts in all dialects, exact in the coordinates.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_convert_command();

}  // namespace zonewright::command
