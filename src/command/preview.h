// zonewright preview STUDY: what other weights would change, before a run.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_preview_command();

}  // namespace zonewright::command
