// zonewright explain STUDY --parcel ID --cluster C: why this score, what holds the parcel back, what would
// lift it.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_explain_command();

}  // namespace zonewright::command
