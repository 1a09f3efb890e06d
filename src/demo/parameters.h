// What the demonstration city is made from: layers/demo/*.toml in plane coordinates, and the towns of the
// plan.
//
// Guarantees: every key is checked (unknown keys and missing figures are errors naming file and line);
// nothing about the city stands in code. Cost: a few milliseconds.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "demo/town_growth.h"
#include "geom/geometry.h"
#include "model/catalogue.h"

namespace zonewright::demo {

/// The CRS of everything that is written.
inline constexpr int city_epsg = 4547;

struct Totals {
    double land_m2 = 0, farmland_m2 = 0, redline_m2 = 0, growth_limit_m2 = 0, industrial_line_m2 = 0;
    double growth_fill_share = 1, flexible_share = 0, special_share = 0, industrial_line_fill_share = 1;
    double industrial_land_m2 = 0, small_parcel_mu = 0;
    int parcels = 0;
    double plain_share = 0, terrace_share = 0, mountain_share = 0;
    double plain_below_m = 0, mountain_above_m = 0, highest_m = 0;
};

/// A spot given by a town: from its seat in a direction, `share` of the way to the border.
struct TownSpot {
    std::string town;
    geom::Point toward;
    double share = 0;
};

struct Hill {
    std::string name;
    TownSpot spot;
    double height_m = 0, half_width_m = 0;
};

struct River {
    std::string name, kind;
    double width_m = 0;
    geom::LineString course;
};

struct Reservoir {
    std::string name;
    TownSpot spot;
    double area_m2 = 0;
};

struct Landforms {
    geom::Polygon sea;
    std::vector<Hill> hills;
    std::vector<River> rivers;
    std::vector<Reservoir> reservoirs;
};

struct Course {
    std::string name;
    geom::LineString line;
};

struct Metro {
    std::string name;
    std::vector<std::string> towns;
};

struct Gateway {
    std::string name, kind;
    geom::Point position;
};

struct Roads {
    std::map<std::string, double> width_m;  ///< by class
    double street_spacing_m = 0, street_bend_m = 0, station_spacing_m = 0;
    std::vector<Course> expressways;
    std::vector<Metro> metros;
    std::vector<Gateway> gateways;
};

struct DemandParameters {
    std::string cluster;
    double area_mu = 0, minimum_site_mu = 0, maximum_site_mu = 0;
};

struct Industry {
    std::map<std::string, double> town_leaning;
    std::vector<double> whole_below_m2, block_m2;
    double edge_m = 0, lane_share = 0, gross_per_net = 1, outside_boundary_share = 0;
    double supplied_share = 0, approved_share = 0, collective_share = 0, register_share = 0, vacant_share = 0;
    std::vector<DemandParameters> demand;
    std::string city_title;                   ///< of the study
    std::vector<std::string> platform_towns;  ///< where platforms lie beside the places that the plan names
    std::string scarce_cluster, scarce_place; ///< what the scenario that cannot be met limits
};

/// A place that overlaps towns: grows from spots in its hosts up to its area.
struct PlaceGrowth {
    std::string place;
    double area_m2 = 0;
    std::vector<TownSpot> spots;
    std::vector<double> shares;  ///< of the area, one per spot
};

struct Parameters {
    Totals totals;
    Landforms landforms;
    Roads roads;
    Industry industry;
    std::vector<PlaceGrowth> places;
    std::vector<TownTarget> towns;  ///< in the order of the seats
};

/// Reads `layers`/demo. Areas and codes of the towns and areas of the places come from the plan of the
/// catalogue.
Parameters read_parameters(const std::filesystem::path& layers, const model::Catalogue& catalogue);

}  // namespace zonewright::demo
