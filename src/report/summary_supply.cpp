// Net supply on the summary page: waterfall, classes, sizes, towns.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "model/printed_area.h"
#include "model/town.h"
#include "report/summary_sections.h"

namespace zonewright::report {
namespace {

using model::WaterfallRow;

struct Step {
    std::string label;
    Area area;
    bool checked = true;
    std::string note;
};

const WaterfallRow* find_row(const SummaryRequest& request, const std::string& town,
                             const std::string& supply_class, const std::string& size,
                             const std::string& step) {
    for (const WaterfallRow& row : request.run->supply->rows)
        if (row.town_code == town && row.supply_class == supply_class && row.size_class == size &&
            row.step == step)
            return &row;
    return nullptr;
}

Area area_of(const WaterfallRow* row) {
    return row == nullptr ? Area{} : row->area;
}

std::vector<Step> city_deductions(const SummaryRequest& request) {
    std::vector<Step> steps;
    for (const model::DeductionStep& step : request.run->supply->steps)
        steps.push_back({step.title.in(request.language),
                         area_of(find_row(request, "", "", "", step.constraint_id)), step.checked,
                         step.checked ? step.legal_basis : step.unchecked_reason.in(request.language)});
    return steps;
}

PageData table_row(const std::string& label, const model::PrintedArea& area, const char* kind) {
    PageData row = page_object();
    row.set("label", label);
    row.set("m2", with_thousands(area.exact.m2(), 2));
    row.set("hectares", with_thousands(area.hectares, 4));
    row.set("mu", with_thousands(area.mu, 2));
    row.set(kind, true);
    return row;
}

/// Bars of the chart hang from the level that the deductions before them left.
PageData bar(double row, double from_share, double to_share, const std::string& label,
             const std::string& value, const char* kind) {
    constexpr double left = 210, width = 470, row_height = 26;
    PageData data = page_object();
    data.set("y", fmt::format("{:.1f}", row * row_height + 6));
    data.set("text_y", fmt::format("{:.1f}", row * row_height + 20));
    data.set("line_y", fmt::format("{:.1f}", row * row_height + 6 + row_height));
    data.set("x", fmt::format("{:.2f}", left + width * from_share));
    data.set("end_x", fmt::format("{:.2f}", left + width * from_share));
    data.set("value_x", fmt::format("{:.2f}", left + width * std::max(from_share, to_share) + 6));
    data.set("w", fmt::format("{:.2f}", std::max(width * (to_share - from_share), 0.6)));
    data.set("label", label);
    data.set("value", value);
    data.set(kind, true);
    return data;
}

struct Group {
    std::string code;
    Area gross, net;
    std::size_t parcels = 0;
};

/// Rows of a table by class, size or town with closed columns and bars by share of the largest.
PageData group_rows(const std::vector<Group>& groups,
                    const std::function<std::string(const std::string&)>& title) {
    std::vector<Area> nets;
    Area gross, largest;
    std::size_t parcels = 0;
    for (const Group& group : groups) {
        nets.push_back(group.net);
        gross += group.gross;
        parcels += group.parcels;
        largest = std::max(largest, group.net);
    }
    const model::PrintedRows closed = model::close_rows(nets);
    PageData rows = page_list();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        PageData row = table_row(title(groups[i].code), closed.rows[i], "part");
        row.set("parcels", with_thousands(static_cast<double>(groups[i].parcels), 0));
        row.set("gross_hectares", with_thousands(groups[i].gross.hectares(), 2));
        row.set("share",
                fmt::format("{:.1f}", largest.cm2 == 0 ? 0
                                                       : 100.0 * static_cast<double>(groups[i].net.cm2) /
                                                             static_cast<double>(largest.cm2)));
        rows << row;
    }
    PageData total = table_row("", closed.total, "total");
    total.set("parcels", with_thousands(static_cast<double>(parcels), 0));
    total.set("gross_hectares", with_thousands(gross.hectares(), 2));
    total.set("share", "0");
    rows << total;
    return rows;
}

/// Parcels by a key; in the order of `order`, then by key.
std::vector<Group> grouped(const SummaryRequest& request, const std::vector<std::string>& order,
                           const std::function<std::string(const model::ParcelSupply&)>& key) {
    std::map<std::string, Group> groups;
    for (const model::ParcelSupply& parcel : request.run->supply->parcels) {
        Group& group = groups[key(parcel)];
        group.gross += parcel.gross;
        group.net += parcel.net;
        ++group.parcels;
    }
    std::vector<Group> sorted;
    const auto take = [&](const std::string& code) {
        const auto found = groups.find(code);
        if (found == groups.end()) return;
        found->second.code = code;
        sorted.push_back(found->second);
        groups.erase(found);
    };
    for (const std::string& code : order) take(code);
    while (!groups.empty()) take(groups.begin()->first);
    return sorted;
}

std::vector<std::string> codes_of(const SummaryRequest& request, const std::string& field) {
    std::vector<std::string> codes;
    const model::LayerStyle* style = request.styles->find("parcel");
    if (style == nullptr || !style->words.contains(field)) return codes;
    for (const auto& [code, title] : style->words.at(field)) codes.push_back(code);
    return codes;
}

}  // namespace

void add_waterfall(const SummaryRequest& request, PageData& page) {
    const Area gross = area_of(find_row(request, "", "", "", "gross")),
               net = area_of(find_row(request, "", "", "", "net"));
    const std::vector<Step> steps = city_deductions(request);
    std::vector<Area> parts;
    for (const Step& step : steps) parts.push_back(step.area);
    const model::PrintedWaterfall closed = model::close_waterfall(gross, parts);
    const auto share = [&](Area area) {
        return gross.cm2 == 0 ? 0 : static_cast<double>(area.cm2) / static_cast<double>(gross.cm2);
    };
    const auto hectares = [](Area area) { return with_thousands(area.hectares(), 2); };
    const std::string unchecked = request.language == Language::Zh ? "未核查" : "not checked";
    const Text gross_title{"毛面积", "gross"}, net_title{"净供应", "net supply"};

    PageData rows = page_list(), bars = page_list();
    rows << table_row(gross_title.in(request.language), closed.gross, "total");
    bars << bar(0, 0, 1, gross_title.in(request.language), hectares(gross), "gross");
    Area level = gross;
    std::size_t drawn = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
        PageData row =
            table_row(steps[k].label, closed.deductions[k], steps[k].checked ? "part" : "unchecked");
        row.set("note", steps[k].note);
        row.set("minus", steps[k].area.cm2 > 0);
        rows << row;
        // A step that took nothing stands in the table; in the chart it would be an empty line.
        if (steps[k].checked && steps[k].area.cm2 == 0) continue;
        const Area next = level - steps[k].area;
        bars << bar(static_cast<double>(++drawn), share(next), share(level), steps[k].label,
                    steps[k].checked ? "−" + hectares(steps[k].area) : unchecked,
                    steps[k].checked ? "taken" : "unchecked");
        level = next;
    }
    rows << table_row(net_title.in(request.language), model::printed(net), "total");
    bars << bar(static_cast<double>(++drawn), 0, share(net), net_title.in(request.language), hectares(net),
                "net");
    page.set("waterfall_rows", rows);
    page.set("waterfall_bars", bars);
    page.set("waterfall_height", std::to_string(26 * (drawn + 1) + 8));
    page.set("waterfall_closes", level == net);
    page.set("waterfall_difference", with_thousands((level - net).m2(), 2));
}

void add_supply_tables(const SummaryRequest& request, PageData& page) {
    const auto& parcels = request.run->parcels;
    const auto title = [&](const std::string& field) {
        return
            [&request, field](const std::string& code) { return title_of(request, "parcel", field, code); };
    };
    page.set("class_rows", group_rows(grouped(request, codes_of(request, "supply_class"),
                                              [](const auto& p) { return p.supply_class; }),
                                      title("supply_class")));
    page.set("size_rows", group_rows(grouped(request, codes_of(request, "size_class"),
                                             [](const auto& p) { return p.size_class; }),
                                     title("size_class")));
    const auto town = [&](const std::string& code) {
        const Text name =
            code.empty() ? Text{"未注明", "not stated"} : model::town_name(code, *request.run->plan);
        return name.in(request.language);
    };
    auto towns = grouped(request, {}, [&](const auto& p) { return parcels[p.parcel.index()].town_code; });
    std::ranges::stable_sort(towns, std::greater{}, &Group::net);
    page.set("town_rows", group_rows(towns, town));
}

}  // namespace zonewright::report
