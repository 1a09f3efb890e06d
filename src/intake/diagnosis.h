// One source from file to clean table, with the evidence for every decision on the way.
#pragma once

#include <vector>

#include "base/progress.h"
#include "intake/datum_parameters.h"
#include "intake/field_mapping.h"
#include "intake/inspection.h"
#include "intake/map_datum.h"
#include "intake/parcel_ids.h"
#include "intake/tolerances.h"
#include "io/vector_io.h"
#include "model/role.h"
#include "model/study_definition.h"

namespace zonewright::intake {

struct Diagnosis {
    io::LayerInfo layer;
    std::size_t features_read = 0;
    int epsg = 0;  ///< of the file, as settled; 0: a local grid
    FieldMapping mapping;
    std::vector<Text> evidence;  ///< what was decided and why: layer, encoding, CRS, fields
    model::FeatureTable table;   ///< in the schema of the role and the CRS of the study
};

/// What else is known when a source is diagnosed.
struct DiagnosisContext {
    int study_epsg = 4547;
    Tolerances tolerances;
    const model::FeatureTable* control =
        nullptr;  ///< the towns in the study's CRS, to tell shifted coordinates; may be null
    const std::vector<model::CodeScheme>* code_schemes =
        nullptr;                       ///< of the catalogue; null: codes are not checked
    MapDatum datum = MapDatum::Plain;  ///< convert from this web map datum: only on request
    Repairs repairs = necessary_repairs();
    const DatumParameters* parameters = nullptr;  ///< from an older datum or a local grid; null: none given
    const std::vector<model::Role>* roles = nullptr;  ///< of the catalogue, to tell a mistaken one; null: not told
    KeptFields kept = KeptFields::All;
    TakenIds* taken_ids = nullptr;  ///< of the parcels read before; grows by this source's. null: none before
};

/// Findings and repairs go to the inspection. Throws InputError for what leaves the source unusable.
Diagnosis diagnose(const model::SourceDefinition& definition, const model::Role& role,
                   const DiagnosisContext& context, const Inspection& inspection, const Progress& progress);

}  // namespace zonewright::intake
