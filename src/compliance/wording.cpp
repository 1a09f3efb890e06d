#include "compliance/wording.h"

#include <map>

#include "base/errors.h"
#include "model/printed_area.h"

namespace zonewright::compliance {
namespace {

using Values = std::map<std::string, std::string>;

std::string listed_features(const model::CheckResult& result, Language language) {
    std::string text;
    std::size_t shown = 0;
    for (const model::CheckPiece& piece : result.pieces) {
        if (piece.feature.empty() || text.find(piece.feature) != std::string::npos) continue;
        if (++shown > 8) return text + (language == Language::Zh ? "等" : " and others");
        if (!text.empty()) text += language == Language::Zh ? "、" : ", ";
        text += piece.feature;
    }
    return text;
}

/// A code that its scheme does not know says so, or it would pass for a class.
Text title_of(const model::CheckRule& rule, const std::string& part) {
    Text title = rule.title_of_part(part);
    if (!rule.breakdown_scheme.empty() && !rule.part_titles.empty() && !rule.part_titles.contains(part))
        title += Text{"（代码不在体系中）", " (a code unknown to the scheme)"};
    return title;
}

/// Parts too small to print a digit: dropped from the list, which adds up without them, and said.
std::string dropped_parts(std::size_t count, Area area, Language language) {
    if (count == 0) return {};
    return both("（另有 {} 类共 {:.2f} ㎡，各不足 0.0001 公顷，未列）", " ({} more, {:.2f} m² in all, below 0.0001 ha each, are not listed)",
                count, area.m2())
        .in(language);
}

/// In hectares closed to their sum.
std::string listed_parts(const model::CheckResult& result, Language language) {
    std::vector<Area> areas;
    for (const auto& part : result.breakdown) areas.push_back(part.second);
    const std::vector<model::PrintedArea> closed = model::close_rows(areas).rows;
    const bool zh = language == Language::Zh;
    std::string text;
    std::size_t dropped = 0;
    Area dropped_area;
    for (std::size_t i = 0; i < result.breakdown.size(); ++i) {
        const std::string& part = result.breakdown[i].first;
        if (closed[i].hectares == 0 && i > 0) {
            ++dropped;
            dropped_area += areas[i];
            continue;
        }
        if (!text.empty()) text += zh ? "、" : ", ";
        text += part.empty() ? (zh ? "未注明" : "not stated") : title_of(result.rule, part).in(language);
        text += fmt::format(" {:.4f} {}", closed[i].hectares, zh ? "公顷" : "ha");
    }
    return text + dropped_parts(dropped, dropped_area, language);
}

Values values_of(const model::CheckResult& result, Language language) {
    const std::string unknown = language == Language::Zh ? "未注明" : "not stated";
    return {{"area_m2", with_thousands(result.area.m2(), 2)},
            {"area_ha", fmt::format("{:.4f}", model::printed(result.area).hectares)},
            {"area_mu", fmt::format("{:.2f}", model::printed(result.area).mu)},
            {"share", fmt::format("{:.2f}%", 100 * result.share)},
            {"width_m", fmt::format("{:.2f}", result.widest_m)},
            {"count", fmt::format("{}", result.pieces.size())},
            {"features", listed_features(result, language)},
            {"parts", listed_parts(result, language)},
            {"date", result.data_date.empty() ? unknown : result.data_date}};
}

std::string fill(const std::string& wording, const Values& values, const std::string& rule) {
    std::string text;
    for (std::size_t at = 0; at < wording.size();) {
        if (wording[at] != '{') {
            text += wording[at++];
            continue;
        }
        const std::size_t close = wording.find('}', at);
        const std::string name =
            close == std::string::npos ? wording.substr(at) : wording.substr(at + 1, close - at - 1);
        const auto value = values.find(name);
        if (value == values.end())
            throw InputError(
                {.thing = fmt::format("layers/checks/{}.toml: wording", rule),
                 .value = "{" + name + "}",
                 .expected =
                     "{area_m2} {area_ha} {area_mu} {share} {width_m} {count} {features} {parts} {date}",
                 .advice = both("改用其中之一", "use one of these")});
        text += value->second;
        at = close + 1;
    }
    return text;
}

const Text& wording_for(const model::CheckResult& result) {
    switch (result.state) {
        case model::CheckState::Occupies:
            return result.rule.if_partly && result.share < result.rule.whole_share ? result.rule.partly
                                                                                   : result.rule.occupied;
        case model::CheckState::TouchesOnly:
            return result.only_adjoins() ? result.rule.clear : result.rule.touched;
        default:
            return result.rule.clear;
    }
}

}  // namespace

Text word_part(const model::PartRule& rule, const model::PartFinding& finding, const std::string& check) {
    const Values values{{"area_m2", with_thousands(finding.area.m2(), 2)},
                        {"area_ha", fmt::format("{:.4f}", model::printed(finding.area).hectares)},
                        {"area_mu", fmt::format("{:.2f}", model::printed(finding.area).mu)},
                        {"share", fmt::format("{:.2f}%", 100 * finding.share)}};
    return {fill(rule.wording.zh, values, check), " " + fill(rule.wording.en, values, check)};
}

Text word_result(const model::CheckResult& result) {
    if (result.state == model::CheckState::NotChecked)
        return {fmt::format("{}：未核查（{}），不得视为不涉及。", result.rule.title.zh, result.reason.zh),
                fmt::format("{}: not checked ({}); this is not the same as clear.", result.rule.title.en,
                            result.reason.en)};
    const Text& wording = wording_for(result);
    Text sentence{fill(wording.zh, values_of(result, Language::Zh), result.rule.id),
                  fill(wording.en, values_of(result, Language::En), result.rule.id)};
    if (result.only_adjoins()) sentence += Text{"边界相接，没有重叠。", " The boundaries meet, without overlap."};
    for (const model::PartFinding& finding : result.part_findings) sentence += finding.sentence;
    if (result.unchecked > Area{})
        sentence += Text{"另有未核查部分：" + result.reason.zh + "，不得视为不涉及。",
                         " Not checked: " + result.reason.en + "; this is not the same as clear."};
    return sentence;
}

}  // namespace zonewright::compliance
