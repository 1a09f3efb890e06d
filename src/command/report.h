// zonewright report STUDY: the site report of an outline, a parcel, a site, or the best land of a town.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_report_command();

}  // namespace zonewright::command
