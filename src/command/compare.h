// zonewright compare: what changed between two allocations, in area and parcel by parcel.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_compare_command();

}  // namespace zonewright::command
