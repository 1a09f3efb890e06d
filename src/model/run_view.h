// What a run has found, as publishing and reporting see it: references to the nouns, nothing copied.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "geom/geometry.h"
#include "geom/statutory_area.h"
#include "model/allocation.h"
#include "model/catalogue.h"
#include "model/constraint_layer.h"
#include "model/finding.h"
#include "model/offered_unit.h"
#include "model/parcel.h"
#include "model/site.h"
#include "model/supply.h"
#include "model/territory.h"

namespace zonewright::model {

/// One connected piece of excluded land; `layer` is the position of its constraint.
struct ExclusionPiece {
    std::size_t layer = 0;
    const geom::MultiPolygon* geometry = nullptr;
    Area area;
};

struct RunView {
    int epsg = 0;
    const Plan* plan = nullptr;
    const ZoneMap* zones = nullptr;
    std::span<const ConstraintLayer> constraints;
    std::span<const ExclusionPiece> exclusions;
    std::span<const Parcel> parcels;
    const SupplyStatement* supply = nullptr;
    /// scores[cluster][parcel] in 0…1, NaN for no data; rows by position of the cluster in the plan. May be
    /// empty.
    std::span<const std::vector<double>> scores;
    const ParcelGraph* graph = nullptr;
    std::span<const Site> sites;
    std::span<const OfferedLand> offered;  ///< in the order of AllocatedUnit::unit
    const Allocation* allocation = nullptr;
    std::span<const Finding> findings;
    bool mask_owners = false;          ///< leave the owners' names out
    Language language = Language::Zh;  ///< of the words in published tables
};

}  // namespace zonewright::model
