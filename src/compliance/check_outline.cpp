#include "compliance/check_outline.h"

#include <algorithm>
#include <map>

#include "base/errors.h"
#include "compliance/overlap.h"
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

/// What the rule looks at, or why it cannot be looked at.
struct Subject {
    std::vector<LayerFeature> features;
    Text missing;
    std::string date, source;
};

bool accepted(const CheckRule& rule, const model::FeatureTable& table, const model::Feature& feature) {
    for (const auto& [field, values] : rule.where) {
        const auto position = table.find_field(field);
        if (!position) return false;
        if (std::find(values.begin(), values.end(), model::text_of(feature.values[*position])) ==
            values.end())
            return false;
    }
    return true;
}

std::string value_in(const model::FeatureTable& table, const model::Feature& feature,
                     const std::string& field) {
    const auto position = field.empty() ? std::nullopt : table.find_field(field);
    return position ? model::text_of(feature.values[*position]) : "";
}

std::string name_of(const model::FeatureTable& table, const model::Feature& feature) {
    for (const char* field : {"id", "name"}) {
        const std::string name = value_in(table, feature, field);
        if (!name.empty()) return name;
    }
    return fmt::format("fid {}", feature.fid);
}

/// The oldest of the files that play the role: a layer is no fresher than its oldest part.
std::string oldest_date(const std::vector<model::SourceDefinition>& definitions) {
    std::string oldest;
    for (const auto& definition : definitions) {
        if (definition.date.empty()) return {};
        if (oldest.empty() || definition.date < oldest) oldest = definition.date;
    }
    return oldest;
}

Text too_old(const CheckRule& rule, const std::string& date, int year) {
    if (!rule.oldest_years || year == 0) return {};
    if (date.size() < 4) return {"数据未注明时点", "the data state no date"};
    const int age = year - std::stoi(date.substr(0, 4));
    if (age <= *rule.oldest_years) return {};
    return {fmt::format("数据时点 {}，超过允许的 {} 年", date, *rule.oldest_years),
            fmt::format("data of {}, older than the {} years allowed", date, *rule.oldest_years)};
}

Subject subject_in_sources(const CheckRule& rule, const CheckInput& input) {
    Subject subject;
    const auto layer = input.sources->layers.find(rule.role);
    if (layer == input.sources->layers.end() || layer->second.table.features.empty()) {
        subject.missing = {fmt::format("缺少“{}”图层", rule.role),
                           fmt::format("no source of role {}", rule.role)};
        return subject;
    }
    const model::FeatureTable& table = layer->second.table;
    for (const model::Feature& feature : table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (polygons && !polygons->empty() && accepted(rule, table, feature))
            subject.features.push_back(
                {name_of(table, feature), value_in(table, feature, rule.breakdown_field), polygons});
    }
    subject.date = oldest_date(layer->second.definitions);
    for (const auto& definition : layer->second.definitions) {
        if (!subject.source.empty()) subject.source += "; ";
        subject.source += definition.written_path;
    }
    subject.missing = too_old(rule, subject.date, input.year);
    return subject;
}

Subject subject_in_constraints(const CheckRule& rule, const CheckInput& input) {
    Subject subject;
    for (const model::ConstraintLayer& layer : *input.constraints) {
        if (layer.rule.id != rule.constraint) continue;
        if (!layer.checked) subject.missing = layer.unchecked_reason;
        for (std::size_t i = 0; i < layer.polygons.size(); ++i)
            subject.features.push_back(
                {fmt::format("{} {}", layer.rule.title.zh, i + 1), "", &layer.polygons[i]});
        subject.source = layer.rule.role;
        const auto source = input.sources->layers.find(layer.rule.role);
        const auto raster = input.sources->rasters.find(layer.rule.role);
        if (source != input.sources->layers.end()) subject.date = oldest_date(source->second.definitions);
        if (raster != input.sources->rasters.end()) subject.date = raster->second.date;
        return subject;
    }
    subject.missing = {fmt::format("没有约束“{}”", rule.constraint),
                       fmt::format("no constraint {}", rule.constraint)};
    return subject;
}

void split_by_part(CheckResult& result) {
    std::map<std::string, Area> parts;
    for (const model::CheckPiece& piece : result.pieces) parts[piece.part] += piece.area;
    result.breakdown.assign(parts.begin(), parts.end());
    std::stable_sort(result.breakdown.begin(), result.breakdown.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
}

CheckState state_of(const CheckRule& rule, const CheckResult& result, bool touches) {
    if (!touches) return CheckState::Clear;
    const bool small = result.area.m2() < rule.touch_area_m2 && result.widest_m < rule.touch_width_m;
    // For a layer that land should lie inside of, a boundary in common is no news.
    if (result.pieces.empty())
        return rule.expectation == Expectation::Within ? CheckState::Clear : CheckState::TouchesOnly;
    return small ? CheckState::TouchesOnly : CheckState::Occupies;
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

CheckResult check_rule(const CheckRule& rule, const CheckInput& input, Area outline_area,
                       const geom::StatutoryArea& area) {
    CheckResult result{.rule = rule};
    const Subject subject =
        rule.role.empty() ? subject_in_constraints(rule, input) : subject_in_sources(rule, input);
    result.data_date = subject.date;
    result.data_source = subject.source;
    result.reason = subject.missing;
    if (subject.missing == Text{}) {
        Overlap overlap = rule.expectation == Expectation::Within
                              ? overlap_outside(*input.outline, subject.features, area)
                              : overlap_with(*input.outline, subject.features, rule.nearby_m, area);
        result.pieces = std::move(overlap.pieces);
        result.nearby = std::move(overlap.nearby);
        result.area = area.of(overlap.land);
        result.share = static_cast<double>(result.area.cm2) / static_cast<double>(outline_area.cm2);
        for (model::CheckPiece& piece : result.pieces) {
            result.widest_m = std::max(result.widest_m, piece.width_m);
            piece.sliver = piece.area.m2() < rule.touch_area_m2 && piece.width_m < rule.touch_width_m;
        }
        split_by_part(result);
        result.state = state_of(rule, result, overlap.touches);
    }
    result.verdict = verdict_of(rule, result.state);
    result.sentence = word_result(result);
    return result;
}

void apply_overrides(const CheckInput& input, model::SiteCheck& check) {
    for (const model::CheckOverride& override_of : input.overrides) {
        const auto found =
            std::find_if(check.results.begin(), check.results.end(),
                         [&](const CheckResult& result) { return result.rule.id == override_of.rule; });
        if (found == check.results.end() || override_of.reason.empty() || override_of.name.empty())
            throw InputError({.thing = say("核查结论的人工认定", "override of a check"),
                              .value = override_of.rule,
                              .expected = say("已有的规则编号，并写明理由和认定人",
                                              "a known rule, with a reason and a name"),
                              .advice = say("补全 rule、reason、name", "state rule, reason and name")});
        found->verdict = override_of.verdict;
        check.overrides.push_back(override_of);
    }
}

Verdict overall(const std::vector<CheckResult>& results) {
    bool undecided = false, conditional = false;
    for (const CheckResult& result : results) {
        if (result.verdict == Verdict::Conflicts) return Verdict::Conflicts;
        undecided |= result.verdict == Verdict::Undecided;
        conditional |= result.verdict == Verdict::Conditional;
    }
    if (undecided) return Verdict::Undecided;
    return conditional ? Verdict::Conditional : Verdict::Fits;
}

}  // namespace

model::SiteCheck check_outline(const CheckInput& input, const geom::StatutoryArea& area,
                               const Progress& progress) {
    model::SiteCheck check;
    check.area = area.of(*input.outline);
    check.planar_m2 = geom::planar_area(*input.outline);
    if (check.area <= Area{})
        throw InputError(
            {.thing = say("选址范围", "outline"),
             .value = say("面积为零", "no area"),
             .expected = say("面状范围", "a polygon with area"),
             .advice = say("检查界址点顺序和坐标系", "check the order of the points and the CRS")});
    const double count = static_cast<double>(input.rules->size());
    for (const CheckRule& rule : *input.rules) {
        check.results.push_back(check_rule(rule, input, check.area, area));
        progress.report(static_cast<double>(check.results.size()) / count);
    }
    apply_overrides(input, check);
    check.verdict = overall(check.results);
    return check;
}

}  // namespace zonewright::compliance
