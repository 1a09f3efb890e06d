// Is a person watching, and does the person want the work to stop?
#pragma once

#include <stop_token>

namespace zonewright {

bool stderr_is_terminal();
/// Can a person be asked: standard input and output are both a terminal.
bool is_conversation();

/// Ctrl-C, SIGTERM and SIGHUP ask the returned token to stop. What has not stopped after 0.7 s, because it sits in a
/// read, is ended, and so is everything at a second signal: temporary files go, exit code 130 (base/process_end.h).
std::stop_token stop_on_interrupt();

}  // namespace zonewright
