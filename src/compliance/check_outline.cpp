#include "compliance/check_outline.h"

#include <algorithm>
#include <map>

#include "base/errors.h"
#include "compliance/undecided.h"
#include "compliance/wording.h"
#include "geom/planar_area.h"

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

/// Of land outside a layer, that on features of unknown kind is not known to be outside.
std::vector<LayerFeature> with_unknown(std::vector<LayerFeature> features, const Subject& subject,
                                       const geom::MultiPolygon& outline) {
    for (LayerFeature& feature : subject.unknown.near(outline)) features.push_back(std::move(feature));
    return features;
}

/// Where part of the land is unknown, the rest may be occupied but the whole is never clear.
void leave_undecided(CheckResult& result, const Undecided& undecided) {
    if (undecided.sum() <= Area{}) return;
    result.unchecked = undecided.sum();
    result.unknown_values = undecided.values;
    result.reason = words_for(undecided, result.rule);
    if (result.state != CheckState::Occupies) result.state = CheckState::NotChecked;
}

CheckResult check_rule(const CheckRule& rule, const Subject& subject, const geom::MultiPolygon& outline,
                       Area outline_area, const geom::StatutoryArea& area) {
    CheckResult result{.rule = rule};
    result.data_date = subject.date;
    result.data_source = subject.source;
    result.reason = subject.missing;
    if (subject.missing == Text{}) {
        const auto features = subject.features.near(outline, rule.nearby_m);
        Overlap overlap =
            rule.expectation == Expectation::Within
                ? overlap_outside(outline, outline_area, with_unknown(features, subject, outline), area)
                : overlap_with(outline, outline_area, features, rule.nearby_m, area);
        result.pieces = std::move(overlap.pieces);
        result.nearby = std::move(overlap.nearby);
        result.area = overlap.area;
        result.counted_twice = overlap.counted_twice;
        result.share = static_cast<double>(result.area.cm2) / static_cast<double>(outline_area.cm2);
        for (model::CheckPiece& piece : result.pieces) {
            result.widest_m = std::max(result.widest_m, piece.width_m);
            piece.sliver = is_misfit(rule, piece.area, piece.width_m);
        }
        split_by_part(result);
        result.state = state_of(rule, result, overlap.touches);
        leave_undecided(result, undecided_land(rule, subject, features, outline, area));
    }
    result.verdict = verdict_of(rule, result.state);
    result.sentence = word_result(result);
    return result;
}

void apply_override(model::CheckOverride decision, model::SiteCheck& check) {
    const auto found =
        std::find_if(check.results.begin(), check.results.end(),
                     [&](const CheckResult& result) { return result.rule.id == decision.rule; });
    const auto blank = [](const std::string& text) {
        return text.find_first_not_of(" \t\r\n") == std::string::npos;
    };
    if (found == check.results.end() || blank(decision.reason) || blank(decision.name)) {
        std::string known;
        for (const CheckResult& result : check.results) known += (known.empty() ? "" : ", ") + result.rule.id;
        throw InputError({.thing = both("核查结论的人工认定", "override of a check"),
                          .value = decision.rule,
                          .expected = both("已有的规则编号（{}），并写明理由和认定人",
                                           "a known rule ({}), with a reason and a name", known),
                          .advice = both("补全规则、理由和姓名", "state rule, reason and name")});
    }
    decision.title = found->rule.title;
    decision.before = found->verdict;
    found->verdict = decision.verdict;
    found->overridden = true;
    check.overrides.push_back(std::move(decision));
}

}  // namespace

Verdict overall_verdict(const model::SiteCheck& check) {
    bool undecided = check.outside_city > Area{}, conditional = false;
    for (const CheckResult& result : check.results) {
        if (result.verdict == Verdict::Conflicts) return Verdict::Conflicts;
        undecided |= result.verdict == Verdict::Undecided;
        conditional |= result.verdict == Verdict::Conditional;
    }
    if (undecided) return Verdict::Undecided;
    return conditional ? Verdict::Conditional : Verdict::Fits;
}

OutlineCheck::OutlineCheck(const std::vector<CheckRule>& rules, const model::SourceSet& sources,
                           const std::vector<model::ConstraintLayer>& constraints, int year)
    : rules_(rules) {
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
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        check.results.push_back(check_rule(rules_[r], subjects_[r], outline, check.area, area));
        progress.report(static_cast<double>(r + 1) / static_cast<double>(rules_.size()));
    }
    for (const model::CheckOverride& decision : overrides) apply_override(decision, check);
    check.verdict = overall_verdict(check);
    return check;
}

model::SiteCheck check_outline(const CheckInput& input, const geom::StatutoryArea& area,
                               const Progress& progress) {
    return OutlineCheck(*input.rules, *input.sources, *input.constraints, input.year)
        .of(*input.outline, input.overrides, area, progress);
}

}  // namespace zonewright::compliance
