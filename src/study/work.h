// What a stage works with beside its values.
#pragma once

#include <filesystem>

#include "base/progress.h"

namespace zonewright::study {

struct Work {
    const Progress& progress;
    std::filesystem::path folder;  ///< of its own, for files that belong to its result; emptied before each run
};

}  // namespace zonewright::study
