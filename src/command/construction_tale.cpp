#include "command/construction_tale.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <numeric>

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

struct Grade {
    const char* id;
    Text title;
};
const std::array<Grade, 5> grades = {{{"1", {"1 适宜", "1 fit"}},
                                      {"2", {"2 适宜", "2 fit"}},
                                      {"3", {"3 一般适宜", "3 fairly fit"}},
                                      {"4", {"4 一般适宜", "4 fairly fit"}},
                                      {"5", {"5 不适宜", "5 unfit"}}}};

/// A rule file gives numbers or words; either way what stands there.
std::string figure_of(const model::RuleValue& value) {
    if (value.value) return fmt::format("{:g}", *value.value);
    if (value.words.empty()) return say("未知，不计入", "unknown, not counted");
    return fmt::format("{}", fmt::join(value.words, " "));
}

void tell_classes(Session& session, const model::ConstructionSuitability& construction) {
    const double cell_m2 = construction.cell_m * construction.cell_m;
    const auto rated = std::accumulate(construction.cells.begin(), construction.cells.end(), std::int64_t{0});
    session.print(
        say("级别　平面面积（公顷，栅格面积）　占比", "class, planar area of its cells (ha), share"));
    for (std::size_t i = 0; i < grades.size(); ++i) {
        const double planar_m2 = cell_m2 * static_cast<double>(construction.cells[i]);
        const double share =
            rated == 0 ? 0 : static_cast<double>(construction.cells[i]) / static_cast<double>(rated);
        session.result()["classes"].push_back({{"class", grades[i].id},
                                               {"cells", construction.cells[i]},
                                               {"planar_m2", planar_m2},
                                               {"share", share}});
        session.print(fmt::format("  {:<14} {:>12.2f} {:>6.1f} %", grades[i].title.said(), planar_m2 / 1e4,
                                  100 * share));
    }
    session.result()["cells_without_data"] = construction.cells_without_data;
}

void tell_thresholds(Session& session, const model::PolicyRules& rules) {
    session.print(say("阈值（layers/rules/{}.toml）：", "thresholds (layers/rules/{}.toml):", rules.id));
    for (const model::RuleValue& value : rules.values) {
        session.result()["thresholds"].push_back(
            {{"key", value.key},
             {"value", figure_of(value)},
             {"unit", value.unit},
             {"source", value.evidence.source},
             {"confidence", model::to_string(value.evidence.confidence)}});
        const bool unverified = value.evidence.confidence == model::Confidence::Unverified;
        session.print(fmt::format("  {} = {} {}{}", value.title.said(), figure_of(value),
                                  value.unit == "1" ? "" : value.unit,
                                  unverified ? say("〔待核实〕", "[unverified]") : std::string()));
    }
}

}  // namespace

void tell_construction(Session& session, const study::Results& results) {
    const model::ConstructionSuitability& construction = results.construction;
    session.result()["profile"] = "urban_construction";
    session.result()["surface"] = construction.tiles.string();
    session.result()["not_assessed"] = Json::array();
    for (const Text& factor : construction.not_assessed) {
        session.result()["not_assessed"].push_back(factor.said());
        session.warn({"双评价未评：" + factor.zh, "double evaluation, not assessed: " + factor.en});
    }
    if (construction.tiles.empty()) return;
    tell_classes(session, construction);
    if (!construction.water_discriminates)
        session.print(
            say("水资源为全域同一级，不构成区分", "water is one class everywhere and tells nothing apart"));
    tell_thresholds(session, results.catalogue.rules_of("double_evaluation"));
}

}  // namespace zonewright::command
