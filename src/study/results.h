// Everything one study knows so far: filled stage by stage, kept by the runner, read by the verbs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "assembly/find_sites.h"
#include "geom/statutory_area.h"
#include "model/allocation.h"
#include "model/catalogue.h"
#include "model/constraint_layer.h"
#include "model/construction_suitability.h"
#include "model/criterion_surface.h"
#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/source_set.h"
#include "model/study_definition.h"
#include "model/suitability.h"
#include "model/supply.h"
#include "model/territory.h"
#include "raster/grid.h"

namespace zonewright::study {

struct Results {
    // Given: set by open_study, before any stage.
    model::StudyDefinition definition;
    model::Catalogue catalogue;
    std::filesystem::path layers_folder;
    std::filesystem::path styles_folder;
    std::filesystem::path out;    ///< <study>/out
    std::filesystem::path cache;  ///< <study>/out/.cache
    geom::StatutoryArea area{geom::GaussKruger{}};

    // intake
    model::SourceSet sources;
    std::vector<model::Parcel> parcels;
    raster::GridSpec grid;
    // zoning
    model::ZoneMap zones;
    geom::MultiPolygon city;
    // constraint
    std::vector<model::ConstraintLayer> constraints;
    std::vector<model::Finding> constraint_findings;
    raster::Grid<std::uint32_t> admissible;
    // criterion
    std::vector<model::CriterionSurface> surfaces;
    // suitability
    model::Suitability suitability;
    // construction
    model::ConstructionSuitability construction;
    // supply
    model::SupplyStatement supply;
    std::vector<model::ParcelOffer> offers;  ///< cost and quality, one per parcel
    // assembly
    model::ParcelGraph graph;
    assembly::SitesResult sites;
    // allocation
    model::Allocation allocation;
};

}  // namespace zonewright::study
