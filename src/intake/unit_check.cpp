#include "intake/unit_check.h"

#include <fmt/format.h>

#include <set>

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

}  // namespace

void check_units(const model::FeatureTable& towns, const model::FeatureTable* places, const model::Plan& plan,
                 const Inspection& inspection) {
    std::set<std::size_t> present, elsewhere;
    note_places(towns, plan, present);
    if (places != nullptr) note_places(*places, plan, elsewhere);
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
