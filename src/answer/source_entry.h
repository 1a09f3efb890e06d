// The [[source]] tables of study.toml as text: one added, one put in the place of another. Everything else in
// the file, comments included, stays as the user wrote it.
#pragma once

#include <filesystem>
#include <string>

#include "model/study_definition.h"

namespace zonewright::answer {

/// `text` with the source at its end. A path below `folder` is written relative to it.
std::string with_source_added(const std::string& text, const model::SourceDefinition& source,
                              const std::filesystem::path& folder);

/// `text` with the keys that import writes (path, layer, crs, encoding, code_scheme, date, fields, note) of
/// the `position`th [[source]], from 0, replaced; other keys and comments in it stay. Throws InputError when
/// its fields are a table of their own, which is left to the user.
std::string with_source_replaced(const std::string& text, std::size_t position,
                                 const model::SourceDefinition& source, const std::filesystem::path& folder);

}  // namespace zonewright::answer
