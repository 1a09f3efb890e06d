#include "compliance/trim.h"

#include <algorithm>

#include "base/errors.h"
#include "base/spelling.h"
#include "geom/clean_corners.h"
#include "gis/overlay.h"

namespace zonewright::compliance {
namespace {

void require_rules(const model::SiteCheck& check, const std::vector<std::string>& rules) {
    std::vector<std::string> known;
    for (const model::CheckResult& result : check.results) known.push_back(result.rule.id);
    for (const std::string& rule : rules) {
        if (std::ranges::find(known, rule) != known.end()) continue;
        const auto near = nearest_name(rule, known);
        throw InputError({.thing = both("核查规则", "rule of the check"), .value = rule, .expected = joined(known),
                          .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these")});
    }
}

/// The first part rule that names the piece decides on it.
const model::PartRule* part_rule_of(const model::CheckRule& rule, const std::string& part) {
    for (const model::PartRule& each : rule.part_rules)
        if (std::ranges::any_of(each.values, [&](const std::string& value) { return part.starts_with(value); })) return &each;
    return nullptr;
}

bool part_conflicts(const model::CheckResult& result, const model::PartRule& part) {
    for (const model::PartFinding& finding : result.part_findings)
        if (finding.title.zh == part.title.zh) return finding.verdict == model::Verdict::Conflicts;
    return false;
}

bool is_cut(const model::CheckResult& result, const model::CheckPiece& piece, bool is_named) {
    if (result.state != model::CheckState::Occupies && !result.rule.if_partly) return false;
    if (is_named) return true;
    if (const model::PartRule* part = part_rule_of(result.rule, piece.part)) return part_conflicts(result, *part);
    return result.rule.if_occupied == model::Verdict::Conflicts;
}

geom::MultiPolygon land_to_cut(const model::CheckResult& result, bool is_named) {
    std::vector<geom::MultiPolygon> pieces;
    for (const model::CheckPiece& piece : result.pieces)
        if (is_cut(result, piece, is_named)) pieces.push_back(piece.geometry);
    return pieces.empty() ? geom::MultiPolygon{} : gis::union_of(pieces);
}

}  // namespace

geom::MultiPolygon surveyed(const geom::MultiPolygon& outline, const CornerRule& corners) {
    if (outline.empty()) return outline;
    geom::MultiPolygon cleaned = geom::clean_corners(outline, corners.step_m, corners.least_edge_m).polygons;
    return gis::check_validity(cleaned).valid ? cleaned : outline;
}

Trimmed trim(const geom::MultiPolygon& outline, const model::SiteCheck& check, const std::vector<std::string>& rules,
             const CornerRule& corners, const geom::StatutoryArea& area) {
    require_rules(check, rules);
    Trimmed trimmed{.land = outline, .area = area.of(outline)};
    for (std::size_t r = 0; r < check.results.size(); ++r) {
        const model::CheckResult& result = check.results[r];
        const bool is_named = std::ranges::find(rules, result.rule.id) != rules.end();
        if (!is_named && (!rules.empty() || result.verdict != model::Verdict::Conflicts)) continue;
        const geom::MultiPolygon land = land_to_cut(result, is_named);
        if (land.empty() || trimmed.land.empty()) continue;
        geom::MultiPolygon rest = surveyed(gis::difference(trimmed.land, land), corners);
        const Area left = area.of(rest);
        if (left == trimmed.area) continue;
        trimmed.cuts.push_back({r, trimmed.area - left, gis::intersection(trimmed.land, land)});
        trimmed.land = std::move(rest), trimmed.area = left;
    }
    return trimmed;
}

}  // namespace zonewright::compliance
