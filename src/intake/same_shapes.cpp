#include "intake/same_shapes.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "geom/geometry.h"
#include "intake/inspection.h"

namespace zonewright::intake {
namespace {

using Corners = std::vector<std::pair<double, double>>;

/// All vertices in one order of their own; the closing one of a ring once.
Corners corners_of(const geom::MultiPolygon& polygons) {
    Corners corners;
    for (const geom::Polygon& part : polygons.parts)
        for (const geom::Ring& ring : part.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) corners.emplace_back(ring[i].x, ring[i].y);
    std::sort(corners.begin(), corners.end());
    return corners;
}

std::uint64_t mark_of(const Corners& corners) {
    std::uint64_t mark = corners.size();
    for (const auto& [x, y] : corners)
        for (const double part : {x, y}) mark = (mark ^ std::bit_cast<std::uint64_t>(part)) * 0x9E3779B97F4A7C15ULL, mark ^= mark >> 29;
    return mark;
}

bool is_same(const model::Feature& a, const Corners& corners) {
    return corners_of(std::get<geom::MultiPolygon>(a.geometry)) == corners;
}

}  // namespace

std::vector<Text> remarks_on_same_shapes(const model::FeatureTable& table) {
    constexpr std::size_t told = 5;
    std::unordered_map<std::uint64_t, const model::Feature*> seen;
    std::vector<Text> remarks;
    std::size_t same = 0;
    for (const model::Feature& feature : table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (polygons == nullptr) continue;
        const Corners corners = corners_of(*polygons);
        const auto [earlier, first] = seen.try_emplace(mark_of(corners), &feature);
        if (first || !is_same(*earlier->second, corners) || same++ >= told) continue;
        remarks.push_back(both("要素 {} 与 {} 的图形相同：合计中面积计了两次", "features {} and {} have the same shape: the sum counts its area twice",
                               name_of(table, *earlier->second), name_of(table, feature)));
    }
    if (same > told)
        remarks.push_back(both("另有 {} 个要素与前面的图形相同", "{} more features have the shape of an earlier one", same - told));
    return remarks;
}

}  // namespace zonewright::intake
