// The program: options common to all verbs, dispatch, and the only place where exceptions end.
#pragma once

#include "command/command.h"

namespace zonewright::command {

/// Returns the documented exit code: 0 done, 1 failed, 2 bad arguments, study or input,
/// 3 finished with a shortfall or with check failures, 130 cancelled.
int run_program(int argc, char** argv, const Doors& doors);

}  // namespace zonewright::command
