// zonewright doctor: is this machine fit for the program?
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_doctor_command();

}  // namespace zonewright::command
