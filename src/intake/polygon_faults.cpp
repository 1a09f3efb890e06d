#include "intake/polygon_faults.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "geom/certain_validity.h"
#include "intake/ring_nesting.h"

namespace zonewright::intake {
namespace {

constexpr double largest_degree = 400;

/// In every part the first ring is the shell and all others are holes of it, or the first is a hole and another
/// the shell: a hole that merely lies outside its shell is another fault.
bool roles_kept_or_exchanged(const geom::MultiPolygon& polygons, const std::vector<Nested>& nested) {
    auto first = nested.begin();
    for (const geom::Polygon& part : polygons.parts) {
        const auto next = first + static_cast<std::ptrdiff_t>(part.rings.size());
        const bool has_other_shell =
            std::any_of(first + 1, next, [](const Nested& ring) { return !ring.hole(); });
        if (has_other_shell != first->hole()) return false;
        first = next;
    }
    return true;
}

geom::MultiPolygon placed(const std::vector<const geom::Ring*>& rings, const std::vector<Nested>& nested) {
    geom::MultiPolygon result;
    std::vector<std::size_t> part_of(rings.size());
    for (std::size_t i = 0; i < rings.size(); ++i) {
        if (nested[i].hole()) continue;
        part_of[i] = result.parts.size();
        result.parts.push_back({{*rings[i]}});
    }
    for (std::size_t i = 0; i < rings.size(); ++i)
        if (nested[i].hole()) result.parts[part_of[*nested[i].around]].rings.push_back(*rings[i]);
    return result;
}

std::optional<geom::MultiPolygon> rewound(const geom::MultiPolygon& polygons) {
    std::vector<const geom::Ring*> rings;
    for (const geom::Polygon& part : polygons.parts)
        for (const geom::Ring& ring : part.rings) rings.push_back(&ring);
    if (rings.size() < 2) return std::nullopt;
    const std::vector<Nested> nested = nesting_of(rings);
    if (!roles_kept_or_exchanged(polygons, nested)) return std::nullopt;
    geom::MultiPolygon result = placed(rings, nested);
    return gis::check_validity(result).valid ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace

PolygonFault judge_polygon(const geom::MultiPolygon& polygons) {
    PolygonFault fault;
    if (geom::certainly_valid(polygons)) return fault;
    fault.validity = gis::check_validity(polygons);
    if (!fault.validity.valid) fault.rewound = rewound(polygons);
    return fault;
}

Text words_of(const gis::Validity& validity) {
    const geom::Point p = validity.location;
    const int decimals = std::abs(p.x) < largest_degree && std::abs(p.y) < largest_degree ? 7 : 3;
    return both("{}，位于 X(北) {:.{}f} Y(东) {:.{}f}", "{} at X(north) {:.{}f} Y(east) {:.{}f}",
                validity.reason, p.y, decimals, p.x, decimals);
}

std::vector<FaultyFeature> find_and_rewind(model::FeatureTable& table) {
    std::vector<PolygonFault> faults(table.features.size());
    parallel_for(faults.size(), 256, Progress(), [&](std::size_t i) {
        if (const auto* polygons = std::get_if<geom::MultiPolygon>(&table.features[i].geometry))
            faults[i] = judge_polygon(*polygons);
    });
    std::vector<FaultyFeature> faulty;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        if (faults[i].validity.valid) continue;
        if (faults[i].rewound) table.features[i].geometry = *faults[i].rewound;
        faulty.push_back({table.features[i].fid, std::move(faults[i])});
    }
    return faulty;
}

}  // namespace zonewright::intake
