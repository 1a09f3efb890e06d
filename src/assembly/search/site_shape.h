// The ground a site covers: its parcels and the road strips between linked parcels, as one polygon where it
// is one. Strips are the quadrangles between facing stretches of linked parcels; holes no larger than the
// square of the road gap (crossings of two such roads) are closed. Statutory areas are those of the parcels;
// this shape is for width, rectangle and the map.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geom/geometry.h"
#include "geom/spatial_index.h"
#include "model/parcel.h"
#include "model/site.h"
#include "model/study_definition.h"

namespace zonewright::assembly {

class SiteShapes {
public:
    SiteShapes(std::span<const model::Parcel> parcels, const model::ParcelGraph& graph,
               const model::SiteRules& rules);

    /// Thread-safe.
    geom::MultiPolygon closed_shape(std::span<const std::uint32_t> parcels) const;
    /// The blocks of a site: its parcels joined where they share an edge, without the strips of road and canal
    /// between them. What is built lies in one of them. Thread-safe.
    geom::MultiPolygon blocks(std::span<const std::uint32_t> parcels) const;

    /// A strip of road or canal between two linked parcels.
    struct Strip {
        std::uint32_t a, b;
        geom::Polygon polygon;
        bool is_crossing = false;  ///< of a road or canal, not the hairline of a shared edge
    };
    /// All strips between linked parcels of the list. Parcels beside the list still block the view.
    std::vector<Strip> strips_between(std::span<const std::uint32_t> parcels) const;

    /// The parcels whose boxes come near the box.
    std::vector<std::uint32_t> near(const geom::Box& box) const { return index_.query(box); }

private:
    /// How two parcels are linked; nothing where they are not.
    std::optional<model::LinkReason> link_of(std::uint32_t a, std::uint32_t b) const;
    geom::MultiPolygon joined(std::span<const std::uint32_t> parcels, bool across_roads) const;

    std::span<const model::Parcel> parcels_;
    double road_gap_m_, snap_m_;
    geom::SpatialIndex index_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, model::LinkReason> links_;
};

}  // namespace zonewright::assembly
