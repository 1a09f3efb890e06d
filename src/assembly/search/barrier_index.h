// What does a short crossing from one parcel to another run into?
// Cost: one index query over barrier edges and one over barrier polygons per crossing. Thread-safe once
// built.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "assembly/barrier.h"
#include "geom/spatial_index.h"

namespace zonewright::assembly {

class BarrierIndex {
public:
    explicit BarrierIndex(std::span<const Barrier> barriers);

    /// Positions of the barriers that the straight way from `from` to `to` meets, ascending. Lines count when
    /// crossed; polygons when the way runs inside them for more than `tolerance_m`, so that a digitising
    /// overlap does not cut.
    std::vector<std::uint32_t> met(geom::Point from, geom::Point to, double tolerance_m) const;
    /// Nothing is near the box: the cheap first question.
    bool clear(const geom::Box& box) const;

private:
    struct Edge {
        geom::Point begin, end;
        std::uint32_t barrier;
    };
    std::span<const Barrier> barriers_;
    std::vector<Edge> edges_;
    std::vector<geom::Polygon> polygons_;
    std::vector<std::uint32_t> polygon_barrier_;
    std::unique_ptr<geom::SpatialIndex> edge_index_, polygon_index_;
};

}  // namespace zonewright::assembly
