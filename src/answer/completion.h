// Completion of the command line, from what is declared: verbs, options, choices, files. Choices that depend on the
// study (clusters, towns, parcels …) are asked of it when they are needed: `zonewright describe STUDY clusters`.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::answer {

/// "bash", "zsh", "fish".
const std::vector<std::string>& completed_shells();

/// A script to source, such as `source <(zonewright describe --completion bash)`. Throws InputError for another shell.
Text completion_for(const std::string& shell);

}  // namespace zonewright::answer
