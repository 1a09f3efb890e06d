// A folder of files brought in together: one table of what every layer may be, and all that are certain with one
// confirmation.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "answer/import.h"
#include "base/progress.h"

namespace zonewright::answer {

/// Is this question about several layers: a folder, or a geodatabase without a role?
bool asks_for_folder(const ImportQuestion& question);

/// The table; with `yes` every row without a question is imported, towns first. Rows with a question, and files of a known
/// format that cannot be read, make the answer incomplete. Errors: InputError for a folder that cannot be read; ResourceError.
ImportAnswer import_folder(const ImportQuestion& question, const Progress& progress);

}  // namespace zonewright::answer
