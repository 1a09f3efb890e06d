#include "answer/construction_classes.h"

#include <array>
#include <numeric>
#include <utility>

#include "base/spelling.h"

namespace zonewright::answer {
namespace {

const std::array<std::pair<const char*, Text>, 5> grades = {{{"1", {"1 适宜", "1 fit"}},
                                                             {"2", {"2 适宜", "2 fit"}},
                                                             {"3", {"3 一般适宜", "3 fairly fit"}},
                                                             {"4", {"4 一般适宜", "4 fairly fit"}},
                                                             {"5", {"5 不适宜", "5 unfit"}}}};

/// A rule file gives numbers or words; either way what stands there.
Text figure_of(const model::RuleValue& value) {
    if (value.value) return fmt::format("{:g}", *value.value);
    if (value.words.empty()) return {"未知，不计入", "unknown, not counted"};
    return joined(value.words, " ");
}

std::vector<ConstructionClass> classes_of(const model::ConstructionSuitability& construction) {
    const double cell_m2 = construction.cell_m * construction.cell_m;
    const auto rated = static_cast<double>(
        std::accumulate(construction.cells.begin(), construction.cells.end(), std::int64_t{0}));
    std::vector<ConstructionClass> classes;
    for (std::size_t i = 0; i < grades.size(); ++i) {
        const auto cells = static_cast<double>(construction.cells[i]);
        classes.push_back({grades[i].first, grades[i].second, construction.cells[i], cell_m2 * cells,
                           rated == 0 ? 0 : cells / rated});
    }
    return classes;
}

}  // namespace

ConstructionFigures construction_figures(const model::ConstructionSuitability& construction,
                                         const model::PolicyRules& rules) {
    ConstructionFigures figures{.surface = construction.tiles,
                                .not_assessed = construction.not_assessed,
                                .classes = {},
                                .cells_without_data = construction.cells_without_data,
                                .water_discriminates = construction.water_discriminates,
                                .rules = rules.id,
                                .thresholds = {}};
    if (construction.tiles.empty()) return figures;
    figures.classes = classes_of(construction);
    for (const model::RuleValue& value : rules.values)
        figures.thresholds.push_back({value.key, value.title, figure_of(value), value.unit,
                                      value.evidence.source, value.evidence.confidence});
    return figures;
}

}  // namespace zonewright::answer
