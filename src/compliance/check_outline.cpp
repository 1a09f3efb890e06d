#include "compliance/check_outline.h"

#include <algorithm>
#include <map>

#include "base/errors.h"
#include "compliance/headline.h"
#include "compliance/undecided.h"
#include "compliance/wording.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::compliance {
namespace {

using model::CheckResult;
using model::CheckRule;
using model::CheckState;
using model::Expectation;
using model::Verdict;

void split_by_part(CheckResult& result) {
    std::map<std::string, Area> parts;
    for (const model::CheckPiece& piece : result.pieces) parts[piece.part] += piece.area;
    result.breakdown.assign(parts.begin(), parts.end());
    std::stable_sort(result.breakdown.begin(), result.breakdown.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
}

CheckState state_of(const CheckRule& rule, const CheckResult& result, bool touches) {
    if (!touches) return CheckState::Clear;
    if (result.pieces.empty()) return CheckState::TouchesOnly;
    return is_misfit(rule, result.area, result.widest_m) ? CheckState::TouchesOnly : CheckState::Occupies;
}

Verdict verdict_of(const CheckRule& rule, CheckState state) {
    switch (state) {
        case CheckState::Occupies:
            return rule.if_occupied;
        case CheckState::TouchesOnly:
            return rule.if_touched;
        case CheckState::Clear:
            return rule.if_clear;
        case CheckState::NotChecked:
            return Verdict::Undecided;
    }
    return Verdict::Undecided;
}

/// What is checked: the outline, its area, and the land of it that no layer covers.
struct Checked {
    const geom::MultiPolygon& outline;
    Area area;
    geom::MultiPolygon beyond;
};

/// Of land outside a layer, that on features of unknown kind or beyond all layers is not known to be outside.
std::vector<LayerFeature> with_unknown(std::vector<LayerFeature> features, const Subject& subject,
                                       const Checked& land) {
    for (LayerFeature& feature : subject.unknown.near(land.outline)) features.push_back(std::move(feature));
    if (!land.beyond.empty()) features.push_back({{}, {}, &land.beyond});
    return features;
}

/// Where part of the land is unknown, the rest may be occupied but the whole is never clear.
void leave_undecided(CheckResult& result, Undecided undecided) {
    leave_unnamed_parts(result, undecided);
    if (undecided.sum() <= Area{}) return;
    result.unchecked = undecided.sum();
    result.unknown_values = undecided.values;
    result.reason = words_for(undecided, result.rule);
    if (result.state != CheckState::Occupies) result.state = CheckState::NotChecked;
}

bool begins_with_any_of(const std::string& code, const std::vector<std::string>& values) {
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& value) { return code.rfind(value, 0) == 0; });
}

/// The first rule that names a part takes it; slivers are misfits and found nowhere.
void find_parts(CheckResult& result) {
    const CheckRule& rule = result.rule;
    std::vector<Area> areas(rule.part_rules.size());
    for (const model::CheckPiece& piece : result.pieces) {
        const auto found = std::find_if(
            rule.part_rules.begin(), rule.part_rules.end(),
            [&](const model::PartRule& part) { return begins_with_any_of(piece.part, part.values); });
        if (!piece.sliver && found != rule.part_rules.end())
            areas[static_cast<std::size_t>(found - rule.part_rules.begin())] += piece.area;
    }
    const double outline_m2 = result.share > 0 ? result.area.m2() / result.share : 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (areas[i] <= Area{}) continue;
        const model::PartRule& part = rule.part_rules[i];
        model::PartFinding finding{.title = part.title, .area = areas[i]};
        finding.share = areas[i].m2() / outline_m2;
        finding.verdict = finding.share > part.above_share ? part.verdict : part.below;
        finding.sentence = word_part(part, finding, rule.id);
        result.part_findings.push_back(std::move(finding));
    }
}

/// Undecided is worse than conditional: it may turn out to conflict.
Verdict worse_of(Verdict a, Verdict b) {
    const auto rank = [](Verdict verdict) {
        return verdict == Verdict::Conflicts     ? 3
               : verdict == Verdict::Undecided   ? 2
               : verdict == Verdict::Conditional ? 1
                                                 : 0;
    };
    return rank(a) >= rank(b) ? a : b;
}

/// Parts that a part rule names decide for themselves; the rest of the overlap ends as the rule says.
Verdict judged(const CheckResult& result) {
    const CheckRule& rule = result.rule;
    Area named;
    Verdict verdict = Verdict::Fits;
    for (const model::PartFinding& finding : result.part_findings) {
        named += finding.area;
        verdict = worse_of(verdict, finding.verdict);
    }
    const bool partly =
        rule.if_partly && result.state == CheckState::Occupies && result.share < rule.whole_share;
    if (result.state != CheckState::Occupies || named < result.area)
        verdict = worse_of(verdict, verdict_of(rule, result.only_adjoins() ? CheckState::Clear : result.state));
    if (partly) verdict = worse_of(verdict, *rule.if_partly);
    return result.unchecked > Area{} ? worse_of(verdict, Verdict::Undecided) : verdict;
}

void measure(const Subject& subject, const Checked& land, const geom::StatutoryArea& area,
             CheckResult& result) {
    const CheckRule& rule = result.rule;
    const auto features = subject.features.near(land.outline, rule.nearby_m);
    Overlap overlap =
        rule.expectation == Expectation::Within
            ? overlap_outside(land.outline, land.area, with_unknown(features, subject, land), area)
            : overlap_with(land.outline, land.area, features, rule.nearby_m, area);
    result.pieces = std::move(overlap.pieces);
    result.nearby = std::move(overlap.nearby);
    result.area = overlap.area;
    result.counted_twice = overlap.counted_twice;
    result.share = static_cast<double>(result.area.cm2) / static_cast<double>(land.area.cm2);
    for (model::CheckPiece& piece : result.pieces) {
        result.widest_m = std::max(result.widest_m, piece.width_m);
        piece.sliver = is_misfit(rule, piece.area, piece.width_m);
    }
    split_by_part(result);
    find_parts(result);
    result.state = state_of(rule, result, overlap.touches);
    leave_undecided(result, undecided_land(rule, subject, features, land.outline, land.beyond, area));
}

CheckResult check_rule(const CheckRule& rule, const Subject& subject, const Checked& land,
                       const geom::StatutoryArea& area) {
    CheckResult result{.rule = rule};
    result.data_date = subject.date;
    result.data_source = subject.source;
    result.layer_title = rule.layer_title.empty() ? rule.title : rule.layer_title;
    result.reason = subject.missing;
    if (subject.missing == Text{}) measure(subject, land, area, result);
    result.verdict = subject.missing == Text{} ? judged(result) : Verdict::Undecided;
    result.sentence = word_result(result);
    return result;
}

/// Land of the outline beyond `covered`; the rounding of two areas is none.
geom::MultiPolygon land_beyond(const geom::MultiPolygon& outline, const geom::MultiPolygon* covered,
                               const geom::StatutoryArea& area) {
    const Area rounding = Area::from_m2(0.05);
    if (covered == nullptr) return {};
    geom::MultiPolygon beyond = gis::difference(outline, *covered);
    return area.of(beyond) > rounding ? beyond : geom::MultiPolygon{};
}

void apply_override(model::CheckOverride decision, model::SiteCheck& check) {
    const auto found =
        std::find_if(check.results.begin(), check.results.end(),
                     [&](const CheckResult& result) { return result.rule.id == decision.rule; });
    const auto blank = [](const std::string& text) {
        return text.find_first_not_of(" \t\r\n") == std::string::npos;
    };
    if (found == check.results.end() || blank(decision.reason) || blank(decision.name) ||
        blank(decision.document)) {
        std::string known;
        for (const CheckResult& result : check.results) known += (known.empty() ? "" : ", ") + result.rule.id;
        throw InputError(
            {.thing = both("核查结论的人工认定", "override of a check"),
             .value = decision.rule,
             .expected = both("已有的规则编号（{}），并写明理由、认定人和文号",
                              "a known rule ({}), with a reason, a name and a document number", known),
             .advice = both("补全规则、理由、姓名和文号", "state rule, reason, name and document")});
    }
    decision.title = found->rule.title;
    decision.before = found->verdict;
    // A rule that conflicts is a hard one: a person can make it a condition, never plain "fits".
    decision.capped = decision.before == Verdict::Conflicts && decision.verdict == Verdict::Fits;
    if (decision.capped) decision.verdict = Verdict::Conditional;
    found->verdict = decision.verdict;
    found->overridden = true;
    check.overrides.push_back(std::move(decision));
}

}  // namespace

OutlineCheck::OutlineCheck(const std::vector<CheckRule>& rules, const model::SourceSet& sources,
                           const std::vector<model::ConstraintLayer>& constraints, int year,
                           const geom::MultiPolygon* covered)
    : rules_(rules), covered_(covered) {
    for (const CheckRule& rule : rules) subjects_.push_back(subject_of(rule, sources, constraints, year));
}

model::SiteCheck OutlineCheck::of(const geom::MultiPolygon& outline,
                                  const std::vector<model::CheckOverride>& overrides,
                                  const geom::StatutoryArea& area, const Progress& progress) const {
    model::SiteCheck check;
    check.area = area.of(outline);
    check.planar_m2 = geom::planar_area(outline);
    if (check.area <= Area{})
        throw InputError(
            {.thing = both("选址范围", "outline"),
             .value = both("面积为零", "no area"),
             .expected = both("面状范围", "a polygon with area"),
             .advice = both("检查界址点顺序和坐标系", "check the order of the points and the CRS")});
    const Checked land{outline, check.area, land_beyond(outline, covered_, area)};
    check.outside_city = area.of(land.beyond);
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        check.results.push_back(check_rule(rules_[r], subjects_[r], land, area));
        progress.report(static_cast<double>(r + 1) / static_cast<double>(rules_.size()));
    }
    for (const model::CheckOverride& decision : overrides) apply_override(decision, check);
    conclude(check);
    return check;
}

model::SiteCheck check_outline(const CheckInput& input, const geom::StatutoryArea& area,
                               const Progress& progress) {
    return OutlineCheck(*input.rules, *input.sources, *input.constraints, input.year, input.covered)
        .of(*input.outline, input.overrides, area, progress);
}

}  // namespace zonewright::compliance
