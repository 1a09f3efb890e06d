// zonewright area FILE: the legal area of every shape of a file.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_area_command();

}  // namespace zonewright::command
