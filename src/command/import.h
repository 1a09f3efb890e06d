// zonewright import STUDY FILE --role R: diagnose a file, show the evidence, add it to the study.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_import_command();

}  // namespace zonewright::command
