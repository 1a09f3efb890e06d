#include "intake/city_check.h"

#include <algorithm>

#include "geom/middle.h"
#include "geom/planar_area.h"

namespace zonewright::intake {

void CityCheck::add(const model::FeatureTable& table, const model::Role& role, const std::string& source) {
    if (!role.must_lie_in_city) return;
    for (const model::Feature& feature : table.features)
        if (const auto at = geom::middle_of(feature.geometry)) placed_.push_back({source, name_of(table, feature), feature.fid, *at});
}

void CityCheck::report(const model::FeatureTable& towns, const geom::StatutoryArea& area, std::vector<model::Finding>& findings,
                       std::vector<model::Repair>& repairs) const {
    std::vector<std::pair<geom::Box, const geom::MultiPolygon*>> lands;
    for (const model::Feature& town : towns.features)
        if (const auto* land = std::get_if<geom::MultiPolygon>(&town.geometry)) lands.emplace_back(geom::bounds(*land), land);
    for (const Placed& placed : placed_) {
        const bool inside = std::ranges::any_of(lands, [&](const auto& land) {
            return land.first.contains(placed.at) && geom::locate(placed.at, *land.second) != geom::Position::Outside;
        });
        if (inside) continue;
        Inspection{placed.source, area, findings, repairs}.find(
            "outside_city", model::Severity::Error, placed.name,
            both("要素 {} 的几何位于市域以外：X(北) {:.1f} Y(东) {:.1f}；不计入任何统计", "geometry of feature {}: outside the city, X(north) {:.1f} Y(east) {:.1f}; it counts nowhere",
                 placed.number, placed.at.y, placed.at.x),
            {"改正坐标；确在市外的企业从数据中删去", "correct the coordinates; remove it where it really is elsewhere"}, geom::MultiPoint{{placed.at}});
    }
}

}  // namespace zonewright::intake
