// 双评价 urban-construction suitability: classes 1 (best) to 5 by the chain slope → elevation → relief,
// integrated with water, lowered by hazard and location, cut to 1…5 after each step; last, small patches of
// good land are lowered and large ones raised.
//
// Every threshold comes from layers/rules/double_evaluation.toml; each marks its own source and whether it is
// verified. A factor without data at a cell leaves the class as it is and is counted; slope is indispensable.
// Result: 1…5, and in three classes 适宜 (1-2), 一般适宜 (3-4), 不适宜 (5). Hard exclusions are the
// constraints' work.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "model/policy_rule.h"
#include "raster/grid.h"

namespace zonewright::suitability {

struct DoubleEvaluationRules {
    std::array<double, 4> slope_degrees{};  ///< upper bounds of classes 1…4
    double elevation_lower_m = 0, elevation_lowest_m = 0;
    double relief_down_one_m = 0, relief_down_two_m = 0;
    double relief_neighbourhood_ha = 0;
    std::array<double, 4> water_modules{};            ///< lower bounds of classes 1…4
    double water_module = 0;                          ///< of the study area: one value everywhere
    std::array<double, 4> location_minutes{};         ///< upper bounds of classes 1…4
    std::array<std::array<int, 5>, 5> integration{};  ///< land class × water class
    std::array<int, 3> hazard_steps{};  ///< class for the first grade; classes down for the second and third
    int location_worst_step = 0, location_fourth_step = 0, location_best_step = 0;
    std::map<std::string, int> hazard_grades;  ///< level of the hazard layer → grade, 1 worst
    std::vector<std::string> location_centres;    ///< towns that are the centre
    std::vector<double> contiguous_m2;            ///< upper bounds of bands of contiguous land, ascending
    std::vector<int> contiguity_steps;            ///< classes down in each band; one more than bounds
    std::vector<Text> left_out;                   ///< factors of the method without verified bounds or data
};

/// Throws InputError naming file and key for a figure that is absent.
DoubleEvaluationRules double_evaluation_rules(const model::PolicyRules& rules);

struct CellFactors {
    float slope_degrees = raster::no_data;
    float elevation_m = raster::no_data;
    float relief_m = raster::no_data;
    float hazard_grade = raster::no_data;  ///< 1 extreme, 2 high, 3 raised, 4 and more: none
    float minutes_to_centre = raster::no_data;
};

/// 1…5, or 0 when slope has no data.
int construction_class(const DoubleEvaluationRules& rules, const CellFactors& factors);
/// 1 适宜, 2 一般适宜, 3 不适宜; 0 no data.
int three_classes(int grade);

struct FactorGrids {
    const raster::Grid<float>* slope_degrees = nullptr;
    const raster::Grid<float>* elevation_m = nullptr;
    const raster::Grid<float>* relief_m = nullptr;
    const raster::Grid<std::uint8_t>* hazard_grade = nullptr;       ///< may be null: not assessed
    const raster::Grid<float>* minutes_to_centre = nullptr;  ///< may be null: not assessed
};

struct DoubleEvaluation {
    raster::Grid<float> classes;       ///< 1…5; NaN no data
    std::vector<Text> not_assessed;    ///< factors without a source, and those the rules leave out
    bool water_discriminates = false;  ///< false: one value everywhere, not to be presented as a finding
};

DoubleEvaluation evaluate_construction(const DoubleEvaluationRules& rules, const FactorGrids& factors,
                                       const Progress& progress);

/// The last step: land of the classes 1 and 2 that hangs together by edges goes down or up by the size of its
/// patch. Lower classes stay; so does class 1 where a step would lift it.
void apply_contiguity(const DoubleEvaluationRules& rules, raster::Grid<float>& classes);

/// Cells across the square neighbourhood of relief: the odd number whose square is nearest to the area of the
/// rule.
std::size_t relief_cells_wide(const DoubleEvaluationRules& rules, double cell_m);

}  // namespace zonewright::suitability
