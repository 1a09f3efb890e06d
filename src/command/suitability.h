// zonewright suitability STUDY: how well does the land suit each cluster, by which weights, and how sure is
// that?
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_suitability_command();

}  // namespace zonewright::command
