#include "assembly/search/site_shape.h"

#include <algorithm>
#include <cmath>

#include "base/plane_length.h"
#include "geom/adjacency.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::assembly {
namespace {

/// How far a strip reaches into both parcels, so that the union leaves no hairline between them.
constexpr double overlap_m = 0.05;
constexpr double repeated_within_m = 0.001;

std::vector<geom::Box> boxes_of(std::span<const model::Parcel> parcels) {
    std::vector<geom::Box> boxes;
    for (const model::Parcel& parcel : parcels) boxes.push_back(geom::bounds(parcel.geometry));
    return boxes;
}

geom::Polygon strip_of(const geom::FacingPiece& piece) {
    const double east = (piece.near_end.x - piece.near_begin.x) / piece.length_m * overlap_m;
    const double north = (piece.near_end.y - piece.near_begin.y) / piece.length_m * overlap_m;
    const auto moved = [&](geom::Point p, double sign) {
        return geom::Point{p.x + sign * north, p.y - sign * east};
    };
    const geom::Point first = moved(piece.near_begin, -1);
    return {{{first, moved(piece.near_end, -1), moved(piece.far_end, 1), moved(piece.far_begin, 1), first}}};
}

void close_small_holes(geom::MultiPolygon& shape, double largest_m2) {
    for (geom::Polygon& polygon : shape.parts) {
        const auto small = [&](const geom::Ring& ring) {
            return std::abs(geom::signed_ring_area(ring)) <= largest_m2;
        };
        polygon.rings.erase(std::remove_if(polygon.rings.begin() + 1, polygon.rings.end(), small),
                            polygon.rings.end());
    }
}

/// Overlapping strips leave corners that are the same to a fraction of a millimetre; one of each is kept.
void drop_repeated_corners(geom::MultiPolygon& shape) {
    const auto same = [](const geom::Point& a, const geom::Point& b) {
        return plane_length(a.x - b.x, a.y - b.y) < repeated_within_m;
    };
    for (geom::Polygon& polygon : shape.parts)
        for (geom::Ring& ring : polygon.rings) {
            geom::Ring kept = ring;
            kept.erase(std::unique(kept.begin(), kept.end(), same), kept.end());
            while (kept.size() > 1 && same(kept.front(), kept.back())) kept.pop_back();
            if (kept.size() < 3) continue;
            kept.push_back(kept.front());
            ring = std::move(kept);
        }
}

}  // namespace

SiteShapes::SiteShapes(std::span<const model::Parcel> parcels, const model::ParcelGraph& graph,
                       const model::SiteRules& rules)
    : parcels_(parcels), road_gap_m_(rules.maximum_road_gap_m), snap_m_(rules.snap_m), index_(boxes_of(parcels)) {
    for (const model::Link& link : graph.links) links_.emplace(std::pair(link.a.value, link.b.value), link.reason);
}

std::optional<model::LinkReason> SiteShapes::link_of(std::uint32_t a, std::uint32_t b) const {
    const auto found = links_.find(std::pair(std::min(a, b), std::max(a, b)));
    return found == links_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<SiteShapes::Strip> SiteShapes::strips_between(std::span<const std::uint32_t> parcels) const {
    geom::Box box;
    for (const std::uint32_t v : parcels) box.include(geom::bounds(parcels_[v].geometry));
    const std::vector<std::uint32_t> around = index_.query(box.grown(1));
    std::vector<geom::MultiPolygon> polygons;
    std::vector<char> inside;
    for (const std::uint32_t v : around) {
        polygons.push_back(parcels_[v].geometry);
        inside.push_back(std::find(parcels.begin(), parcels.end(), v) != parcels.end() ? 1 : 0);
    }
    std::vector<Strip> strips;
    // A few parcels, asked for from loops that already use every thread.
    const Progress alone(nullptr, {}, 1);
    for (const geom::FacingPiece& piece : geom::facing_pieces(polygons, {road_gap_m_, snap_m_}, alone)) {
        // Shared edges too: their vertices are rarely the same to the last digit, and a union would leave a
        // hairline.
        if (!inside[piece.from] || !inside[piece.to] || piece.length_m < overlap_m) continue;
        const std::uint32_t a = around[piece.from], b = around[piece.to];
        if (a >= b) continue;
        if (const auto reason = link_of(a, b))
            strips.push_back({a, b, strip_of(piece), *reason != model::LinkReason::SharedEdge});
    }
    return strips;
}

geom::MultiPolygon SiteShapes::joined(std::span<const std::uint32_t> parcels, bool across_roads) const {
    std::vector<geom::MultiPolygon> pieces;
    for (const std::uint32_t v : parcels) pieces.push_back(parcels_[v].geometry);
    for (Strip& strip : strips_between(parcels))
        if (across_roads || !strip.is_crossing) pieces.push_back({{std::move(strip.polygon)}});
    return gis::union_of(pieces);
}

geom::MultiPolygon SiteShapes::closed_shape(std::span<const std::uint32_t> parcels) const {
    geom::MultiPolygon shape = joined(parcels, true);
    close_small_holes(shape, road_gap_m_ * road_gap_m_);
    drop_repeated_corners(shape);
    return shape;
}

geom::MultiPolygon SiteShapes::blocks(std::span<const std::uint32_t> parcels) const {
    geom::MultiPolygon shape = joined(parcels, false);
    drop_repeated_corners(shape);
    return shape;
}

}  // namespace zonewright::assembly
