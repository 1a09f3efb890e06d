// How often was the same thing found?
#pragma once

#include <cstdint>
#include <string>

#include "base/language.h"
#include "model/finding.h"

namespace zonewright::model {

/// Errors and warnings of one rule on one source, as `check` finds them and the stages of a run do.
struct FindingCount {
    std::string source, rule;
    Severity severity = Severity::Warning;  ///< the worst
    std::uint64_t count = 0;
    double area_m2 = 0;  ///< of all of them together; statutory
    std::string feature;
    Text message;  ///< of the first
};

}  // namespace zonewright::model
