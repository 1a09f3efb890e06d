// A study folder opened for work: study.toml, the catalogue it names, and where its results go.
#pragma once

#include <filesystem>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "study/results.h"

namespace zonewright::study {

/// Reads study.toml and the catalogue, checks that the CRS is a CGCS2000 Gauss-Krüger plane (the statutory
/// area is defined on nothing else) and that the output folder can be written. Throws InputError or
/// ResourceError.
Results open_study(const std::filesystem::path& folder);

/// A published file and what it is.
struct Output {
    std::filesystem::path path;
    Text what;
};
/// The published files that exist.
std::vector<Output> outputs_of(const Results& results);

/// The figures a person asks for first; needs the stages supply and allocation.
struct Headline {
    Area gross, net, allocated, shortfall;
    std::size_t parcels = 0;
    std::size_t sites = 0;
    std::vector<Text> cautions;  ///< what was not checked
};
Headline headline_of(const Results& results);

}  // namespace zonewright::study
