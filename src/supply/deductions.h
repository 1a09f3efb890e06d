// What does each constraint take from one parcel? Deductions in the stated order, overlaps taken once.
//
// remaining₀ is the parcel, remaining_k is remaining_{k-1} without the land of layer k, and
// taken_k = A(remaining_{k-1}) − A(remaining_k) with A the statutory area: gross − Σ taken − net is zero by
// construction, in whole square centimetres. The 1e-6″ rounding of the statutory formula can make a cut of
// nothing look like a gain of 0.01 m²; A never rises along the sequence. Layers that do not meet the parcel,
// or swallow it, are told by overlay_area without any overlay; only partial covers go to OverlayNG, against
// the part of the polygon near the parcel. Cost: per parcel one index query, ~1 µs per candidate, ~50 µs per
// real cut. Thread-safe after construction.
#pragma once

#include <span>
#include <vector>

#include "base/progress.h"
#include "base/units.h"
#include "geom/overlay_shape.h"
#include "geom/spatial_index.h"
#include "geom/statutory_area.h"
#include "model/constraint_layer.h"
#include "supply/supply_rules.h"

namespace zonewright::supply {

/// A piece so small or narrow that it may be a line error rather than land.
struct Sliver {
    std::size_t step = 0;
    geom::MultiPolygon geometry;
    Area area;
    double width_m = 0;  ///< 2 × planar area / perimeter
};

struct Deductions {
    Area gross;
    std::vector<Area> taken;  ///< taken[0]: lost to other parcels; taken[k + 1]: layer k
    Area net;
    geom::MultiPolygon remaining;
    std::vector<Sliver> slivers;
};

class Deductor {
public:
    /// Keeps references to `layers`.
    Deductor(const std::vector<model::ConstraintLayer>& layers, const geom::StatutoryArea& area,
             const SliverRules& slivers, const Progress& progress);

    /// `claimed`: parcels that keep the land they share with this one.
    Deductions deduct(const geom::MultiPolygon& parcel,
                      std::span<const geom::OverlayShape* const> claimed) const;

private:
    struct Cut;

    void take_layer(Cut& cut, std::size_t layer, std::span<const std::uint32_t> candidates) const;

    const std::vector<model::ConstraintLayer>& layers_;
    geom::StatutoryArea area_;
    SliverRules sliver_rules_;
    std::vector<geom::OverlayShape> shapes_;  ///< polygons of all layers, one after the other
    std::vector<std::size_t> first_shape_;    ///< per layer; one more at the end
    std::vector<geom::Box> boxes_;
    geom::SpatialIndex index_;
};

}  // namespace zonewright::supply
