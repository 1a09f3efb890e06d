// zonewright serve STUDY: opens the web door, which the program hands over (src/main.cpp).
#pragma once

#include <memory>

#include "answer/serve.h"
#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_serve_command(answer::ServeDoor door);

}  // namespace zonewright::command
