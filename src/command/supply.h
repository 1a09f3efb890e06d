// zonewright supply STUDY: the net-supply waterfall of the city or a town, and how supply stands to demand.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_supply_command();

}  // namespace zonewright::command
