// Which parcels lie on the same land, and who keeps it? Land is counted once.
//
// The parcel with the stronger title keeps the common land: supplied before approved before planned, then the
// one with the smaller id. Both are listed in a finding that says who keeps it and how much it is. Cost:
// O(parcels × neighbours) area overlays, parallel; shared edges are told from overlaps exactly.
#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "geom/overlay_shape.h"
#include "geom/statutory_area.h"
#include "model/finding.h"
#include "model/parcel.h"
#include "supply/supply_rules.h"

namespace zonewright::supply {

struct Claims {
    std::vector<geom::OverlayShape> shapes;            ///< per parcel
    std::vector<std::vector<std::uint32_t>> stronger;  ///< per parcel: those that keep common land, ascending
    std::vector<model::Finding> findings;
};

Claims settle_claims(const std::vector<model::Parcel>& parcels, const ClassRules& rules,
                     const geom::StatutoryArea& area, const Progress& progress);

}  // namespace zonewright::supply
