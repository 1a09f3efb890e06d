#include "suitability/double_evaluation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/errors.h"
#include "base/language.h"
#include "base/parallel.h"
#include "base/units.h"
#include "raster/labelling.h"

namespace zonewright::suitability {
namespace {

std::array<double, 4> numbers(const model::PolicyRules& rules, const std::string& stem) {
    std::array<double, 4> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = rules.number(stem + "_" + std::to_string(i + 1));
    return values;
}

int whole(const model::PolicyRules& rules, const std::string& key) {
    return static_cast<int>(std::lround(rules.number(key)));
}

std::array<int, 5> integration_row(const model::PolicyRules& rules, const std::string& key) {
    const model::RuleValue* value = rules.find(key);
    std::array<int, 5> row{};
    const bool complete = value != nullptr && value->words.size() == row.size();
    for (std::size_t i = 0; complete && i < row.size(); ++i) {
        const std::string& word = value->words[i];
        std::from_chars(word.data(), word.data() + word.size(), row[i]);
    }
    if (!complete || std::any_of(row.begin(), row.end(), [](int c) { return c < 1 || c > 5; }))
        throw InputError({rules.place_of(key), "",
                          both("五个 1 至 5 的级别", "five classes from 1 to 5"),
                          both("补全集成矩阵", "complete the integration matrix")});
    return row;
}

double number_in(const model::PolicyRules& rules, const std::string& key, const std::string& word) {
    double value = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || stop != word.data() + word.size())
        throw InputError({rules.place_of(key), word, both("数字", "a number"), ""});
    return value;
}

void read_contiguity(const model::PolicyRules& rules, DoubleEvaluationRules& result) {
    const model::RuleValue* bounds = rules.find("contiguous_mu");
    const model::RuleValue* steps = rules.find("contiguity_steps");
    if (!bounds || !steps) return;
    for (const std::string& word : bounds->words)
        result.contiguous_m2.push_back(number_in(rules, "contiguous_mu", word) * square_metres_per_mu);
    for (const std::string& word : steps->words)
        result.contiguity_steps.push_back(static_cast<int>(number_in(rules, "contiguity_steps", word)));
    if (result.contiguity_steps.size() != result.contiguous_m2.size() + 1)
        throw InputError({rules.place_of("contiguity_steps"),
                          fmt::format("{}", steps->words.size()),
                          both("比 contiguous_mu 多一个", "one more than contiguous_mu has"), ""});
}

/// 1 … 5 by upper bounds, each included in its class.
int class_below(const std::array<double, 4>& upper_bounds, double value) {
    int grade = 1;
    for (double bound : upper_bounds)
        if (value > bound) ++grade;
    return grade;
}

int class_above(const std::array<double, 4>& lower_bounds, double value) {
    int grade = 1;
    for (double bound : lower_bounds)
        if (value < bound) ++grade;
    return grade;
}

int cut(int grade) {
    return std::clamp(grade, 1, 5);
}

int land_class(const DoubleEvaluationRules& rules, const CellFactors& f) {
    int grade = class_below(rules.slope_degrees, static_cast<double>(f.slope_degrees));
    const auto elevation = static_cast<double>(f.elevation_m), relief = static_cast<double>(f.relief_m);
    if (elevation >= rules.elevation_lowest_m)
        return 5;  // comparisons with NaN are false: no data changes nothing
    if (elevation >= rules.elevation_lower_m) ++grade;
    if (relief > rules.relief_down_two_m)
        grade += 2;
    else if (relief > rules.relief_down_one_m)
        grade += 1;
    return cut(grade);
}

int after_hazard(const DoubleEvaluationRules& rules, float hazard_grade, int grade) {
    if (hazard_grade == 1) return rules.hazard_steps[0];
    if (hazard_grade == 2) return cut(grade + rules.hazard_steps[1]);
    if (hazard_grade == 3) return cut(grade + rules.hazard_steps[2]);
    return grade;
}

int after_location(const DoubleEvaluationRules& rules, float minutes, int grade) {
    if (std::isnan(minutes)) return grade;
    const int location = class_below(rules.location_minutes, static_cast<double>(minutes));
    if (location == 5) return cut(grade + rules.location_worst_step);
    if (location == 4) return cut(grade + rules.location_fourth_step);
    if (location == 1 && grade >= 2 && grade <= 4) return cut(grade - rules.location_best_step);
    return grade;
}

template <typename Cell>
float value_at(const raster::Grid<Cell>* grid, std::size_t cell) {
    return grid ? static_cast<float>(grid->cells[cell]) : raster::no_data;
}

}  // namespace

DoubleEvaluationRules double_evaluation_rules(const model::PolicyRules& rules) {
    DoubleEvaluationRules result;
    result.slope_degrees = numbers(rules, "slope_degree");
    result.elevation_lower_m = rules.number("elevation_lower_m");
    result.elevation_lowest_m = rules.number("elevation_lowest_m");
    result.relief_down_one_m = rules.number("relief_down_one_m");
    result.relief_down_two_m = rules.number("relief_down_two_m");
    result.relief_neighbourhood_ha = rules.number("relief_neighbourhood_ha");
    result.water_modules = numbers(rules, "water_module_wan_m3_per_km2");
    result.water_module = rules.number("water_module_of_city");
    result.location_minutes = numbers(rules, "location_minutes");
    for (std::size_t i = 0; i < result.integration.size(); ++i)
        result.integration[i] = integration_row(rules, "integration_land_" + std::to_string(i + 1));
    result.hazard_steps = {whole(rules, "hazard_high_class"), whole(rules, "hazard_second_step"),
                           whole(rules, "hazard_third_step")};
    result.location_worst_step = whole(rules, "location_worst_step");
    result.location_fourth_step = whole(rules, "location_fourth_step");
    result.location_best_step = whole(rules, "location_best_step");
    for (const char* level : {"high", "medium", "low"})
        result.hazard_grades[level] = std::clamp(whole(rules, std::string("hazard_grade_of_") + level), 0, 255);
    if (const model::RuleValue* centres = rules.find("location_centres"))
        result.location_centres = centres->words;
    for (const model::RuleValue& value : rules.values)
        if (value.key.starts_with("left_out_")) result.left_out.push_back(value.title);
    read_contiguity(rules, result);
    return result;
}

int construction_class(const DoubleEvaluationRules& rules, const CellFactors& factors) {
    if (std::isnan(factors.slope_degrees)) return 0;
    const int land = land_class(rules, factors), water = class_above(rules.water_modules, rules.water_module);
    const int base =
        rules.integration[static_cast<std::size_t>(land - 1)][static_cast<std::size_t>(water - 1)];
    return after_location(rules, factors.minutes_to_centre, after_hazard(rules, factors.hazard_grade, base));
}

int three_classes(int grade) {
    if (grade == 0) return 0;
    return grade <= 2 ? 1 : grade <= 4 ? 2 : 3;
}

DoubleEvaluation evaluate_construction(const DoubleEvaluationRules& rules, const FactorGrids& factors,
                                       const Progress& progress) {
    if (!factors.slope_degrees)
        throw InputError({both("双评价", "double evaluation"), "", both("坡度（DEM）", "slope (a DEM)"),
                          both("在 study.toml 中加入 role = \"dem\" 的数据",
                               "add a source of role \"dem\" to study.toml")});
    DoubleEvaluation result{raster::Grid<float>(factors.slope_degrees->spec, raster::no_data), rules.left_out,
                            false};
    const auto note_optional = [&](const auto* grid, const Text& name) {
        if (!grid) result.not_assessed.push_back(name);
        if (grid && !(grid->spec == result.classes.spec))
            throw InternalError({"evaluate_construction", name.en, "all factors on one grid", ""});
    };
    note_optional(factors.elevation_m, {"高程", "elevation"});
    note_optional(factors.relief_m, {"地形起伏度", "relief"});
    note_optional(factors.hazard_grade, {"地质灾害", "geological hazard"});
    note_optional(factors.minutes_to_centre, {"区位优势度", "location"});
    parallel_for(result.classes.cells.size(), 65536, progress, [&](std::size_t cell) {
        const CellFactors here{factors.slope_degrees->cells[cell], value_at(factors.elevation_m, cell),
                               value_at(factors.relief_m, cell), value_at(factors.hazard_grade, cell),
                               value_at(factors.minutes_to_centre, cell)};
        const int grade = construction_class(rules, here);
        if (grade > 0) result.classes.cells[cell] = static_cast<float>(grade);
    });
    return result;
}

void apply_contiguity(const DoubleEvaluationRules& rules, raster::Grid<float>& classes) {
    if (rules.contiguity_steps.empty()) return;
    raster::Grid<std::uint8_t> good(classes.spec, 0);
    for (std::size_t i = 0; i < good.cells.size(); ++i) good.cells[i] = classes.cells[i] <= 2 ? 1 : 0;
    const raster::Patches found = raster::label(good, raster::Connection::Edges);
    const double cell_m2 = classes.spec.cell_m * classes.spec.cell_m;
    for (std::size_t i = 0; i < found.runs.size(); ++i) {
        const double area_m2 = cell_m2 * static_cast<double>(found.patches[found.patch_of[i]].cells);
        const auto band = std::upper_bound(rules.contiguous_m2.begin(), rules.contiguous_m2.end(), area_m2);
        const int step = rules.contiguity_steps[static_cast<std::size_t>(band - rules.contiguous_m2.begin())];
        const raster::Run& run = found.runs[i];
        const auto row = classes.row(static_cast<std::size_t>(run.row));
        for (std::int64_t column = run.begin; column < run.end; ++column) {
            float& grade = row[static_cast<std::size_t>(column)];
            grade = static_cast<float>(cut(static_cast<int>(grade) + step));
        }
    }
}

std::size_t relief_cells_wide(const DoubleEvaluationRules& rules, double cell_m) {
    const double side = std::sqrt(rules.relief_neighbourhood_ha * 1e4) / cell_m;
    const auto half = static_cast<std::size_t>(std::lround(std::max(0.0, (side - 1) / 2)));
    return std::max<std::size_t>(3, 2 * half + 1);
}

}  // namespace zonewright::suitability
