#include "planning/platforms.h"

#include <algorithm>

#include "geom/middle.h"
#include "geom/planar_area.h"
#include "planning/enterprises.h"

namespace zonewright::planning {
namespace {

bool lies_within(geom::Point at, const geom::MultiPolygon& land, double reach_m) {
    if (!geom::bounds(land).grown(reach_m).contains(at)) return false;
    if (geom::locate(at, land) != geom::Position::Outside) return true;
    for (const geom::Polygon& part : land.parts)
        for (const geom::Ring& ring : part.rings)
            for (std::size_t i = 1; i < ring.size(); ++i)
                if (geom::distance(at, ring[i - 1], ring[i]) <= reach_m) return true;
    return false;
}

}  // namespace

std::vector<Platform> platforms_of(const model::Plan& plan, const model::SourceSet& sources) {
    std::vector<Platform> platforms;
    const model::FeatureTable* table = sources.find("platform");
    if (table == nullptr) return platforms;
    const auto text = [&](const model::Feature& feature, const char* name) {
        const auto field = table->find_field(name);
        return field ? model::text_of(feature.values.at(*field)) : std::string();
    };
    for (const model::Feature& feature : table->features)
        if (const auto at = geom::middle_of(feature.geometry))
            platforms.push_back({text(feature, "name"), text(feature, "class"), clusters_named(plan, text(feature, "cluster")), *at});
    return platforms;
}

std::vector<std::size_t> platforms_near(std::span<const Platform> platforms, const geom::MultiPolygon& land, double reach_m,
                                        std::span<const std::string> kinds) {
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < platforms.size(); ++i)
        if (std::ranges::find(kinds, platforms[i].kind) != kinds.end() && lies_within(platforms[i].at, land, reach_m))
            near.push_back(i);
    return near;
}

}  // namespace zonewright::planning
