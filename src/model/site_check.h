// The check of one outline: every rule ends in one of four states, with the evidence.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "geom/geometry.h"
#include "model/check_rule.h"

namespace zonewright::model {

enum class CheckState { Occupies, TouchesOnly, Clear, NotChecked };
std::string to_string(CheckState state);  // "occupies", "touches_only", "clear", "not_checked"
Text title_of(CheckState state);          // 占用 / 仅相接 / 不涉及 / 未核查

/// One piece of overlap (for Expectation::Within: of the part outside the layer).
struct CheckPiece {
    std::string feature;  ///< business id, or fid, of the feature concerned; empty for land outside a layer
    std::string part;     ///< value of the breakdown field
    geom::MultiPolygon geometry;
    Area area;            ///< statutory
    double width_m = 0;   ///< diameter of the largest circle inside, to 1 cm
    bool sliver = false;  ///< below the touch thresholds: 疑似界线压盖误差
};

struct NearbyFeature {
    std::string feature;
    double distance_m = 0;
};

struct CheckResult {
    CheckRule rule;
    CheckState state = CheckState::NotChecked;
    Verdict verdict = Verdict::Undecided;
    Text reason;                     ///< why not, or not wholly, checked; empty otherwise
    std::vector<CheckPiece> pieces;  ///< largest first
    Area area;                       ///< of the union of the pieces: overlapping features count once
    Area counted_twice;              ///< sum of the pieces − area: what overlapping features hold twice
    Area unchecked;  ///< land on which the rule cannot decide: unknown class codes, gaps of the layer
    std::vector<std::string> unknown_values;  ///< what stands there in place of a class; "" for nothing
    bool overridden = false;                  ///< the verdict is a person's, see SiteCheck::overrides
    double share = 0;                         ///< of the outline, 0…1
    double widest_m = 0;
    std::vector<std::pair<std::string, Area>> breakdown;  ///< by value of the breakdown field, largest first
    std::vector<NearbyFeature> nearby;                    ///< nearest first
    std::string data_date;
    std::string data_source;
    Text sentence;  ///< the wording of the rule with the figures in place
};

/// A decision against the rule's verdict: printed with its reason and name, never silent.
struct CheckOverride {
    std::string rule;
    Verdict verdict = Verdict::Conditional;
    std::string reason;
    std::string name;
    Text title;                           ///< of the rule; filled by the check
    Verdict before = Verdict::Undecided;  ///< what the rule said; filled by the check
};

struct SiteCheck {
    Area area;  ///< statutory, of the outline
    double planar_m2 = 0;
    std::vector<CheckResult> results;  ///< in the order of the rules
    std::vector<CheckOverride> overrides;
    Area outside_city;  ///< land of the outline that no layer of the study covers: not checked
    Verdict verdict = Verdict::Undecided;  ///< the worst of all; Undecided when nothing conflicts but
                                           ///< something was not checked
};

}  // namespace zonewright::model
