// What changed between two allocations, and why? From their certificates alone.
//
// Units are matched by name. The matrix is in area and closes: every row sums to what A gave the cluster (or
// left idle), every column to what B gives it; land that only one of them offers has a row or column of its
// own. Areas in cm², objectives in value · cm². Cost: a merge of both lists of units. Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "allocation/certificate.h"
#include "base/language.h"

namespace zonewright::allocation {

inline constexpr const char* idle_name = "idle";                ///< offered, given to no cluster
inline constexpr const char* not_offered_name = "not_offered";  ///< in one of the two only

struct Transfer {
    std::string from;  ///< cluster, or one of the two names above
    std::string to;
    std::int64_t area = 0;
    std::size_t units = 0;
};

/// The first that applies explains the change.
enum class ChangeReason {
    NotOffered,
    NewlyOffered,
    Locked,
    NoLongerEligible,
    NewlyEligible,
    AreaChanged,
    ScoreChanged,
    LimitsChanged
};
Text title_of(ChangeReason reason);
std::string to_string(ChangeReason reason);  // "not_offered", "locked" …

struct ChangedUnit {
    std::string name;
    std::string from, to;
    std::int64_t area = 0;  ///< that changed hands
    ChangeReason reason = ChangeReason::LimitsChanged;
};

struct Comparison {
    std::vector<Transfer> transfers;  ///< from → to, only where there is land; in the order of the clusters
    std::vector<ChangedUnit> changes;  ///< by name
    std::int64_t unchanged = 0;        ///< area that stays as it was
    std::int64_t objective_a = 0, objective_b = 0;
    std::int64_t shortfall_a = 0, shortfall_b = 0;
};

Comparison compare(const Certificate& a, const Certificate& b);

}  // namespace zonewright::allocation
