// A copy of a source inside its study, so that the study can be moved, packed and handed on.
//
// The copy lies in STUDY/data/<role>: the file, of a Shapefile everything of its name, of a geodatabase its folder. Every
// file is compared with its original afterwards. Errors: InputError for a database and for a copy of that name that is
// another one, unless it may be replaced; ResourceError. Cost: reads and writes the source once.
#pragma once

#include <filesystem>
#include <string>

#include "answer/remarks.h"

namespace zonewright::answer {

struct CopyPlace {
    std::filesystem::path study;
    std::string role;
    bool may_replace = false;
};

/// Where the copy lies; the file itself where it lies in the study already. Says in `remarks` what was made.
std::filesystem::path copied_into_study(const CopyPlace& place, const std::filesystem::path& source, Remarks& remarks);

/// The files that belong to a source: itself, or everything of a Shapefile's name, or all below its folder.
std::vector<std::filesystem::path> files_of_source(const std::filesystem::path& source);

}  // namespace zonewright::answer
