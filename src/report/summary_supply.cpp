// Net supply on the summary page: waterfall, classes, sizes, towns.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "model/printed_waterfall.h"
#include "model/supply_groups.h"
#include "model/town.h"
#include "report/summary_sections.h"

namespace zonewright::report {
namespace {

using model::SupplyGroup;

double share_of(Area part, Area whole) {
    return whole.cm2 == 0 ? 0 : static_cast<double>(part.cm2) / static_cast<double>(whole.cm2);
}

/// Why a step is taken off, or why it could not be checked.
std::string note_of(const SummaryRequest& request, const model::PrintedStep& printed) {
    for (const model::DeductionStep& step : request.run->supply->steps)
        if (step.constraint_id == printed.id && step.checked) return step.legal_basis;
    return printed.unchecked_reason.in(request.language);
}

PageData table_row(const std::string& label, const model::PrintedArea& area, const char* kind) {
    PageData row = page_object();
    row.set("label", label);
    row.set("m2", with_thousands(area.exact.m2(), 2));
    row.set("hectares", with_thousands(area.hectares, 4));
    row.set("offered_hectares", std::string());
    row.set("mu", with_thousands(area.mu, 2));
    // Each kind is set: a name that a row lacks would be looked up on the page, which lists what is
    // unchecked.
    for (const std::string_view one : {"total", "part", "unchecked"}) row.set(std::string(one), one == kind);
    return row;
}

/// A bar of the chart; shares are of its width.
PageData bar(double row, double from_share, double to_share, const std::string& label,
             const std::string& value, std::string_view kind) {
    constexpr double bars_left = 250, width = 420, row_height = 26;
    PageData data = page_object();
    data.set("y", fmt::format("{:.1f}", row * row_height + 6));
    data.set("text_y", fmt::format("{:.1f}", row * row_height + 20));
    data.set("x", fmt::format("{:.2f}", bars_left + width * from_share));
    data.set("value_x", fmt::format("{:.2f}", bars_left + width * std::max(from_share, to_share) + 6));
    data.set("w", fmt::format("{:.2f}", std::max(width * (to_share - from_share), 0.6)));
    data.set("label", label);
    data.set("value", value);
    for (const std::string_view one : {"gross", "taken", "unchecked", "net", "offered", "stock"})
        data.set(std::string(one), one == kind);
    return data;
}

/// Rows of a table by class, size or town with closed columns and bars by share of the largest.
PageData group_rows(const std::vector<SupplyGroup>& groups,
                    const std::function<std::string(const std::string&)>& title) {
    Area gross, net, offered, largest;
    int parcels = 0;
    for (const SupplyGroup& group : groups) {
        gross += group.gross, net += group.net.exact, offered += group.offered.exact;
        parcels += group.parcel_count;
        largest = std::max(largest, group.offered.exact);
    }
    const auto row_of = [](PageData row, int parcel_count, Area gross_area,
                           const model::PrintedArea& on_offer, double share) {
        row.set("parcels", with_thousands(parcel_count, 0));
        row.set("gross_hectares", with_thousands(gross_area.hectares(), 2));
        row.set("offered_hectares", with_thousands(on_offer.hectares, 4));
        row.set("share", fmt::format("{:.1f}", 100 * share));
        return row;
    };
    PageData rows = page_list();
    for (const SupplyGroup& group : groups)
        rows << row_of(table_row(title(group.id), group.net, "part"), group.parcel_count, group.gross,
                       group.offered, share_of(group.offered.exact, largest));
    rows << row_of(table_row("", model::printed(net), "total"), parcels, gross, model::printed(offered), 0);
    return rows;
}

/// The codes of a field of parcels in the order of its legend.
std::vector<std::string> codes_of(const SummaryRequest& request, const std::string& field) {
    std::vector<std::string> codes;
    const model::LayerStyle* style = request.styles->find("parcel");
    if (style == nullptr || !style->words.contains(field)) return codes;
    for (const auto& [code, title] : style->words.at(field)) codes.push_back(code);
    return codes;
}

/// In the order of the legend; codes without one last.
std::vector<SupplyGroup> in_order_of_legend(std::vector<SupplyGroup> groups,
                                            const std::vector<std::string>& codes) {
    std::ranges::stable_sort(groups, std::less{}, [&](const SupplyGroup& group) {
        return std::ranges::find(codes, group.id) - codes.begin();
    });
    return groups;
}

}  // namespace

void add_waterfall(const SummaryRequest& request, PageData& page) {
    const auto steps = model::printed_waterfall(*request.run->supply, "");
    const Area gross = steps.empty() ? Area{} : steps.front().area;
    const std::string unchecked = Text{"未核查", "not checked"}.in(request.language);
    const auto hectares = [](Area area) { return with_thousands(area.hectares(), 2); };
    PageData rows = page_list(), bars = page_list();
    Area level = gross, largest;
    for (std::size_t i = 1; i + 1 < steps.size(); ++i) largest = std::max(largest, steps[i].area);
    constexpr double longest = 0.6;  ///< of the width: the scale of the deductions
    std::size_t drawn = 0;
    for (const model::PrintedStep& step : steps) {
        const bool whole = step.id == "gross" || step.id == "net";
        const std::string label = step.title.in(request.language);
        PageData row = table_row(label, {step.area, step.hectares, step.mu},
                                 whole ? "total" : (step.checked ? "part" : "unchecked"));
        row.set("note", whole ? std::string() : note_of(request, step));
        row.set("minus", !whole && step.area.cm2 > 0);
        rows << row;
        if (whole) {
            bars << bar(static_cast<double>(drawn++), 0, share_of(step.area, gross), label,
                        hectares(step.area), step.id.c_str());
            continue;
        }
        // A step that took nothing stands in the table; in the chart it would be an empty line.
        if (step.checked && step.area.cm2 == 0) continue;
        bars << bar(static_cast<double>(drawn++), 0, longest * share_of(step.area, largest), label,
                    step.checked ? "−" + hectares(step.area) : unchecked,
                    step.checked ? "taken" : "unchecked");
        level -= step.area;
    }
    const Area net = steps.empty() ? Area{} : steps.back().area;
    const auto title = [&](const std::string& id) {
        const std::string words = title_of(request, "parcel", "supply_class", id);
        return Text{words, words};
    };
    for (const model::PrintedStep& step : model::printed_net_split(*request.run->supply, "", title)) {
        const bool on_offer = step.id == "offered";
        const std::string label = step.title.in(request.language);
        PageData row = table_row(label, {step.area, step.hectares, step.mu}, on_offer ? "total" : "part");
        row.set("minus", false);
        rows << row;
        bars << bar(static_cast<double>(drawn++), 0, share_of(step.area, gross), label, hectares(step.area),
                    on_offer ? "offered" : "stock");
    }
    page.set("waterfall_rows", rows);
    page.set("waterfall_bars", bars);
    page.set("waterfall_height", std::to_string(26 * drawn + 8));
    page.set("largest_deduction", hectares(largest));
    page.set("waterfall_closes", level == net);
    page.set("waterfall_difference", with_thousands((level - net).m2(), 2));
}

void add_supply_tables(const SummaryRequest& request, PageData& page) {
    const model::SupplyStatement& supply = *request.run->supply;
    const auto table = [&](const std::string& field, const auto& group) {
        return group_rows(in_order_of_legend(model::supply_groups(supply, group), codes_of(request, field)),
                          [&](const std::string& code) { return title_of(request, "parcel", field, code); });
    };
    page.set("class_rows", table("supply_class", [](const auto& parcel) { return parcel.supply_class; }));
    page.set("size_rows", table("size_class", [](const auto& parcel) { return parcel.size_class; }));
    auto towns = model::supply_by_town(supply, request.run->parcels);
    std::ranges::stable_sort(towns, std::greater{},
                             [](const SupplyGroup& town) { return town.offered.exact; });
    page.set("town_rows", group_rows(towns, [&](const std::string& code) {
                 return model::town_name(code, *request.run->plan).in(request.language);
             }));
}

}  // namespace zonewright::report
