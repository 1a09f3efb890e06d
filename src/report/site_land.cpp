// Chapter 3: what the land is now, by class, ownership and parcel.
#include <fmt/format.h>

#include <array>
#include <span>

#include "model/printed_area.h"
#include "report/land_ledger.h"
#include "report/site_sections.h"
#include "report/site_text.h"

namespace zonewright::report {
namespace {

using model::CheckResult;
using model::LandBalance;

std::string in_hectares(double hectares) {
    return with_thousands(hectares, 4);
}

PageData split_rows(const CheckResult& result, Language language, Area outline) {
    std::vector<std::string> names;
    std::vector<Area> areas;
    for (const SplitRow& row : split_rows_of(result, outline)) {
        names.push_back(name_of(row, result.rule).in(language));
        areas.push_back(row.area);
    }
    return area_rows(names, areas, outline);
}

/// A rule that splits the land is a table; any other rule of the chapter is a sentence.
bool is_table(const CheckResult& result) {
    return result.rule.expectation == model::Expectation::Inform && !result.rule.breakdown_field.empty();
}

std::string farmland_text(const SiteReportRequest& request) {
    for (const CheckResult& result : request.report->check.results)
        if (result.rule.role == "farmland" && result.state != model::CheckState::NotChecked)
            return request.language == Language::Zh
                       ? fmt::format("含永久基本农田 {} 公顷", hectares_text(result.area))
                       : fmt::format("of it permanent basic farmland {} ha", hectares_text(result.area));
    return Text{"永久基本农田未核查", "permanent basic farmland not checked"}.in(request.language);
}

/// The sentence of land approvals: 申请用地总面积 …，其中农用地 …；按权属分：….
std::string balance_sentence(const SiteReportRequest& request, const LandLedger& ledger) {
    const LandBalance& land = request.report->land;
    const bool zh = request.language == Language::Zh;
    std::string text = fmt::format(
        fmt::runtime(zh ? "拟选用地总面积 {} 公顷，其中农用地 {} 公顷（耕地 {} 公顷，{}）、建设用地 {} "
                          "公顷、未利用地 {} 公顷"
                        : "Total {} ha: agricultural land {} ha (cultivated {} ha, {}), construction land {} "
                          "ha, unused land {} ha"),
        hectares_text(request.report->area), in_hectares(ledger.groups[0]), in_hectares(ledger.cultivated),
        farmland_text(request), in_hectares(ledger.groups[1]), in_hectares(ledger.groups[2]));
    if (land.unclassed != Area{})
        text += fmt::format(
            fmt::runtime(zh ? "、未归类或图层未覆盖 {} 公顷" : ", unclassed or not covered {} ha"),
            in_hectares(ledger.groups[3]));
    text += fmt::format(fmt::runtime(zh ? "；按权属分：农民集体所有 {} 公顷、国有 {} 公顷"
                                        : "; by owner: collective {} ha, state {} ha"),
                        in_hectares(ledger.owners[1]), in_hectares(ledger.owners[0]));
    if (land.ownership_unknown != Area{})
        text += fmt::format(fmt::runtime(zh ? "、权属未注明 {} 公顷" : ", owner not stated {} ha"),
                            in_hectares(ledger.owners[2]));
    return text + (zh ? "。" : ".");
}

Text ownership_title(const std::string& word) {
    if (word == "state") return {"国有", "state"};
    if (word == "collective") return {"集体", "collective"};
    return word.empty() ? Text{"未注明", "not stated"} : Text{word, word};
}

Text tenure_title(const std::string& word) {
    if (word == "supplied") return {"已供", "supplied"};
    if (word == "approved") return {"批而未供", "approved, not supplied"};
    if (word == "planned") return {"规划新增", "planned"};
    return word.empty() ? Text{"未注明", "not stated"} : Text{word, word};
}

void add_parcels(const SiteReportRequest& request, PageData& page) {
    constexpr std::size_t most = 30;
    const auto& parcels = request.report->parcels;
    PageData rows = page_list();
    for (std::size_t i = 0; i < parcels.size() && i < most; ++i) {
        const model::ParcelUnder& parcel = parcels[i];
        PageData row = page_object();
        row.set("id", parcel.id);
        row.set("owner", request.report->for_the_public ? "" : parcel.owner);
        row.set("ownership", ownership_title(parcel.ownership).in(request.language));
        row.set("use", parcel.use_name.empty() ? "—" : parcel.use_name);
        row.set("tenure", tenure_title(parcel.tenure).in(request.language));
        row.set("gross", hectares_text(parcel.gross));
        row.set("overlap", hectares_text(parcel.overlap));
        row.set("plot_ratio", parcel.floor_area_m2 && parcel.gross > Area{}
                                  ? fmt::format("{:.2f}", *parcel.floor_area_m2 / parcel.gross.m2())
                                  : "—");
        rows << row;
    }
    page.set("parcels", rows);
    page.set("has_parcels", !parcels.empty());
    page.set("with_owners", !request.report->for_the_public);
    page.set("more_parcels", parcels.size() > most);
    page.set("parcel_count", fmt::format("{}", parcels.size()));
}

PageData cross_row(const std::string& owner, std::span<const double> groups, double cultivated, double sum) {
    PageData row = page_object();
    row.set("owner", owner);
    std::size_t at = 0;
    for (const char* key : {"agricultural", "construction", "unused", "unclassed"})
        row.set(key, in_hectares(groups[at++]));
    row.set("cultivated", in_hectares(cultivated));
    row.set("sum", in_hectares(sum));
    return row;
}

/// 土地分类面积表: owners × groups.
void add_cross_table(const SiteReportRequest& request, const LandLedger& ledger, PageData& page) {
    const auto titles = std::to_array<Text>({{"国有", "state"}, {"集体", "collective"}, {"未注明", "not stated"}});
    PageData rows = page_list();
    for (std::size_t i = 0; i < titles.size(); ++i)
        rows << cross_row(titles[i].in(request.language), ledger.cells[i], ledger.cultivated_of[i], ledger.owners[i]);
    page.set("cross_rows", rows);
    PageData totals = page_list();
    totals << cross_row(Text{"合计", "total"}.in(request.language), ledger.groups, ledger.cultivated,
                        model::printed(request.report->area).hectares);
    page.set("cross_totals", totals);
}

void add_disagreements(const SiteReportRequest& request, PageData& page) {
    PageData list = page_list();
    for (const model::Disagreement& found : request.report->check.disagreements) {
        PageData entry = page_object();
        entry.set("title", found.title.in(request.language));
        entry.set("sentence", found.sentence.in(request.language));
        entry.set("has_rows", !found.rows.empty());
        entry.set("first_source", found.first_source.in(request.language));
        entry.set("second_source", found.second_source.in(request.language));
        std::vector<Area> areas;
        for (const model::Disagreement::Row& row : found.rows) areas.push_back(row.area);
        const auto closed = closed_rows(areas, request.report->area);
        PageData rows = page_list();
        for (std::size_t i = 0; i < found.rows.size(); ++i) {
            PageData row = page_object();
            row.set("first", found.rows[i].first.in(request.language));
            row.set("second", found.rows[i].second.in(request.language));
            row.set("hectares", closed[i].hectares);
            row.set("share", closed[i].share);
            row.set("result",
                    (found.rows[i].agrees ? Text{"一致", "agree"} : Text{"须核实", "to be verified"})
                        .in(request.language));
            rows << row;
        }
        entry.set("rows", rows);
        list << entry;
    }
    page.set("disagreements", list);
    page.set("has_disagreements", !request.report->check.disagreements.empty());
}

}  // namespace

PageData area_rows(const std::vector<std::string>& names, const std::vector<Area>& areas, Area whole) {
    const auto closed = closed_rows(areas, whole);
    PageData rows = page_list();
    for (std::size_t i = 0; i < names.size(); ++i) {
        PageData row = page_object();
        row.set("name", names[i]);
        row.set("m2", closed[i].m2);
        row.set("hectares", closed[i].hectares);
        row.set("mu", closed[i].mu);
        row.set("share", closed[i].share);
        rows << row;
    }
    return rows;
}

void add_current_use(const SiteReportRequest& request, PageData& page) {
    const model::SiteReport& report = *request.report;
    PageData tables = page_list(), sentences = page_list();
    for (const CheckResult& result : report.check.results) {
        if (result.rule.chapter != "current") continue;
        PageData entry = page_object();
        entry.set("title", result.rule.title.in(request.language));
        entry.set("sentence", result.sentence.in(request.language));
        entry.set("statement", statement_of(result, request.language));
        entry.set("layer",
                  layer_and_date(result.data_source.empty() ? "" : result.layer_title.in(request.language),
                                 result.data_date, request.language));
        entry.set("basis", result.rule.legal_basis);
        entry.set("known", result.state != model::CheckState::NotChecked);
        entry.set("alarm", result.verdict == model::Verdict::Conflicts || !result.wholly_checked());
        entry.set("state", model::state_words(result, report.area).in(request.language));
        PageData findings = page_list();
        for (const model::PartFinding& finding : result.part_findings) {
            PageData row = page_object();
            row.set("alarm", finding.verdict == model::Verdict::Conflicts);
            row.set("verdict", model::title_of(finding.verdict).in(request.language));
            row.set("sentence", finding.sentence.in(request.language));
            findings << row;
        }
        entry.set("findings", findings);
        entry.set("has_reason", result.unchecked > Area{});
        entry.set("reason", result.reason.in(request.language));
        if (is_table(result) && result.state != model::CheckState::NotChecked) {
            entry.set("parts", split_rows(result, request.language, report.area));
            entry.set("total_m2", m2_text(report.area));
            entry.set("total_ha", hectares_text(report.area));
            entry.set("total_mu", mu_text(report.area));
            tables << entry;
        } else {
            sentences << entry;
        }
    }
    page.set("current_tables", tables);
    page.set("current_sentences", sentences);
    page.set("has_balance", report.land.known);
    if (report.land.known) {
        const LandLedger ledger = land_ledger(report, request.catalogue->rules_of("site_report"));
        page.set("balance", balance_sentence(request, ledger));
        add_cross_table(request, ledger, page);
    }
    add_parcels(request, page);
    add_disagreements(request, page);
}

}  // namespace zonewright::report
