// The scenarios of the demonstration city: one that cannot be met, one with neighbours.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "demo/parameters.h"

namespace zonewright::demo {

/// File name and content, for <study>/scenarios.
std::vector<std::pair<std::string, std::string>> scenario_texts(const Industry& industry);

}  // namespace zonewright::demo
