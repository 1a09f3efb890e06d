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

/// A part of the overlap that decides for itself: 城镇住宅用地 1.2000 公顷, 不符合.
struct PartFinding {
    Text title;
    Area area;
    double share = 0;  ///< of the outline
    Verdict verdict = Verdict::Fits;
    Text sentence;
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
    std::vector<PartFinding> part_findings;               ///< in the order of the rule
    std::vector<NearbyFeature> nearby;                    ///< nearest first
    std::string data_date;
    std::string data_source;  ///< the files; not for pages
    Text layer_title;         ///< of the role or the constraint looked at
    Text sentence;            ///< the wording of the rule with the figures in place

    /// Has a boundary in common and no land: nothing to answer for, and no misfit either.
    bool only_adjoins() const { return state == CheckState::TouchesOnly && pieces.empty(); }
    /// Looked at on all of the outline, or decided by a person with a document.
    bool wholly_checked() const {
        return overridden || (state != CheckState::NotChecked && unchecked <= Area{});
    }
};

/// 涉及, 不涉及 …; 未核查（部分，5.34 公顷） where part of the outline could not be looked at.
Text state_words(const CheckResult& result, Area outline);

/// A decision against the rule's verdict: printed with its reason and name, never silent.
struct CheckOverride {
    std::string rule;
    Verdict verdict = Verdict::Conditional;
    std::string reason;
    std::string name;
    std::string document;                 ///< number of the document that carries the decision
    Text title;                           ///< of the rule; filled by the check
    Verdict before = Verdict::Undecided;  ///< what the rule said; filled by the check
    bool capped = false;  ///< a rule that conflicts was decided as fits: it counts as conditional
};

/// Two sources, or the applicant and the survey, that do not say the same.
struct Disagreement {
    struct Row {
        Text first, second;  ///< what either says of this land
        Area area;
        bool agrees = false;
    };
    Text title, sentence;
    Text first_source, second_source;
    std::vector<Row> rows;  ///< the reconciliation; they add up to the outline; may be empty
};

/// How many of the checks ended how; one that conflicts counts as that even where a part is not checked.
struct CheckCounts {
    std::size_t conflicts = 0, not_checked = 0, conditional = 0, fits = 0;

    std::size_t all() const { return conflicts + not_checked + conditional + fits; }
    std::size_t checked() const { return all() - not_checked; }
};

struct SiteCheck {
    Area area;  ///< statutory, of the outline
    double planar_m2 = 0;
    std::vector<CheckResult> results;  ///< in the order of the rules
    std::vector<CheckOverride> overrides;
    std::vector<Disagreement> disagreements;
    Area outside_city;  ///< land of the outline that no layer of the study covers: not checked
    Verdict verdict = Verdict::Undecided;  ///< the worst of all; Undecided when nothing conflicts but
                                           ///< something was not checked
    CheckCounts counts;
    Text headline;  ///< the worst of what is known, with what is not known beside it
};

}  // namespace zonewright::model
