// zonewright verify FILE…|STUDY: is what the results claim true, checked without the solver?
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_verify_command();

}  // namespace zonewright::command
