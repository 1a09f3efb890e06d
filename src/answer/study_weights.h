// study.toml with another set of weights named in it, every other line as it was.
#pragma once

#include <string>

namespace zonewright::answer {

/// Replaces the line `weights = …` above the first table, or adds it there.
std::string with_weights(const std::string& study_toml, const std::string& id);

}  // namespace zonewright::answer
