#include "zoning/zone_change.h"

#include <algorithm>

#include "gis/overlay.h"

namespace zonewright::zoning {
namespace {

using model::ClusterId;

/// All land that the map lists for the cluster; places may overlap.
geom::MultiPolygon land_of(const model::ZoneMap& map, ClusterId cluster) {
    std::vector<geom::MultiPolygon> zones;
    for (const model::Zone& zone : map.zones)
        if (zone.cluster == cluster) zones.push_back(zone.geometry);
    return zones.empty() ? geom::MultiPolygon{} : gis::union_of(zones);
}

/// Parts the pieces along one more cluster; what it has beyond them becomes a piece of its own.
void part_by(std::vector<ZoneShift>& pieces, const geom::MultiPolygon& land, ClusterId cluster,
             std::vector<ClusterId> ZoneShift::*side) {
    if (land.empty()) return;
    std::vector<ZoneShift> parted;
    std::vector<geom::MultiPolygon> known;
    for (ZoneShift& piece : pieces) {
        ZoneShift inside{piece.from, piece.to, gis::intersection(piece.geometry, land), {}};
        ZoneShift outside{piece.from, piece.to, gis::difference(piece.geometry, land), {}};
        (inside.*side).push_back(cluster);
        known.push_back(std::move(piece.geometry));
        if (!inside.geometry.empty()) parted.push_back(std::move(inside));
        if (!outside.geometry.empty()) parted.push_back(std::move(outside));
    }
    ZoneShift beyond{{}, {}, known.empty() ? land : gis::difference(land, gis::union_of(known)), {}};
    (beyond.*side).push_back(cluster);
    if (!beyond.geometry.empty()) parted.push_back(std::move(beyond));
    pieces = std::move(parted);
}

/// Pieces with the same clusters on either side are one.
std::vector<ZoneShift> joined_pieces(std::vector<ZoneShift> pieces, const geom::StatutoryArea& area) {
    std::vector<ZoneShift> joined;
    std::vector<std::vector<geom::MultiPolygon>> parts;
    for (ZoneShift& piece : pieces) {
        const auto same = std::find_if(joined.begin(), joined.end(), [&](const ZoneShift& each) {
            return each.from == piece.from && each.to == piece.to;
        });
        if (same == joined.end()) {
            parts.push_back({std::move(piece.geometry)});
            joined.push_back(std::move(piece));
        } else {
            parts[static_cast<std::size_t>(same - joined.begin())].push_back(std::move(piece.geometry));
        }
    }
    for (std::size_t i = 0; i < joined.size(); ++i) {
        joined[i].geometry = parts[i].size() == 1 ? std::move(parts[i].front()) : gis::union_of(parts[i]);
        joined[i].area = area.of(joined[i].geometry);
    }
    std::erase_if(joined, [](const ZoneShift& piece) { return piece.area.cm2 == 0; });
    return joined;
}

bool has_any(const std::vector<ClusterId>& ids, const std::vector<ClusterId>& others) {
    return std::any_of(ids.begin(), ids.end(),
                       [&](ClusterId id) { return std::find(others.begin(), others.end(), id) != others.end(); });
}

/// A later cluster with the earlier ones that it continues.
ClusterGroup group_of(const model::Plan& before, const model::Cluster& cluster, ClusterId id) {
    ClusterGroup group{{}, {id}};
    for (std::size_t k = 0; k < before.clusters.size(); ++k)
        if (is_called(cluster, before.clusters[k].id)) group.before.emplace_back(k);
    return group;
}

void add_group(ClusterGroup& whole, const ClusterGroup& part) {
    for (const ClusterId id : part.before)
        if (!has_any(whole.before, {id})) whole.before.push_back(id);
    whole.after.insert(whole.after.end(), part.after.begin(), part.after.end());
}

}  // namespace

std::vector<ClusterGroup> cluster_groups(const model::Plan& before, const model::Plan& after) {
    std::vector<ClusterGroup> groups;
    std::vector<ClusterId> continued;
    for (std::size_t k = 0; k < after.clusters.size(); ++k) {
        ClusterGroup group = group_of(before, after.clusters[k], ClusterId(k));
        continued.insert(continued.end(), group.before.begin(), group.before.end());
        ClusterGroup whole;
        std::erase_if(groups, [&](const ClusterGroup& each) {
            const bool related = has_any(each.before, group.before);
            if (related) add_group(whole, each);
            return related;
        });
        add_group(whole, group);
        groups.push_back(std::move(whole));
    }
    for (std::size_t k = 0; k < before.clusters.size(); ++k)
        if (!has_any(continued, {ClusterId(k)})) groups.push_back({{ClusterId(k)}, {}});
    return groups;
}

std::vector<ZoneShift> zone_shifts(const PlanZones& before, const PlanZones& after, const geom::StatutoryArea& area,
                                   const Progress& progress) {
    std::vector<ZoneShift> shifts;
    const std::vector<ClusterGroup> groups = cluster_groups(before.plan, after.plan);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        progress.report(static_cast<double>(i) / static_cast<double>(groups.size()));
        std::vector<ZoneShift> pieces;
        for (const ClusterId id : groups[i].before) part_by(pieces, land_of(before.map, id), id, &ZoneShift::from);
        for (const ClusterId id : groups[i].after) part_by(pieces, land_of(after.map, id), id, &ZoneShift::to);
        for (ZoneShift& piece : joined_pieces(std::move(pieces), area)) shifts.push_back(std::move(piece));
    }
    return shifts;
}

}  // namespace zonewright::zoning
