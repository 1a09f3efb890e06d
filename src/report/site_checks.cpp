// Chapters 4 to 6 and 10: what every rule found, and what follows.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/site_sections.h"
#include "report/site_text.h"

namespace zonewright::report {
namespace {

using model::CheckResult;
using model::CheckState;
using model::Verdict;

std::string features_of(const CheckResult& result) {
    constexpr std::size_t most = 6;
    std::string text;
    std::vector<std::string> seen;
    for (const model::CheckPiece& piece : result.pieces) {
        if (piece.feature.empty() || std::find(seen.begin(), seen.end(), piece.feature) != seen.end())
            continue;
        if (seen.size() == most) return text + " …";
        text += (text.empty() ? "" : "、") + piece.feature;
        seen.push_back(piece.feature);
    }
    return text.empty() ? "—" : text;
}

std::string nearby_of(const CheckResult& result) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < result.nearby.size() && i < most; ++i)
        text += fmt::format("{}{} {:.1f} m", text.empty() ? "" : "；", result.nearby[i].feature,
                            result.nearby[i].distance_m);
    if (result.nearby.size() > most) text += fmt::format("；… ({})", result.nearby.size());
    return text;
}

/// Pieces so small or thin that they are likely misfits of boundaries: always listed, never dropped.
PageData sliver_rows(const CheckResult& result) {
    constexpr std::size_t most = 12;
    PageData rows = page_list();
    std::size_t shown = 0;
    for (const model::CheckPiece& piece : result.pieces) {
        if (!piece.sliver || ++shown > most) continue;
        PageData row = page_object();
        row.set("text",
                fmt::format("{} {} ㎡ × {:.2f} m", piece.feature, m2_text(piece.area), piece.width_m));
        rows << row;
    }
    return rows;
}

PageData check_row(const CheckResult& result, Area outline, Language language) {
    PageData row = page_object();
    const bool known = result.state != CheckState::NotChecked;
    row.set("title", result.rule.title.in(language));
    row.set("state", model::state_words(result, outline).in(language));
    row.set("verdict", model::title_of(result.verdict).in(language));
    row.set("overridden", result.overridden);
    row.set("alarm", result.verdict == Verdict::Conflicts || !result.wholly_checked());
    row.set("m2", known ? m2_text(result.area) : "—");
    row.set("hectares", known ? hectares_text(result.area) : "—");
    row.set("mu", known ? mu_text(result.area) : "—");
    row.set("share", known ? fmt::format("{:.2f}%", round_half_up(100 * result.share, 2)) : "—");
    row.set("width", known && result.widest_m > 0 ? fmt::format("{:.2f}", result.widest_m) : "—");
    row.set("features", features_of(result));
    row.set("sentence", result.sentence.in(language));
    row.set("statement", statement_of(result, language));
    row.set("layer", layer_and_date(result.data_source.empty() ? "" : result.layer_title.in(language),
                                    result.data_date, language));
    row.set("basis", result.rule.legal_basis);
    row.set("unverified", result.rule.evidence.confidence == model::Confidence::Unverified);
    row.set("nearby", nearby_of(result));
    row.set("has_nearby", !result.nearby.empty());
    row.set("nearby_m", fmt::format("{:g}", result.rule.nearby_m));
    row.set("within", result.rule.expectation == model::Expectation::Within);
    const bool has_slivers = std::any_of(result.pieces.begin(), result.pieces.end(),
                                         [](const auto& piece) { return piece.sliver; });
    row.set("has_slivers", has_slivers);
    row.set("slivers", sliver_rows(result));
    return row;
}

void add_overrides(const SiteReportRequest& request, PageData& page) {
    PageData rows = page_list();
    for (const model::CheckOverride& decision : request.report->check.overrides) {
        PageData row = page_object();
        row.set("rule", decision.title.in(request.language));
        row.set("before", model::title_of(decision.before).in(request.language));
        row.set("verdict", model::title_of(decision.verdict).in(request.language));
        row.set("reason", decision.reason);
        row.set("name", decision.name);
        row.set("document", decision.document);
        row.set("capped", decision.capped);
        rows << row;
    }
    page.set("overrides", rows);
    page.set("has_overrides", !request.report->check.overrides.empty());
}

PageData advice_from_projects(const SiteReportRequest& request, std::size_t& count) {
    PageData rows = page_list();
    for (const model::Indicator& indicator : request.report->indicators) {
        if (indicator.state != model::IndicatorState::NotMet) continue;
        PageData row = page_object();
        row.set("sentence",
                fmt::format(fmt::runtime(Text{"控制指标未满足：{}", "control indicator not met: {}"}.in(
                                request.language)),
                            indicator_text(indicator, request)));
        rows << row;
        ++count;
    }
    return rows;
}

/// The box of page 1: the worst of what is known, and by name what is not.
void add_headline(const SiteReportRequest& request, PageData& page) {
    const model::SiteCheck& check = request.report->check;
    page.set("headline", check.headline.in(request.language));
    page.set("conflicting", check.verdict == Verdict::Conflicts);
    page.set("undecided", check.verdict == Verdict::Undecided);
    page.set("conditional", check.verdict == Verdict::Conditional);
    std::string names;
    for (const CheckResult& result : check.results)
        if (!result.wholly_checked()) {
            names += (names.empty()                      ? ""
                      : request.language == Language::Zh ? "、"
                                                         : ", ") +
                     result.rule.title.in(request.language);
            if (result.unchecked <= Area{}) continue;
            const std::string part = hectares_text(result.unchecked);
            names += request.language == Language::Zh ? fmt::format("（部分，{} 公顷）", part)
                                                      : fmt::format(" (part, {} ha)", part);
        }
    page.set("unchecked_names", names);
    page.set("has_unchecked_names", !names.empty());
}

/// What the rule said stays under its heading, whoever decided against it.
Verdict listed_under(const CheckResult& result, const model::SiteCheck& check) {
    for (const model::CheckOverride& decision : check.overrides)
        if (decision.rule == result.rule.id && decision.before == Verdict::Conflicts) return decision.before;
    return result.verdict;
}

std::string decided_text(const CheckResult& result, const SiteReportRequest& request) {
    for (const model::CheckOverride& decision : request.report->check.overrides)
        if (decision.rule == result.rule.id)
            return fmt::format(fmt::runtime(Text{"（人工认定为{}，依据 {}，认定人 {}）",
                                                 " (decided by a person: {}, document {}, {})"}
                                                .in(request.language)),
                               model::title_of(decision.verdict).in(request.language), decision.document,
                               decision.name);
    return {};
}

void add_todo(const SiteReportRequest& request, PageData& page) {
    PageData rows = page_list();
    bool any = false;
    for (const CheckResult& result : request.report->check.results) {
        if (result.verdict == Verdict::Fits && !result.overridden) continue;
        PageData row = page_object();
        row.set("title", result.rule.title.in(request.language));
        row.set("state", model::title_of(result.verdict).in(request.language));
        row.set("alarm", result.verdict == Verdict::Conflicts);
        row.set("department", result.rule.department.in(request.language));
        row.set("basis", result.rule.legal_basis);
        row.set("materials", result.rule.materials.in(request.language));
        rows << row;
        any = true;
    }
    page.set("todo", rows);
    page.set("has_todo", any);
}

}  // namespace

void add_checks(const SiteReportRequest& request, PageData& page) {
    PageData all = page_list();
    std::map<std::string, PageData> chapters;
    for (const char* chapter : {"three_lines", "planning", "other"}) chapters.emplace(chapter, page_list());
    for (const CheckResult& result : request.report->check.results) {
        const PageData row = check_row(result, request.report->area, request.language);
        all << row;
        if (const auto chapter = chapters.find(result.rule.chapter); chapter != chapters.end()) chapter->second << row;
    }
    page.set("all_checks", all);
    for (const auto& [chapter, rows] : chapters) page.set(chapter, rows);
}

void add_conclusion(const SiteReportRequest& request, PageData& page) {
    const model::SiteCheck& check = request.report->check;
    PageData conflicts = page_list(), unchecked = page_list(), conditions = page_list();
    std::size_t conflict_count = 0, unchecked_count = 0, condition_count = 0;
    for (const CheckResult& result : check.results) {
        PageData row = page_object();
        row.set("sentence", result.sentence.in(request.language) + decided_text(result, request));
        const Verdict verdict = listed_under(result, check);
        if (verdict == Verdict::Conflicts) conflicts << row, ++conflict_count;
        if (verdict == Verdict::Conditional) conditions << row, ++condition_count;
        if (!result.wholly_checked() && verdict != Verdict::Conflicts) unchecked << row, ++unchecked_count;
    }
    add_headline(request, page);
    add_todo(request, page);
    page.set("conflicts", conflicts), page.set("has_conflicts", conflict_count > 0);
    page.set("unchecked", unchecked), page.set("has_unchecked", unchecked_count > 0);
    page.set("conditions", conditions);
    page.set("indicator_conditions", advice_from_projects(request, condition_count));
    condition_count += check.disagreements.size();
    page.set("has_conditions", condition_count > 0);
    page.set("all_clear", conflict_count + unchecked_count + condition_count == 0);
    add_overrides(request, page);
}

}  // namespace zonewright::report
