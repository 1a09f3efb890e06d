// One question that the check of an outline asks. Read from layers/checks/<id>.toml.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/evidence.h"

namespace zonewright::model {

/// Avoid: land of the layer should not be taken. Within: the outline should lie inside the layer.
/// Inform: overlap is neither good nor bad, it is stated (current use, industrial line as support).
enum class Expectation { Avoid, Within, Inform };

/// What a state means for the site. Never "illegal": the words are those of an early comparison.
enum class Verdict { Fits, Conditional, Conflicts, Undecided };
std::string to_string(Verdict verdict);  // "fits", "conditional", "conflicts", "undecided"
std::optional<Verdict> verdict_from(const std::string& word);
Text title_of(Verdict verdict);  // 符合 / 有条件符合 / 不符合 / 待核查

/// What part of the overlap means, where it differs from the verdict of the rule: housing, a road, a pond.
struct PartRule {
    std::vector<std::string> values;  ///< of the breakdown field; a code stands for those that begin with it
    Verdict verdict = Verdict::Conflicts;
    double above_share = 0;              ///< of the outline; at or below it …
    Verdict below = Verdict::Conflicts;  ///< … this holds
    Text title;                          ///< 城镇、农村住宅用地
    Text wording;                        ///< what follows from it, with {area_ha} {share}
};

struct CheckRule {
    std::string id;
    int order = 0;
    std::string chapter;  ///< where the report prints it: "current", "three_lines", "planning", "other"
    Text title;
    std::string role;        ///< the source it looks at, or …
    std::string constraint;  ///< … the land that this constraint excludes (corridors, slopes)
    std::map<std::string, std::vector<std::string>> where;  ///< canonical field → accepted values
    /// The values a field that `where` asks has by its code scheme or domain: a feature with none of them is
    /// unknown, not "another class". Fields that are absent here may hold any word. From the role of the
    /// layer.
    std::map<std::string, std::set<std::string>> known_values;
    bool layer_tiles = false;      ///< the layer covers its land without gaps: land in a gap is unknown
    std::string breakdown_field;   ///< canonical field whose values split the overlap; may be empty
    std::string breakdown_scheme;  ///< code scheme that names the values; may be empty
    std::map<std::string, Text> part_titles;  ///< value → words, from the scheme or the file itself
    Expectation expectation = Expectation::Avoid;
    double touch_area_m2 = 0;         ///< below this area and …
    double touch_width_m = 0;         ///< … below this width an overlap only touches
    double hairline_width_m = 0;      ///< below this width it only touches, whatever its area
    double nearby_m = 0;              ///< features within this distance are listed
    std::optional<int> oldest_years;  ///< data older than this many years count as not checked
    Verdict if_occupied = Verdict::Conflicts;
    Verdict if_touched = Verdict::Conditional;
    Verdict if_clear = Verdict::Fits;
    std::optional<Verdict> if_partly;  ///< of an overlap that leaves land outside (share below whole_share)
    double whole_share = 1;
    std::vector<PartRule> part_rules;  ///< the first that names a part decides on it; else if_occupied
    Text layer_title;                  ///< of the role or the constraint that it looks at
    std::map<std::string, Text> field_titles;  ///< canonical field → its name in words, from the role
    /// Sentences of the report, with {area_m2} {area_ha} {area_mu} {share} {count} {features} {date}.
    Text occupied, touched, clear, partly;
    std::string legal_basis;
    Text department, materials;  ///< who settles it, and with what; may be empty
    Evidence evidence;

    /// The words for a value of the breakdown field; the value itself where nobody named it.
    Text title_of_part(const std::string& value) const {
        const auto found = part_titles.find(value);
        return found == part_titles.end() ? Text{value, value} : found->second;
    }
    Text title_of_field(const std::string& field) const {
        const auto found = field_titles.find(field);
        return found == field_titles.end() ? Text{field, field} : found->second;
    }
};

}  // namespace zonewright::model
