// The CRS a source is read in: stated by the study, else by the file, and never against the coordinates.
#pragma once

#include <optional>

#include "base/language.h"
#include "geom/geometry.h"
#include "intake/crs_diagnosis.h"
#include "io/vector_io.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// The code that the study states, else that of the file; 0 when neither does. Throws InputError for a
/// statement that is no code.
int stated_code(const model::SourceDefinition& definition, const io::LayerInfo& layer);

/// A plane that the file states in full and that has no EPSG code (a meridian of its own) is used as it is: the
/// table is taken to the CGCS2000 3° plane of its zone, exactly, and the layer states that one from now on.
/// Returns what was done; nothing where there is no such plane, or the study states another CRS. A vertex
/// outside the plane keeps its coordinates, for the vertex gate to find.
std::optional<Text> take_stated_plane(const model::SourceDefinition& definition, io::LayerReading& reading);

/// In which systems may these coordinates be, when nobody states one? Those that put the middle of the land into
/// the box of the towns, where these are known (null or empty: not known), else into the region.
std::vector<CrsCandidate> crs_candidates(const geom::Box& coordinates, const Region& region,
                                         const model::FeatureTable* towns);

/// Throws InputError with the detected candidates and the line to write when no CRS is stated, when the
/// stated one contradicts the coordinates while another fits, or when it is of a datum without public
/// parameters. A candidate is named only where the land would lie among `towns`, where those are known, and none
/// where the file states a CRS that cannot be told: its statement is not the same as none.
int settle_crs(const model::SourceDefinition& definition, const io::LayerInfo& layer,
               const geom::Box& coordinates, const Region& region, const model::FeatureTable* towns = nullptr);

}  // namespace zonewright::intake
