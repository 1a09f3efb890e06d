// out/manifest.json: what went into this run and what it took, so that it can be repeated and compared.
#pragma once

#include "base/language.h"
#include "base/progress.h"
#include "study/study.h"

namespace zonewright::study {

/// Written whole or not at all. Timings and memory stand in a part of their own: everything outside "run" is
/// the same for the same study, build and inputs.
void write_manifest(const Study& study, const Progress& progress);

/// The language that the results below <study>/out were published in; Chinese where no manifest says it.
Language published_language(const Opened& opened);

}  // namespace zonewright::study
