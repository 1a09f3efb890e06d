#include "supply/waterfall_rows.h"

#include <map>
#include <tuple>

#include "base/errors.h"
#include "supply/net_supply.h"

namespace zonewright::supply {
namespace {

using model::ParcelSupply;
using model::SupplyStatement;
using model::WaterfallRow;

using GroupKey = std::tuple<std::string, std::string, std::string>;  ///< town, class, size; empty: all

/// gross, taken by each step, net
using Column = std::vector<Area>;

void add(Column& column, const ParcelSupply& supply) {
    column.resize(supply.taken.size() + 2);
    column.front() += supply.gross;
    for (std::size_t k = 0; k < supply.taken.size(); ++k) column[k + 1] += supply.taken[k];
    column.back() += supply.net;
}

std::string town_key(const model::Parcel& parcel) {
    return parcel.town_code.empty() ? std::string(model::no_town) : parcel.town_code;
}

std::map<GroupKey, Column> groups_of(const SupplyStatement& statement,
                                     const std::vector<model::Parcel>& parcels) {
    std::map<GroupKey, Column> groups;
    groups[{}].resize(statement.steps.size() + 2);
    for (const ParcelSupply& supply : statement.parcels) {
        const std::string town = town_key(parcels[supply.parcel.index()]);
        for (int totals = 0; totals < 8; ++totals)
            add(groups[{totals & 1 ? "" : town, totals & 2 ? "" : supply.supply_class,
                        totals & 4 ? "" : supply.size_class}],
                supply);
    }
    return groups;
}

[[noreturn]] void does_not_close(const Text& what, Area gross, Area sum) {
    throw InternalError({.thing = what,
                         .value = fmt::format("{:.4f}", sum.m2()),
                         .expected = fmt::format("{:.4f}", gross.m2()),
                         .advice = both("净供给瀑布不闭合，请报告此错误",
                                        "the waterfall does not close: please report this")});
}

void check_parcel(const ParcelSupply& supply, const model::Parcel& parcel) {
    Area sum = supply.net;
    bool negative = supply.net.cm2 < 0;
    for (Area taken : supply.taken) {
        sum += taken;
        negative = negative || taken.cm2 < 0;
    }
    if (sum != supply.gross || negative)
        does_not_close(both("地块 {}", "parcel {}", parcel.id), supply.gross, sum);
}

/// Reads the rows as they will be published and adds them up again.
void check_rows(const SupplyStatement& statement) {
    std::map<GroupKey, std::pair<Area, Area>> gross_and_rest;
    for (const WaterfallRow& row : statement.rows) {
        auto& [gross, rest] = gross_and_rest[{row.town_code, row.supply_class, row.size_class}];
        (row.step == "gross" ? gross : rest) += row.area;
    }
    std::map<std::string, Area> city, towns;
    for (const auto& [key, sums] : gross_and_rest)
        if (sums.first != sums.second)
            does_not_close(fmt::format("{}/{}/{}", std::get<0>(key), std::get<1>(key), std::get<2>(key)),
                           sums.first, sums.second);
    for (const WaterfallRow& row : statement.rows)
        if (row.supply_class.empty() && row.size_class.empty())
            (row.town_code.empty() ? city : towns)[row.step] += row.area;
    for (const auto& [step, area] : city)
        if (towns[step] != area && !statement.parcels.empty()) does_not_close(step, area, towns[step]);
}

}  // namespace

std::vector<WaterfallRow> waterfall_rows(const SupplyStatement& statement,
                                         const std::vector<model::Parcel>& parcels) {
    std::vector<WaterfallRow> rows;
    for (const auto& [key, column] : groups_of(statement, parcels)) {
        const auto row = [&, &group = key](const std::string& step, Area area, bool checked) {
            const auto& [town, supply_class, size] = group;
            rows.push_back({town, supply_class, size, step, area, checked});
        };
        row("gross", column.front(), true);
        for (std::size_t k = 0; k < statement.steps.size(); ++k)
            row(statement.steps[k].constraint_id, column[k + 1], statement.steps[k].checked);
        row("net", column.back(), true);
    }
    return rows;
}

void check_closing(const SupplyStatement& statement, const std::vector<model::Parcel>& parcels) {
    for (const ParcelSupply& supply : statement.parcels) check_parcel(supply, parcels[supply.parcel.index()]);
    check_rows(statement);
}

}  // namespace zonewright::supply
