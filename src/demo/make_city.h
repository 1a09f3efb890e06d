// zonewright demo: a complete study folder for a schematic city, as a user would bring it.
//
// study.toml and data/: land survey and control lines, parcels, roads, water, facilities, elevation, in the
// formats and with the field names of the bureau. Everything is marked 示意数据. Same seed, same content on
// every machine. Cost: small (a tenth of the parcels, 50 m elevation) some 10 s, city (all parcels, 10 m
// elevation) some 40 s; memory below 1 GiB and 2 GiB.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.h"
#include "model/catalogue.h"

namespace zonewright::demo {

enum class CitySize { Small, City };

struct DemoOptions {
    CitySize size = CitySize::Small;
    std::uint64_t seed = 1;
    std::filesystem::path layers;  ///< the layers folder; its demo/ holds the parameters
};

/// What was made, measured on the polygons that were written.
struct CityReport {
    double land_m2 = 0, published_towns_m2 = 0;  ///< statutory; sum of the published areas of the towns
    double worst_town_share = 0;                 ///< largest |area / published - 1|
    std::string worst_town;
    double farmland_m2 = 0, redline_m2 = 0, growth_boundary_m2 = 0, industrial_line_m2 = 0;
    std::size_t parcels = 0, parcels_below_limit = 0, land_use_pieces = 0;
    double parcel_m2 = 0;
    double highest_m = 0;
    std::vector<std::filesystem::path> files;
};

/// Writes into `folder` (made when absent); files of the same names are replaced. Throws ResourceError when
/// it cannot.
CityReport make_city(const DemoOptions& options, const model::Catalogue& catalogue,
                     const std::filesystem::path& folder, const Progress& progress);

}  // namespace zonewright::demo
