#include "gis/overlay_coverage.h"

#include <algorithm>

#include "base/parallel.h"
#include "geom/coverage_check.h"
#include "geom/planar_area.h"
#include "gis/geos_values.h"
#include "gis/overlay.h"

namespace zonewright::gis {
namespace {

std::vector<OverlapPiece> overlaps_of(std::span<const geom::MultiPolygon> polygons,
                                      const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs,
                                      const Progress& progress) {
    std::vector<OverlapPiece> pieces(pairs.size());
    parallel_for(pairs.size(), 64, progress, [&](std::size_t i) {
        const auto [first, second] = pairs[i];
        pieces[i] = {first, second, intersection(polygons[first], polygons[second])};
    });
    std::erase_if(pieces, [](const OverlapPiece& piece) { return piece.geometry.empty(); });
    return pieces;
}

geom::Point point_inside(const geom::MultiPolygon& polygon) {
    const GeosGeometry point =
        checked(GEOSPointOnSurface_r(thread_geos(), to_geos(polygon).get()), "point on surface");
    geom::Point p;
    GEOSGeomGetX_r(thread_geos(), point.get(), &p.x);
    GEOSGeomGetY_r(thread_geos(), point.get(), &p.y);
    return p;
}

bool covered(geom::Point p, std::span<const geom::MultiPolygon> polygons, const geom::SpatialIndex& index) {
    const std::vector<std::uint32_t> candidates = index.query({p.x, p.y, p.x, p.y});
    return std::any_of(candidates.begin(), candidates.end(), [&](std::uint32_t i) {
        return geom::locate(p, polygons[i]) != geom::Position::Outside;
    });
}

/// The faces between left-over edges that no polygon covers.
std::vector<geom::MultiPolygon> gaps_of(std::span<const geom::MultiPolygon> polygons,
                                        const std::vector<geom::LineString>& unmatched,
                                        const geom::SpatialIndex& index, const Progress& progress) {
    progress.checkpoint();
    const GeosGeometry lines = to_geos(geom::MultiLineString{unmatched});
    const GeosGeometry noded = checked(GEOSUnaryUnion_r(thread_geos(), lines.get()), "node");
    const GEOSGeometry* const input = noded.get();
    const geom::MultiPolygon faces =
        polygons_of(checked(GEOSPolygonize_r(thread_geos(), &input, 1), "polygonize").get());
    std::vector<geom::MultiPolygon> gaps;
    for (const geom::Polygon& face : faces.parts) {
        progress.checkpoint();
        geom::MultiPolygon gap{{face}};
        if (!covered(point_inside(gap), polygons, index)) gaps.push_back(std::move(gap));
    }
    std::sort(gaps.begin(), gaps.end(), [](const geom::MultiPolygon& a, const geom::MultiPolygon& b) {
        const geom::Box left = geom::bounds(a), right = geom::bounds(b);
        return std::pair(left.min_x, left.min_y) < std::pair(right.min_x, right.min_y);
    });
    return gaps;
}

}  // namespace

CoverageFaults check_coverage(std::span<const geom::MultiPolygon> polygons, const Progress& progress) {
    std::vector<geom::Box> boxes;
    boxes.reserve(polygons.size());
    for (const geom::MultiPolygon& polygon : polygons) boxes.push_back(geom::bounds(polygon));
    const geom::SpatialIndex index(boxes);
    const geom::CoverageSuspects suspects =
        geom::find_coverage_suspects(polygons, index, progress.part(0, 0.6));
    return {overlaps_of(polygons, suspects.pairs, progress.part(0.6, 0.8)),
            gaps_of(polygons, suspects.unmatched, index, progress.part(0.8, 1))};
}

}  // namespace zonewright::gis
