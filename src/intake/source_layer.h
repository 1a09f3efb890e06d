// Which layer of the file plays the role, read as it lies there.
#pragma once

#include <string>

#include "base/progress.h"
#include "gis/vector_io.h"
#include "model/role.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// How a source is called in findings: "town · 镇街.shp" or "land_use · 三调.gdb/DLTB".
std::string source_name(const model::SourceDefinition& definition);

bool is_survey_text(const std::filesystem::path& path);

/// The layer named by the study, else the only one, else the only one whose name is or contains an alias of
/// the role. Throws InputError listing the layers when none or several remain.
gis::LayerInfo find_layer(const model::SourceDefinition& definition, const model::Role& role);

gis::LayerReading read_source(const model::SourceDefinition& definition, const model::Role& role,
                              const Progress& progress);

}  // namespace zonewright::intake
