// What the stages of a study make, one value each. A value never changes once it is made.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "assembly/find_sites.h"
#include "base/language.h"
#include "base/units.h"
#include "constraint/exclusions.h"
#include "geom/geometry.h"
#include "model/allocation.h"
#include "model/constraint_layer.h"
#include "model/construction_suitability.h"
#include "model/criterion_surface.h"
#include "model/finding.h"
#include "model/finding_count.h"
#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/site.h"
#include "model/source_set.h"
#include "model/suitability.h"
#include "model/supply.h"
#include "model/territory.h"
#include "model/town.h"
#include "raster/grid.h"

namespace zonewright::study {

/// The sources in the study's CRS, one schema, valid geometry; the parcels; the grid that covers the city.
struct Intake {
    model::SourceSet sources;
    std::vector<model::Town> towns;
    std::vector<model::Parcel> parcels;
    raster::GridSpec grid;
    geom::MultiPolygon city;  ///< union of the towns
    std::map<std::string, std::string> raster_sha256;  ///< of the files of sources.rasters, by role
};

struct Zoning {
    model::ZoneMap zones;
};

/// A raster of the cache as it is published.
struct PublishedSurface {
    std::filesystem::path tiles;
    std::string content_sha256;  ///< what it says
    std::string file_sha256;
};

/// Land that constraints exclude, as polygons and as reason bits on the grid.
struct Constraints {
    std::vector<model::ConstraintLayer> layers;
    std::vector<model::Finding> findings;
    raster::Grid<std::uint32_t> admissible;
    std::string admissible_sha256;  ///< of the grid
    std::vector<constraint::Exclusion> exclusions;  ///< the excluded land as pieces
    PublishedSurface bits;                          ///< the grid as a file for people
};

struct Criteria {
    std::vector<model::CriterionSurface> surfaces;
};

struct Supply {
    model::SupplyStatement statement;
    std::vector<model::ParcelOffer> offers;  ///< cost and quality, one per parcel
};

struct Assembly {
    model::ParcelGraph graph;
    assembly::SitesResult sites;
};

/// One published thing and the digest of what it says (study/published_content.h).
struct PublishedItem {
    std::string file;   ///< relative to <study>/out
    std::string layer;  ///< of a GeoPackage; empty otherwise
    std::string kind;   ///< "table", "raster", "zip" or "file": how the digest is made
    std::uint64_t rows = 0;
    std::string sha256;
};

/// What a person asks for first of a whole run; statutory areas.
struct RunFigures {
    Area gross, net;  ///< net of deductions: offered and stock
    Area offered;     ///< the net supply
    Area allocated, shortfall;
    std::uint64_t parcels = 0, sites = 0;
    std::vector<model::FindingCount> findings;
    std::vector<Text> cautions;  ///< not checked, not measured, sources that say nothing here
};

/// The files below <study>/out, as they were when they were published.
struct Publication {
    std::vector<PublishedItem> content;
    RunFigures figures;
};

}  // namespace zonewright::study
