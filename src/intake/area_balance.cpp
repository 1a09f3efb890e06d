#include "intake/area_balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"
#include "io/vector_io.h"

namespace zonewright::intake {
namespace {

constexpr std::int64_t unit_cm2 = 100;  // 0.01 m²
constexpr std::size_t names_shown = 5;

struct AreaColumn {
    const char* name;
    double m2;
};

/// Titles of the column of areas, with the unit they mean.
constexpr auto area_columns = std::to_array<AreaColumn>({
    {"area_m2", 1},
    {"控制面积", 1},
    {"控制面积(平方米)", 1},
    {"控制面积（平方米）", 1},
    {"DCMJ", 1},
    {"area_km2", 1e6},
    {"控制面积(平方公里)", 1e6},
    {"控制面积（平方公里）", 1e6},
    {"area_ha", 1e4},
    {"控制面积(公顷)", 1e4},
    {"控制面积（公顷）", 1e4},
    {"area_mu", square_metres_per_mu},
    {"控制面积(亩)", square_metres_per_mu},
    {"控制面积（亩）", square_metres_per_mu}});

std::optional<std::size_t> field_of(const model::FeatureTable& table,
                                    std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto position = table.find_field(name)) return position;
    return std::nullopt;
}

[[noreturn]] void reject(const std::filesystem::path& path, const Text& where, Text value, Text expected) {
    throw InputError({.thing = path.string() + where,
                      .value = std::move(value),
                      .expected = std::move(expected),
                      .advice = both("列：代码、名称、控制面积（单位写在列名中）",
                                     "columns: code, name, area with its unit in the title")});
}

std::pair<std::size_t, double> area_column(const model::FeatureTable& table,
                                           const std::filesystem::path& path) {
    for (const AreaColumn& column : area_columns)
        if (const auto position = table.find_field(column.name)) return {*position, column.m2};
    std::vector<std::string> present;
    for (const model::Field& field : table.fields) present.push_back(field.name);
    reject(path, "", joined(present), "area_m2, area_km2, area_ha, area_mu, 控制面积(平方米)");
}

/// Which of the totals each feature belongs to most closely.
std::vector<std::optional<std::size_t>> owners_of(const model::FeatureTable& table,
                                                  const std::vector<ControlTotal>& totals) {
    const auto code = field_of(table, {"location_code", "town_code", "code"});
    const bool coded =
        std::any_of(totals.begin(), totals.end(), [](const ControlTotal& t) { return !t.code.empty(); });
    if (coded && !code)
        throw InputError(
            {.thing = table.name,
             .value = both("没有代码字段", "no field of codes"),
             .expected = "location_code, town_code, code",
             .advice = both("用 --field location_code=字段名 指定", "name it with --field location_code=…")});
    std::vector<std::optional<std::size_t>> owners(table.features.size());
    for (std::size_t i = 0; i < owners.size(); ++i) {
        const std::string own = code ? model::text_of(table.features[i].values[*code]) : std::string{};
        for (std::size_t t = 0; t < totals.size(); ++t)
            if (own.starts_with(totals[t].code) &&
                (!owners[i] || totals[t].code.size() > totals[*owners[i]].code.size()))
                owners[i] = t;
    }
    return owners;
}

bool lies_below(const ControlTotal& lower, const ControlTotal& upper) {
    return lower.code.size() > upper.code.size() && lower.code.starts_with(upper.code);
}

/// The sum of the totals directly below one; nothing when there are none.
std::optional<Area> sum_below(const AreaBalance& balance, const ControlTotal& upper) {
    std::optional<Area> sum;
    for (const ControlBalance& lower : balance.controls) {
        if (!lies_below(lower.control, upper)) continue;
        const bool direct = std::none_of(
            balance.controls.begin(), balance.controls.end(), [&](const ControlBalance& between) {
                return lies_below(lower.control, between.control) && lies_below(between.control, upper);
            });
        if (direct) sum = sum.value_or(Area{}) + lower.control.area;
    }
    return sum;
}

std::string called(const ControlTotal& control) {
    if (control.name.empty()) return control.code.empty() ? std::string("all") : control.code;
    return control.code.empty() ? control.name : control.name + " " + control.code;
}

void report_control(const ControlBalance& balance, const Tolerances& tolerances,
                    const Inspection& inspection) {
    const Area difference = balance.computed - balance.control.area;
    const double share = difference.m2() / std::max(1.0, balance.control.area.m2());
    const bool beyond = std::abs(share) > tolerances.recorded_area_share;
    inspection.find(
        "control_total", beyond ? model::Severity::Warning : model::Severity::Notice, called(balance.control),
        {fmt::format("{} 个要素椭球面积合计 {:.2f} m²，控制面积 {:.2f} m²，差 {:+.2f} m²（{:+.1f} ppm）",
                     balance.features, balance.computed.m2(), balance.control.area.m2(), difference.m2(),
                     share * 1e6),
         fmt::format("{} features, statutory {:.2f} m² together, control {:.2f} m², difference {:+.2f} "
                     "m² ({:+.1f} ppm)",
                     balance.features, balance.computed.m2(), balance.control.area.m2(), difference.m2(),
                     share * 1e6)},
        beyond ? Text{"核对范围、控制面积的口径和单位", "check the extent, and what the total means"}
               : Text{"平差台账已把差额分配到要素", "the ledger of adjustment distributes the difference"},
        {}, std::abs(difference.m2()));
}

}  // namespace

std::vector<ControlTotal> read_control_totals(const std::filesystem::path& path) {
    const model::FeatureTable table = io::read_layer({.path = path}, Progress{});
    const auto code = field_of(table, {"code", "代码", "行政区代码", "XZQDM", "ZLDWDM", "坐落单位代码"}),
               name = field_of(table, {"name", "名称", "行政区名称", "XZQMC", "ZLDWMC"});
    const auto [area, unit] = area_column(table, path);
    std::vector<ControlTotal> totals;
    std::set<std::string> codes;
    for (const model::Feature& row : table.features) {
        ControlTotal total{.code = code ? model::text_of(row.values[*code]) : std::string{},
                           .name = name ? model::text_of(row.values[*name]) : std::string{}};
        const Text where = both("，第 {} 行", ", row {}", totals.size() + 1);
        const auto number = model::number_of(row.values[area]);
        if (!number || !(*number > 0) || !std::isfinite(*number))
            reject(path, where, model::text_of(row.values[area]), both("正的面积", "a positive area"));
        if (!codes.insert(total.code).second)
            reject(path, where, total.code, both("代码不重复", "each code once"));
        total.area = Area::from_m2(*number * unit);
        totals.push_back(std::move(total));
    }
    if (totals.empty())
        reject(path, "", both("没有记录", "no rows"), both("至少一个控制面积", "one total at least"));
    return totals;
}

std::vector<Area> adjusted_to(const std::vector<Area>& parts, Area total) {
    std::vector<Area> adjusted(parts.size());
    const std::int64_t sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                                             [](std::int64_t s, Area a) { return s + a.cm2 / unit_cm2; });
    if (sum <= 0) return adjusted;
    const std::int64_t wanted = total.cm2 / unit_cm2;
    std::int64_t left = wanted;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto units =
            static_cast<std::int64_t>(static_cast<__int128>(parts[i].cm2 / unit_cm2) * wanted / sum);
        adjusted[i].cm2 = units * unit_cm2;
        left -= units;
    }
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return parts[a].cm2 > parts[b].cm2; });
    for (std::size_t i = 0; left > 0; --left, ++i) adjusted[order[i]].cm2 += unit_cm2;
    return adjusted;
}

AreaBalance balance_areas(const model::FeatureTable& table, const std::vector<ControlTotal>& totals,
                          const geom::StatutoryArea& area) {
    AreaBalance balance;
    for (const ControlTotal& total : totals) balance.controls.push_back({.control = total});
    const auto owners = owners_of(table, totals);
    for (std::size_t i = 0; i < owners.size(); ++i) {
        if (!owners[i]) {
            balance.unclaimed.push_back(i);
            continue;
        }
        const Area computed = area.of(table.features[i].geometry);
        balance.controls[*owners[i]].adjusted.push_back({i, computed, {}});
        for (ControlBalance& control : balance.controls) {
            const bool own = &control == &balance.controls[*owners[i]];
            if (!own && !lies_below(totals[*owners[i]], control.control)) continue;
            control.computed += computed;
            ++control.features;
        }
    }
    for (ControlBalance& control : balance.controls) {
        // Features that lie in no control below this one share what those leave of it.
        const Area total = control.control.area - sum_below(balance, control.control).value_or(Area{});
        std::vector<Area> parts;
        for (const AdjustedFeature& feature : control.adjusted) parts.push_back(feature.computed);
        const std::vector<Area> adjusted = adjusted_to(parts, std::max(total, Area{}));
        for (std::size_t i = 0; i < adjusted.size(); ++i) control.adjusted[i].adjusted = adjusted[i];
    }
    return balance;
}

void report_balance(const AreaBalance& balance, const model::FeatureTable& table,
                    const Tolerances& tolerances, const Inspection& inspection) {
    for (const ControlBalance& control : balance.controls) {
        report_control(control, tolerances, inspection);
        const auto below = sum_below(balance, control.control);
        if (!below || *below == control.control.area || !control.adjusted.empty()) continue;
        inspection.find(
            "control_totals_disagree", model::Severity::Error, called(control.control),
            {fmt::format("下级控制面积合计 {:.2f} m²，本级 {:.2f} m²，差 {:+.2f} m²", below->m2(),
                         control.control.area.m2(), (*below - control.control.area).m2()),
             fmt::format("the totals below add up to {:.2f} m², this one is {:.2f} m², difference {:+.2f} m²",
                         below->m2(), control.control.area.m2(), (*below - control.control.area).m2())},
            {"以上级控制面积为准修正下级", "correct the lower totals to the upper one"});
    }
    if (balance.unclaimed.empty()) return;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(names_shown, balance.unclaimed.size()); ++i)
        names.push_back(name_of(table, table.features[balance.unclaimed[i]]));
    inspection.find("no_control_total", model::Severity::Error, joined(names),
                    {fmt::format("{} 个要素的代码不属于任何控制面积", balance.unclaimed.size()),
                     fmt::format("{} features have codes of no control total", balance.unclaimed.size())},
                    {"补上控制面积，或修正代码", "add the total, or correct the codes"});
}

}  // namespace zonewright::intake
