// The CRS a source is read in: stated by the study, else by the file, and never against the coordinates.
#pragma once

#include "geom/geometry.h"
#include "io/vector_io.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// The code that the study states, else that of the file; 0 when neither does. Throws InputError for a
/// statement that is no code.
int stated_code(const model::SourceDefinition& definition, const io::LayerInfo& layer);

/// Throws InputError with the detected candidates and the line to write when no CRS is stated, when the
/// stated one contradicts the coordinates while another fits, or when it is of a datum without public
/// parameters.
int settle_crs(const model::SourceDefinition& definition, const io::LayerInfo& layer,
               const geom::Box& coordinates);

}  // namespace zonewright::intake
