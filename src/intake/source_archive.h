// A source that lies in a zip, made readable: which member plays the role, unpacked for as long as it is
// needed.
#pragma once

#include <optional>

#include "base/errors.h"
#include "io/vector_archive.h"
#include "model/role.h"
#include "model/study_definition.h"

namespace zonewright::intake {

struct OpenedSource {
    model::SourceDefinition definition;           ///< path and layer as they can be read now
    std::optional<io::UnpackedMember> unpacked;  ///< keeps the files of a zip
};

/// What is no zip comes back as it is. In a zip, `layer` may name the member ("DLTB", "现状/DLTB.shp"), a
/// layer of the only member, or both ("三调.gdb/DLTB"); else the only member counts, else the only one whose
/// name is or contains an alias of the role (null: no role). Throws InputError with the candidates when
/// several remain.
OpenedSource open_source(const model::SourceDefinition& definition, const model::Role* role);

/// The error with the zip in place of the private folder, for people to find the file again.
InputError named_as(const InputError& error, const OpenedSource& opened, const std::filesystem::path& zip);

}  // namespace zonewright::intake
