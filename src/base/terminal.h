// Is a person watching, and does the person want the work to stop?
#pragma once

#include <stop_token>

namespace zonewright {

bool stderr_is_terminal();

/// Ctrl-C and SIGTERM ask the returned token to stop; a second Ctrl-C ends the program at once.
std::stop_token stop_on_interrupt();

}  // namespace zonewright
