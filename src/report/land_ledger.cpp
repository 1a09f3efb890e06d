#include "report/land_ledger.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/printed_area.h"

namespace zonewright::report {
namespace {

using model::CheckResult;
using model::OwnedLand;

bool begins_with_any(const std::string& code, const model::PolicyRules& rules, const char* words) {
    const model::RuleValue* group = rules.find(words);
    return group != nullptr && std::any_of(group->words.begin(), group->words.end(),
                                           [&](const std::string& word) { return code.starts_with(word); });
}

std::size_t group_at(const std::string& code, const model::PolicyRules& rules) {
    constexpr std::array words{"agricultural_classes", "construction_classes", "unused_classes"};
    for (std::size_t i = 0; i < words.size(); ++i)
        if (begins_with_any(code, rules, words[i])) return i;
    return words.size();
}

std::size_t owner_at(const std::string& code, const model::PolicyRules& rules) {
    if (begins_with_any(code, rules, "state_ownership")) return 0;
    return begins_with_any(code, rules, "collective_ownership") ? 1 : 2;
}

const CheckResult* split_by(const model::SiteCheck& check, const char* field) {
    for (const CheckResult& result : check.results)
        if (result.rule.role == "land_use" && result.rule.breakdown_field == field && result.rule.where.empty() &&
            result.state != model::CheckState::NotChecked)
            return &result;
    return nullptr;
}

/// The printed rows of a table, added up by what their codes belong to; what is no part goes to the last.
template <std::size_t N, typename Place>
std::array<double, N> added_up(const CheckResult& result, Area outline, const Place& place) {
    const std::vector<SplitRow> rows = split_rows_of(result, outline);
    std::vector<Area> areas;
    areas.reserve(rows.size());
    for (const SplitRow& row : rows) areas.push_back(row.area);
    const auto closed = model::close_rows(areas).rows;
    std::array<double, N> sums{};
    for (std::size_t i = 0; i < rows.size(); ++i)
        sums[rows[i].kind == SplitRow::Kind::Part ? place(rows[i].part) : N - 1] += closed[i].hectares;
    for (double& sum : sums) sum = std::round(sum * 1e4) / 1e4;
    return sums;
}

template <std::size_t N>
std::array<double, N> closed_alone(const std::array<Area, N>& areas) {
    std::array<double, N> closed{};
    const auto rows = model::close_rows(areas).rows;
    for (std::size_t i = 0; i < N; ++i) closed[i] = rows[i].hectares;
    return closed;
}

std::array<Area, 4> groups_of(const OwnedLand& land) {
    return {land.agricultural, land.construction, land.unused, land.unclassed};
}

/// What of each owner is cultivated: no more than its printed agricultural land, and together what is printed.
void split_cultivated(const model::LandBalance& land, LandLedger& ledger) {
    const std::array<Area, 3> parts{land.of_state.cultivated, land.of_collective.cultivated, land.of_unknown.cultivated};
    double remaining = ledger.cultivated;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double wanted = i + 1 == parts.size() ? remaining : std::min(remaining, model::printed(parts[i]).hectares);
        ledger.cultivated_of[i] = std::min(wanted, ledger.cells[i][0]);
        remaining = std::round((remaining - ledger.cultivated_of[i]) * 1e4) / 1e4;
    }
    // A unit that the rounding of the owners left over goes to one that can hold it.
    for (std::size_t i = 0; i < parts.size() && remaining > 0; ++i) {
        const double more = std::min(remaining, ledger.cells[i][0] - ledger.cultivated_of[i]);
        if (parts[i] == Area{} || more <= 0) continue;
        ledger.cultivated_of[i] = std::round((ledger.cultivated_of[i] + more) * 1e4) / 1e4;
        remaining = std::round((remaining - more) * 1e4) / 1e4;
    }
}

}  // namespace

std::vector<SplitRow> split_rows_of(const CheckResult& result, Area outline) {
    std::vector<SplitRow> rows;
    Area stated;
    for (const auto& [part, area] : result.breakdown) {
        rows.push_back({SplitRow::Kind::Part, part, area});
        stated += area;
    }
    if (result.counted_twice > Area{}) {
        rows.push_back({SplitRow::Kind::CountedTwice, "", -result.counted_twice});
        stated += -result.counted_twice;
    }
    if (outline - stated > Area{}) rows.push_back({SplitRow::Kind::NotCovered, "", outline - stated});
    return rows;
}

Text name_of(const SplitRow& row, const model::CheckRule& rule) {
    if (row.kind == SplitRow::Kind::CountedTwice) return {"图斑相互重叠（只计一次）", "polygons overlap (counted once)"};
    if (row.kind == SplitRow::Kind::NotCovered) return {"图层未覆盖", "not covered by the layer"};
    if (row.part.empty()) return {"未注明", "not stated"};
    const Text title = rule.title_of_part(row.part);
    return title.zh == row.part ? title : Text(row.part + " ") + title;
}

LandLedger land_ledger(const model::SiteReport& report, const model::PolicyRules& rules) {
    const model::LandBalance& land = report.land;
    LandLedger ledger;
    const CheckResult *classes = split_by(report.check, "class_code"), *owned = split_by(report.check, "ownership");
    const auto group = [&](const std::string& code) { return group_at(code, rules); };
    const auto owner = [&](const std::string& code) { return owner_at(code, rules); };
    const auto cultivated = [&](const std::string& code) {
        return begins_with_any(code, rules, "cultivated_classes") ? std::size_t{0} : std::size_t{1};
    };
    ledger.groups = classes != nullptr ? added_up<4>(*classes, report.area, group)
                                       : closed_alone<4>({land.agricultural, land.construction, land.unused, land.unclassed});
    ledger.owners = owned != nullptr ? added_up<3>(*owned, report.area, owner)
                                     : closed_alone<3>({land.state, land.collective, land.ownership_unknown});
    ledger.cultivated =
        classes != nullptr ? added_up<2>(*classes, report.area, cultivated)[0] : model::printed(land.cultivated).hectares;
    std::vector<std::vector<Area>> cells;
    for (const OwnedLand* line : {&land.of_state, &land.of_collective, &land.of_unknown}) {
        const auto groups = groups_of(*line);
        cells.emplace_back(groups.begin(), groups.end());
    }
    // Without a layer of ownership nothing was crossed: all of it is of an owner that is not stated.
    if (owned == nullptr) cells[2] = {land.agricultural, land.construction, land.unused, land.unclassed};
    ledger.cells = model::close_cross(cells, ledger.owners, ledger.groups);
    split_cultivated(land, ledger);
    return ledger;
}

}  // namespace zonewright::report
