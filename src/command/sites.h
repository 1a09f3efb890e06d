// zonewright sites STUDY --cluster C --area-mu 500: where could this be built, at what cost, and is there
// nothing better?
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_sites_command();

}  // namespace zonewright::command
