// verify, the part of the allocation: is what a study publishes about its allocation true?
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"

namespace zonewright::answer {

struct AllocationFaults {
    std::string name;  ///< file of the certificate
    double proved_gap = 0;
    std::size_t units = 0;
    std::vector<Text> faults;  ///< in words; empty: it holds
};

/// Every certificate in <out>/allocation by itself, and that of `scenario` (or of the study) against the
/// layers allocation and balance of <out>/zonewright.gpkg. Reads nothing but these files; runs no solver.
std::vector<AllocationFaults> verify_allocations(const std::filesystem::path& out,
                                                 const std::string& scenario, const Progress& progress);

}  // namespace zonewright::answer
