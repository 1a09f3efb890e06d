// The study.toml of the demonstration city.
#pragma once

#include <string>
#include <vector>

#include "demo/make_city.h"
#include "demo/parameters.h"

namespace zonewright::demo {

struct SourceLine {
    std::string role, path, layer, encoding, title;
};

std::string study_text(const DemoOptions& options, const Parameters& parameters, const std::string& plan,
                       const std::vector<SourceLine>& sources);

}  // namespace zonewright::demo
