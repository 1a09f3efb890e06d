// Which layer of the file plays the role, read as it lies there.
#pragma once

#include <string>

#include "base/progress.h"
#include "io/vector_io.h"
#include "model/role.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// The name of the file without its extension; of a database the layer.
std::string stem_of(const model::SourceDefinition& definition);

/// How a source is called in findings: "town · 镇街.shp" or "land_use · 三调.gdb/DLTB".
std::string source_name(const model::SourceDefinition& definition);

/// The command that imports this source anew, to be completed by --repair, --crs …; words quoted for a shell.
std::string import_command(const std::filesystem::path& study, const model::SourceDefinition& definition,
                           bool replace);

/// `word` so that a shell takes it as one word.
std::string shell_quoted(const std::string& word);

bool is_survey_text(const std::filesystem::path& path);

/// The layer named by the study, else the only one, else the only one whose name is or contains an alias of
/// the role. Throws InputError listing the layers when none or several remain.
io::LayerInfo find_layer(const model::SourceDefinition& definition, const model::Role& role);

/// Arcs become chords of `arc_step_deg` at most; with 0 they are left out, with a note.
io::LayerReading read_source(const model::SourceDefinition& definition, const model::Role& role,
                              double arc_step_deg, const Progress& progress);

}  // namespace zonewright::intake
