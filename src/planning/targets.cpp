#include "planning/targets.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace zonewright::planning {
namespace {

using Years = std::map<int, double>;

Years years_of(std::span<const StatedFigure> figures, std::size_t target, const std::string& town) {
    Years years;
    for (const StatedFigure& figure : figures)
        if (figure.target == target && figure.town == town) years.emplace(figure.year, figure.value);
    return years;
}

bool wants_less(const model::Target& target) {
    return target.comparison.starts_with("<");
}

bool meets(const model::Target& target, double value) {
    if (target.comparison == ">") return value > target.value;
    if (target.comparison == "<") return value < target.value;
    return wants_less(target) ? value <= target.value : value >= target.value;
}

double gap_to(const model::Target& target, double value) {
    if (meets(target, value)) return 0;
    return std::abs(target.value - value);
}

/// Is a pace at least the one needed, on the side the target lies?
bool is_enough(const model::Target& target, double pace, double needed) {
    return wants_less(target) ? pace <= needed : pace >= needed;
}

double compound(double from, double to, int years) {
    return 100 * (std::pow(to / from, 1.0 / years) - 1);
}

void measure_level(const model::Target& target, TargetProgress& row) {
    const int passed = row.last_year - row.first_year, left = target.year - row.last_year;
    const bool grows = row.kind == TargetKind::Sum && row.first > 0 && row.last > 0;
    if (passed > 0) {
        row.pace = (row.last - row.first) / passed;
        if (grows) row.growth = compound(row.first, row.last, passed);
    }
    if (!row.town.empty()) return;
    row.gap = gap_to(target, row.last);
    if (left <= 0 || meets(target, row.last)) return;
    row.pace_needed = (target.value - row.last) / left;
    if (row.kind == TargetKind::Sum && row.last > 0) row.growth_needed = compound(row.last, target.value, left);
}

void measure_average(const model::Target& target, const Years& years, TargetProgress& row) {
    double product = 1;
    for (const auto& [year, growth] : years) product *= 1 + growth / 100;
    const int stated = static_cast<int>(years.size()), left = target.year - row.last_year;
    row.average = product > 0 ? 100 * (std::pow(product, 1.0 / stated) - 1) : -100;
    row.pace = row.average;
    if (!row.town.empty()) return;
    row.gap = gap_to(target, *row.average);
    if (left <= 0 || product <= 0) return;
    const double whole = std::pow(1 + target.value / 100, target.year - row.first_year + 1);
    row.pace_needed = 100 * (std::pow(whole / product, 1.0 / left) - 1);
}

TargetState state_of(const model::Target& target, const TargetProgress& row) {
    if (row.last_year == 0) return TargetState::NotStated;
    const bool is_over = row.last_year >= target.year;
    if (meets(target, row.average.value_or(row.last)) && (is_over || row.kind != TargetKind::Average)) return TargetState::Met;
    if (is_over) return TargetState::Missed;
    if (!row.pace || !row.pace_needed) return TargetState::PaceUnknown;
    return is_enough(target, *row.pace, *row.pace_needed) ? TargetState::OnTrack : TargetState::Behind;
}

TargetProgress progress_of(const TargetRow& asked, std::size_t position, const std::string& town,
                           std::span<const StatedFigure> figures) {
    TargetProgress row{.target = position, .town = town, .kind = asked.kind};
    const Years years = years_of(figures, position, town);
    if (years.empty()) return row;
    row.first_year = years.begin()->first, row.first = years.begin()->second;
    row.last_year = years.rbegin()->first, row.last = years.rbegin()->second;
    if (asked.kind == TargetKind::Average)
        measure_average(asked.target, years, row);
    else
        measure_level(asked.target, row);
    if (town.empty()) row.state = state_of(asked.target, row);
    return row;
}

std::vector<std::string> towns_in(std::span<const StatedFigure> figures, std::size_t target) {
    std::vector<std::string> towns;
    for (const StatedFigure& figure : figures)
        if (figure.target == target && !figure.town.empty() && std::ranges::find(towns, figure.town) == towns.end())
            towns.push_back(figure.town);
    return towns;
}

std::optional<double> share_of_city(std::span<const StatedFigure> figures, const TargetProgress& row) {
    const Years town = years_of(figures, row.target, row.town), city = years_of(figures, row.target, {});
    for (auto year = town.rbegin(); year != town.rend(); ++year)
        if (const auto whole = city.find(year->first); whole != city.end() && whole->second > 0)
            return year->second / whole->second;
    return std::nullopt;
}

}  // namespace

std::vector<TargetProgress> target_progress(std::span<const TargetRow> targets, std::span<const StatedFigure> figures) {
    std::vector<TargetProgress> rows;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        rows.push_back(progress_of(targets[t], t, {}, figures));
        for (const std::string& town : towns_in(figures, t)) {
            rows.push_back(progress_of(targets[t], t, town, figures));
            if (targets[t].kind == TargetKind::Sum) rows.back().share_of_city = share_of_city(figures, rows.back());
        }
    }
    return rows;
}

std::optional<int> year_missing(std::span<const StatedFigure> figures, std::size_t target, const std::string& town) {
    const Years years = years_of(figures, target, town);
    if (years.empty()) return std::nullopt;
    for (int year = years.begin()->first; year < years.rbegin()->first; ++year)
        if (!years.contains(year)) return year;
    return std::nullopt;
}

std::optional<TownSum> sum_of_towns(std::span<const StatedFigure> figures, std::size_t target) {
    const Years city = years_of(figures, target, {});
    std::optional<TownSum> found;
    for (auto year = city.rbegin(); year != city.rend() && !found; ++year) {
        TownSum sum{.year = year->first, .city = year->second};
        for (const StatedFigure& figure : figures)
            if (figure.target == target && !figure.town.empty() && figure.year == sum.year)
                ++sum.towns, sum.sum += figure.value;
        if (sum.towns > 0) found = sum;
    }
    return found;
}

}  // namespace zonewright::planning
