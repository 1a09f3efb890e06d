// zonewright run STUDY: the whole job, from source layers to a styled GeoPackage.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_run_command();

}  // namespace zonewright::command
