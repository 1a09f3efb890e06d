// What lies in the sources of a study, in one CRS and one schema, and what is wrong with it?
//
// For every source: find the layer, read it, map its fields to the role, transform it, check it. Everything
// found is a Finding; every change to a geometry is a Repair with the area before and after. A feature
// without a finding comes through untouched but for the exact transformation. Cost: O(vertices log n);
// memory: the features of all sources.
#pragma once

#include "base/progress.h"
#include "model/catalogue.h"
#include "model/source_set.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// Throws InputError for what leaves a source unusable: no file, no layer, no CRS, a required field missing,
/// another kind of geometry. All else is a finding.
model::SourceSet bring_in(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                          const Progress& progress);

}  // namespace zonewright::intake
