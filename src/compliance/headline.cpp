#include "compliance/headline.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/printed_area.h"

namespace zonewright::compliance {
namespace {

using model::CheckCounts;
using model::CheckResult;
using model::Expectation;
using model::Verdict;

Text hectares_of(const Text& before, const Text& title, const Text& after, Area area) {
    const double hectares = model::printed(area).hectares;
    // Less than half a square metre would print as nothing.
    const bool tiny = area > Area{} && hectares == 0;
    const std::string zh =
        tiny ? fmt::format("{:.2f} 平方米", area.m2()) : fmt::format("{:.4f} 公顷", hectares);
    const std::string en = tiny ? fmt::format("{:.2f} m²", area.m2()) : fmt::format("{:.4f} ha", hectares);
    return {before.zh + title.zh + after.zh + " " + zh, before.en + title.en + after.en + " " + en};
}

/// "占永久基本农田 0.3229 公顷"; of a result that splits its land, the parts that have this verdict. A decision of a person
/// is about the parts that did not fit before it.
std::vector<Text> causes_in(const CheckResult& result, Verdict verdict) {
    std::vector<Text> causes;
    for (const model::PartFinding& finding : result.part_findings)
        if (result.overridden ? finding.verdict != Verdict::Fits : finding.verdict == verdict)
            causes.push_back(hectares_of({"占", "takes "}, finding.title, {}, finding.area));
    if (!causes.empty()) return causes;
    const bool within = result.rule.expectation == Expectation::Within;
    if (result.rule.expectation == Expectation::Inform) {
        const bool partly = result.state == model::CheckState::Occupies;
        return {Text{(partly ? "部分未落入" : "未落入") + result.rule.title.zh,
                     (partly ? "partly outside " : "outside ") + result.rule.title.en}};
    }
    if (result.state == model::CheckState::TouchesOnly)
        return {Text{"与" + result.rule.title.zh + "仅相接", "touches " + result.rule.title.en}};
    if (result.area <= Area{}) return {result.rule.title};
    return {within ? hectares_of({"在", "outside "}, result.rule.title, {"外", ""}, result.area)
                   : hectares_of({"占", "takes "}, result.rule.title, {}, result.area)};
}

Text joined_causes(const model::SiteCheck& check, Verdict verdict) {
    constexpr std::size_t most = 4;
    std::vector<Text> causes;
    for (const CheckResult& result : check.results)
        if (result.verdict == verdict)
            std::ranges::copy(causes_in(result, verdict), std::back_inserter(causes));
    Text text;
    for (std::size_t i = 0; i < causes.size() && i < most; ++i) {
        if (i > 0) text += Text{"、", ", "};
        text += causes[i];
    }
    if (causes.size() > most)
        text +=
            Text{fmt::format("等 {} 项", causes.size()), fmt::format(" and {} more", causes.size() - most)};
    return text;
}

CheckCounts counts_of(const model::SiteCheck& check) {
    CheckCounts counts;
    for (const CheckResult& result : check.results) {
        if (result.verdict == Verdict::Conflicts)
            ++counts.conflicts;
        else if (!result.wholly_checked() || result.verdict == Verdict::Undecided)
            ++counts.not_checked;
        else if (result.verdict == Verdict::Conditional)
            ++counts.conditional;
        else
            ++counts.fits;
    }
    return counts;
}

/// Of decisions that softened a rule.
std::size_t softened(const model::SiteCheck& check) {
    return static_cast<std::size_t>(
        std::ranges::count_if(check.overrides, [](const model::CheckOverride& decision) {
            return decision.before != Verdict::Fits && decision.verdict != decision.before;
        }));
}

Verdict verdict_of(const model::SiteCheck& check) {
    const CheckCounts& counts = check.counts;
    if (counts.conflicts > 0) return Verdict::Conflicts;
    if (counts.not_checked > 0 || check.outside_city > Area{}) return Verdict::Undecided;
    return counts.conditional > 0 || softened(check) > 0 || !check.disagreements.empty()
               ? Verdict::Conditional
               : Verdict::Fits;
}

Text of_conflicts(const model::SiteCheck& check) {
    Text text{"不符合：", "Does not fit: "};
    text += joined_causes(check, Verdict::Conflicts);
    if (check.counts.not_checked > 0)
        text += Text{fmt::format("；另有 {} 项未核查", check.counts.not_checked),
                     fmt::format("; {} more not checked", check.counts.not_checked)};
    return text;
}

Text of_undecided(const model::SiteCheck& check) {
    const CheckCounts& counts = check.counts;
    const std::size_t checked = counts.checked();
    Text text;
    if (counts.conditional > 0)
        text = {fmt::format("已核查的 {} 项中 {} 项附条件（", checked, counts.conditional) +
                    joined_causes(check, Verdict::Conditional).zh + fmt::format("），{} 项符合", counts.fits),
                fmt::format("Of {} checks made, {} with conditions (", checked, counts.conditional) +
                    joined_causes(check, Verdict::Conditional).en + fmt::format("), {} fit", counts.fits)};
    else if (checked > 0)
        text = {fmt::format("已核查的 {} 项符合", checked), fmt::format("The {} checks made fit", checked)};
    else
        text = {"各项均未核查", "Nothing was checked"};
    if (counts.not_checked > 0 && checked > 0)
        text += Text{fmt::format("；{} 项未核查", counts.not_checked),
                     fmt::format("; {} not checked", counts.not_checked)};
    return text + Text{"，不能作结论", ": no conclusion can be drawn"};
}

Text of_known(const model::SiteCheck& check) {
    const CheckCounts& counts = check.counts;
    if (check.verdict == Verdict::Fits)
        return {fmt::format("符合：{} 项均已核查", counts.all()),
                fmt::format("Fits: all {} checks made", counts.all())};
    const Text causes = joined_causes(check, Verdict::Conditional);
    return {"有条件符合" + (causes.zh.empty() ? "" : "：" + causes.zh),
            "Fits with conditions" + (causes.en.empty() ? "" : ": " + causes.en)};
}

}  // namespace

void conclude(model::SiteCheck& check) {
    check.counts = counts_of(check);
    check.verdict = verdict_of(check);
    check.headline = check.verdict == Verdict::Conflicts   ? of_conflicts(check)
                     : check.verdict == Verdict::Undecided ? of_undecided(check)
                                                           : of_known(check);
    if (const std::size_t count = check.disagreements.size(); count > 0)
        check.headline += Text{fmt::format("；{} 项数据不一致须核实", count),
                               fmt::format("; {} disagreements of data to be resolved", count)};
    if (const std::size_t decided = softened(check); decided > 0)
        check.headline +=
            Text{fmt::format("；含人工认定 {} 项", decided), fmt::format("; {} decided by persons", decided)};
}

}  // namespace zonewright::compliance
