// Where does a figure or a boundary come from, and how far may it be trusted?
#pragma once

#include <optional>
#include <string>

#include "base/language.h"

namespace zonewright::model {

/// Trust in a policy figure. Unverified figures say 待核实 in every report.
enum class Confidence { High, Medium, Low, Unverified };

/// Trust in a boundary, from the strongest to the weakest: what nobody states is not official.
enum class GeometryStatus { Official, Approximate, Unstated, Schematic };

std::string to_string(Confidence confidence);  // "high" …
std::string to_string(GeometryStatus status);  // "official" …
std::optional<Confidence> confidence_from(const std::string& word);
std::optional<GeometryStatus> geometry_status_from(const std::string& word);
Text title_of(Confidence confidence);  // 高 / high … 待核实 / to be verified
Text title_of(GeometryStatus status);  // 官方 / 近似 / 未注明 / 示意

struct Evidence {
    std::string source;    ///< document, page or file
    std::string document;  ///< document number (文号); may be empty
    std::string date;      ///< ISO date or year; may be empty
    Confidence confidence = Confidence::Unverified;
    bool operator==(const Evidence&) const = default;
};

}  // namespace zonewright::model
