// out/manifest.json: what went into this run and what it took, so that it can be repeated and compared.
#pragma once

#include <map>
#include <span>
#include <string>

#include "study/results.h"
#include "study/runner.h"

namespace zonewright::study {

/// Name → version of the libraries in use, for example "GDAL" → "3.6.2".
std::map<std::string, std::string> library_versions();

/// Written whole or not at all. Timings and memory stand in a part of their own: everything outside "run" is
/// the same for the same study, program and inputs.
void write_manifest(const Results& results, std::span<const StageRecord> stages);

}  // namespace zonewright::study
