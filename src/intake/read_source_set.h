// What lies in the sources of a study, in one CRS and one schema, and what is wrong with it?
//
// For every source: find the layer, read it, map its fields to the role, transform it, check it. Everything
// found is a Finding; every change to a geometry is a Repair with the area before and after. A feature
// without a finding comes through untouched but for the exact transformation. Cost: O(vertices log n);
// memory: the features of all sources.
#pragma once

#include "base/progress.h"
#include "intake/inspection.h"
#include "intake/parcel_ids.h"
#include "intake/tolerances.h"
#include "model/catalogue.h"
#include "model/source_set.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// What to do with a source that cannot be used at all (no file, no layer, no CRS, a required field missing).
enum class BadSource {
    Stop,     ///< throw InputError: for a run
    SetAside  ///< a finding "unusable_source", and on with the next: for a check
};

model::SourceSet read_source_set(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                          const Progress& progress, BadSource bad = BadSource::Stop);

/// The ids that the parcels of a study have, each with the file it comes from. A source that cannot be read is
/// a finding. Cost: reads all sources of parcels.
TakenIds ids_of_parcels(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                        const Inspection& inspection, const Progress& progress);

/// Towns without a code get the one the plan knows them by: parcels record codes. A notice names them.
void complete_town_codes(model::FeatureTable& towns, const model::Plan& plan, const Inspection& inspection);

/// The role a source plays. Throws InputError with the nearest known one.
const model::Role& role_of(const model::SourceDefinition& definition, const model::Catalogue& catalogue);
/// Statutory area on the study's plane. Throws InputError when the plane is not CGCS2000 Gauss-Krüger.
geom::StatutoryArea area_rule(int epsg);
/// The checks of a whole layer: what is usual for its role, tiling where the role asks for it, and the units of
/// the plan for towns. `towns` and `places` may be null.
void check_whole_layer(const model::FeatureTable& table, const model::Role& role,
                       const model::FeatureTable* towns, const model::FeatureTable* places, const model::Catalogue& catalogue,
                       const Tolerances& tolerances, const Inspection& inspection, const Progress& progress);

}  // namespace zonewright::intake
