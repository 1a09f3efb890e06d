// What `import` refuses before and after it has read the source.
#pragma once

#include <filesystem>

#include "answer/import.h"
#include "model/catalogue.h"

namespace zonewright::answer {

/// Other runs wait for the lock of the study; an editor does not know it.
[[noreturn]] void refuse_changed_study(const std::filesystem::path& file);
[[noreturn]] void refuse_without_role(const ImportQuestion& question, const model::Catalogue& catalogue);

}  // namespace zonewright::answer
