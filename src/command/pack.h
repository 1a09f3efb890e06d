// zonewright pack, zonewright unpack: a study as one file to hand on, and back again.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_pack_command();
std::unique_ptr<Command> make_unpack_command();

}  // namespace zonewright::command
