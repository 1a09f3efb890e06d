#include "assembly/barrier.h"

#include <map>

namespace zonewright::assembly {
namespace {

/// Road classes of layers/roles/road.toml that are never crossed, in both spellings.
const std::map<std::string, std::string>& cutting_roads() {
    static const std::map<std::string, std::string> classes{{"expressway", "expressway"},
                                                            {"高速公路", "expressway"},
                                                            {"arterial", "arterial"},
                                                            {"主干路", "arterial"}};
    return classes;
}

void append_areas(const model::SourceSet& sources, const std::string& role, BarrierKind kind,
                  std::vector<Barrier>& barriers) {
    const model::FeatureTable* table = sources.find(role);
    if (!table) return;
    for (const model::Feature& feature : table->features) barriers.push_back({role, kind, feature.geometry});
}

void append_roads(const model::SourceSet& sources, std::vector<Barrier>& barriers) {
    const model::FeatureTable* table = sources.find("road");
    if (!table) return;
    const auto field = table->find_field("class");
    if (!field) return;
    for (const model::Feature& feature : table->features) {
        const auto cutting = cutting_roads().find(model::text_of(feature.values[*field]));
        if (cutting != cutting_roads().end())
            barriers.push_back({cutting->second, BarrierKind::Cuts, feature.geometry});
    }
}

}  // namespace

std::vector<Barrier> barriers_from(const model::SourceSet& sources) {
    std::vector<Barrier> barriers;
    append_areas(sources, "farmland", BarrierKind::Cuts, barriers);
    append_areas(sources, "ecological_redline", BarrierKind::Cuts, barriers);
    append_roads(sources, barriers);
    append_areas(sources, "water", BarrierKind::Crossable, barriers);
    return barriers;
}

}  // namespace zonewright::assembly
