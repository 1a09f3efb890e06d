// A hard rule with a legal basis. Read from layers/constraints/<id>.toml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/evidence.h"

namespace zonewright::model {

/// Inside: land inside the features is excluded. Outside: land outside them is (growth boundary).
/// Corridor: land within `width_m` (or a width by class) of lines is. Slope: cells above `threshold`.
/// Fragment: what is left and narrower than `width_m`.
enum class ConstraintKind { Inside, Outside, Corridor, Slope, Fragment };

struct ConstraintRule {
    std::string id;
    int bit = 0;    ///< reason bit in admissible.tif, 0…31, unique
    int order = 0;  ///< position in the waterfall; overlaps count for the earlier one
    Text title;
    ConstraintKind kind = ConstraintKind::Inside;
    std::string role;  ///< the source it needs
    std::map<std::string, std::vector<std::string>>
        where;  ///< canonical field → accepted values; empty: every feature
    double width_m = 0;
    std::map<std::string, double>
        width_by_class_m;  ///< for Corridor: value of the role's class field → half width
    std::optional<double> threshold;
    std::string legal_basis;
    Evidence evidence;
};

}  // namespace zonewright::model
