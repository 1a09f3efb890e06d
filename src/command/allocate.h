// zonewright allocate: which site or parcel goes to which cluster, with bound, prices and a certificate.
#pragma once

#include <memory>

#include "command/command.h"

namespace zonewright::command {

std::unique_ptr<Command> make_allocate_command();

}  // namespace zonewright::command
