// zonewright seal STUDY --key FILE: signs the manifest of the results, and says how a stranger checks it.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_seal_command();

}  // namespace zonewright::command
