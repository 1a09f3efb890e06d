// zonewright locate STUDY FILE: is it here? The outline with its CRS, its areas and its towns.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_locate_command();

}  // namespace zonewright::command
