#include "intake/unit_check.h"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "base/spelling.h"
#include "model/town.h"

namespace zonewright::intake {
namespace {

void note_places(const model::FeatureTable& table, const model::Plan& plan, std::set<std::size_t>& present) {
    for (const char* field : {"id", "code", "name"}) {
        const auto position = table.find_field(field);
        if (!position) continue;
        for (const model::Feature& feature : table.features) {
            const std::string text = model::text_of(feature.values[*position]);
            if (text.empty()) continue;
            if (const auto place = plan.find_place(text)) present.insert(place->index());
        }
    }
}

/// Territories that the plan knows neither by code nor by name, where the name of a missing unit is so near that it may be
/// meant.
void report_misspelt(const model::FeatureTable& towns, const model::Plan& plan, const std::set<std::size_t>& present,
                     const Inspection& inspection) {
    const auto code = towns.find_field("code"), name = towns.find_field("name");
    if (!name) return;
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < plan.places.size(); ++i)
        if (!plan.places[i].code.empty() && !present.contains(i)) missing.push_back(plan.places[i].name.zh);
    for (const model::Feature& feature : towns.features) {
        const std::string own = model::text_of(feature.values[*name]), number = code ? model::text_of(feature.values[*code]) : std::string{};
        const bool known = plan.find_place(number) || plan.find_place(own) || !model::code_in_plan(own, plan).empty();
        const auto near = own.empty() || known ? std::nullopt : nearest_name(own, missing);
        if (!near) continue;
        inspection.find("unknown_unit", model::Severity::Warning, own,
                        both("{} 不是规划中的单元，像是 {}", "{} is no unit of the plan; it looks like {}", own, *near),
                        both("是 {} 则在源数据中改正名称，或补上代码", "correct the name in the source when it is {}, or add the code", *near));
    }
}

}  // namespace

void check_units(const model::FeatureTable& towns, const model::FeatureTable* places, const model::Plan& plan,
                 const Inspection& inspection) {
    std::set<std::size_t> present, elsewhere;
    note_places(towns, plan, present);
    if (places != nullptr) note_places(*places, plan, elsewhere);
    report_misspelt(towns, plan, present, inspection);
    for (std::size_t i = 0; i < plan.places.size(); ++i) {
        const model::Place& place = plan.places[i];
        if (place.code.empty() || present.contains(i)) continue;
        if (elsewhere.contains(i)) {
            inspection.find(
                "missing_unit", model::Severity::Notice, place.code,
                {fmt::format("规划中的单元 {}（{}）在本图层中没有要素，边界取自规划地点来源", place.name.zh,
                             place.code),
                 fmt::format(
                     "{} ({}), a unit of the plan, has no feature in this layer; its boundary comes from "
                     "the source of places",
                     place.name.en, place.code)},
                {"确认两个来源的时点和口径一致", "confirm that both sources agree in date and meaning"});
            continue;
        }
        const bool town = place.kind == model::PlaceKind::Town;
        inspection.find("missing_unit", town ? model::Severity::Error : model::Severity::Warning, place.code,
                        {fmt::format("规划中的单元 {}（{}）在数据源中没有要素", place.name.zh, place.code),
                         fmt::format("{} ({}), a unit of the plan, has no feature in the source",
                                     place.name.en, place.code)},
                        {"补充其边界，或确认并入其他单元",
                         "supply its boundary, or confirm that another unit contains it"});
    }
}

}  // namespace zonewright::intake
