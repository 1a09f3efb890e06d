#include "model/evidence.h"

namespace zonewright::model {

std::string to_string(Confidence confidence) {
    switch (confidence) {
        case Confidence::High:
            return "high";
        case Confidence::Medium:
            return "medium";
        case Confidence::Low:
            return "low";
        case Confidence::Unverified:
            return "unverified";
    }
    return {};
}

std::string to_string(GeometryStatus status) {
    switch (status) {
        case GeometryStatus::Official:
            return "official";
        case GeometryStatus::Approximate:
            return "approximate";
        case GeometryStatus::Unstated:
            return "unstated";
        case GeometryStatus::Schematic:
            return "schematic";
    }
    return {};
}

std::optional<Confidence> confidence_from(const std::string& word) {
    for (auto c : {Confidence::High, Confidence::Medium, Confidence::Low, Confidence::Unverified})
        if (to_string(c) == word) return c;
    return std::nullopt;
}

std::optional<GeometryStatus> geometry_status_from(const std::string& word) {
    for (auto s : {GeometryStatus::Official, GeometryStatus::Approximate, GeometryStatus::Unstated, GeometryStatus::Schematic})
        if (to_string(s) == word) return s;
    return std::nullopt;
}

Text title_of(Confidence confidence) {
    switch (confidence) {
        case Confidence::High:
            return {"高", "high"};
        case Confidence::Medium:
            return {"中", "medium"};
        case Confidence::Low:
            return {"低", "low"};
        case Confidence::Unverified:
            return {"待核实", "to be verified"};
    }
    return {};
}

Text title_of(GeometryStatus status) {
    switch (status) {
        case GeometryStatus::Official:
            return {"官方", "official"};
        case GeometryStatus::Approximate:
            return {"近似", "approximate"};
        case GeometryStatus::Unstated:
            return {"未注明", "not stated"};
        case GeometryStatus::Schematic:
            return {"示意", "schematic"};
    }
    return {};
}

}  // namespace zonewright::model
