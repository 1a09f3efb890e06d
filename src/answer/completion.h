// Completion of the command line, from what is declared: verbs, options, fixed choices; files otherwise.
#pragma once

#include <string>

namespace zonewright::answer {

/// A script for bash: `source <(zonewright describe --completion bash)`.
std::string bash_completion();

}  // namespace zonewright::answer
