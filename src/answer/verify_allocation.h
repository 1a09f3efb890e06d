// verify, the part of the allocation: is what a study publishes about its allocation true?
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/progress.h"

namespace zonewright::answer {

struct AllocationFaults {
    std::string name;  ///< file of the certificate
    double proved_gap = 0;
    std::size_t units = 0;
    std::vector<Text> faults;  ///< in words; empty: it holds
    std::optional<Text> contents;  ///< what it allocates and proves; absent where it cannot be read
};

/// Whether a text is, or was before it was cut or altered, the certificate of an allocation.
bool is_allocation_certificate(std::string_view text);

/// One certificate by itself.
AllocationFaults verify_allocation_file(const std::filesystem::path& file, const std::string& text);

/// Every certificate in <out>/allocation by itself, and that of `scenario` (or of the study) against the
/// layers allocation and balance of <out>/zonewright.gpkg. Reads nothing but these files; runs no solver.
std::vector<AllocationFaults> verify_allocations(const std::filesystem::path& out,
                                                 const std::string& scenario, const Progress& progress);

}  // namespace zonewright::answer
