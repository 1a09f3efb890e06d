// zonewright zones STUDY: where the plan wants which industry, cluster by place, with areas and status.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_zones_command();

}  // namespace zonewright::command
