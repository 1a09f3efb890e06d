// zonewright new KIND ID STUDY: a commented file of knowledge of the study's own.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_new_command();

}  // namespace zonewright::command
