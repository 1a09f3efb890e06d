// One quality problem of a source, located and with the way to fix it. Nothing is repaired silently.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"

namespace zonewright::model {

enum class Severity { Error, Warning, Notice };
std::string to_string(Severity severity);  // "error", "warning", "notice"

struct Finding {
    std::string source;  ///< role and file of the source
    std::string rule;    ///< ASCII id such as "town_overlap"
    Severity severity = Severity::Warning;
    std::string feature;  ///< fid or business id; may name several
    Text message;         ///< what was found, with the figures
    Text fix;             ///< what to do
    geom::Geometry geometry;
    double area_m2 = 0;  ///< statutory area of the piece concerned; 0 where it has none
};

}  // namespace zonewright::model
