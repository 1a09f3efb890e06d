// What study.toml says: everything a run depends on, with paths resolved against the study's folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/evidence.h"

namespace zonewright::model {

/// What the ledger of supply counts in: the statutory area of the outlines, or that area scaled, parcel by
/// parcel, to the recorded one (TBMJ) where a parcel has one.
enum class AreaBasis { Statutory, Recorded };

struct SourceDefinition {
    std::string role;
    std::filesystem::path path;  ///< absolute
    std::string written_path;    ///< as in study.toml
    std::string layer;           ///< empty: the only layer, or the one named by an alias of the role
    std::string crs;             ///< "EPSG:4547"; empty: taken from the file
    std::string degrees;         ///< "packed": 度.分秒, 113.4530 for 113°45′30″; "decimal"; empty: not stated
    std::string encoding;        ///< "GBK", "UTF-8"; empty: found out
    std::string code_scheme;     ///< "survey3" (三调), "gbt21010", "landsea2020", "landsea2023"; empty: the
                                 ///< role's default
    std::map<std::string, std::string> fields;  ///< canonical name → name in the file; empty: by alias
    GeometryStatus status = GeometryStatus::Unstated;
    std::string date;
    std::string licence;
    std::string note;
};

struct Demand {
    std::string cluster;
    double area_m2 = 0;
    double minimum_site_m2 = 0;
    std::optional<double> maximum_site_m2;
    int site_count = 0;  ///< sites to assemble for this cluster; 0: as many as the area needs
    std::optional<int> year;
    std::string note;
    /// Set when the area was derived as output target ÷ output per 亩 instead of being given.
    std::optional<double> output_target_yuan;
    std::optional<double> output_yuan_per_mu;
};

/// Limits for sites: what study.toml states, the rest from layers/rules/assembly.toml (catalog fills it in).
/// An empty value is no set of rules.
struct SiteRules {
    double minimum_frontage_m = 0;           ///< shared edge that counts as adjacency
    double maximum_road_gap_m = 0;           ///< W: roads and canals up to this width may be crossed
    double snap_m = 0;                       ///< boundaries closer than this share an edge
    double shape = 0;  ///< share of the circle of radius R that the largest site fills; 0 switches it off
    double minimum_width_m = 0;
    int maximum_owners = 0;                  ///< 0: no limit
    int maximum_towns = 0;                   ///< towns a site may lie in; 0: no limit
    double maximum_redevelopment_share = 0;  ///< of the site's net area that may be redevelopment
    double footprint_long_m = 0,
           footprint_short_m = 0;  ///< a factory that must fit at some rotation; 0: no rule
    double window = 0;             ///< largest site of a demand without a maximum, times its smallest
    double circle_window = 0;      ///< the circle is sized for sites up to this many times the smallest
};

struct StudyDefinition {
    std::filesystem::path folder;
    std::string title;
    std::string plan;  ///< a version of layers/plans, or a folder with a plan.toml
    int epsg = 4547;
    double cell_size_m = 50;
    AreaBasis area_basis = AreaBasis::Statutory;
    std::string weights = "default";  ///< id of layers/weights/<id>.toml
    std::string aggregation = "wlc";
    std::string scenario;
    std::string confidentiality;  ///< 密级 printed on reports, for example 内部
    std::filesystem::path report_form;  ///< the bureau's own Word form for site reports, absolute; empty: none
    std::uint64_t seed = 1;
    std::size_t memory_mib = 2048;  ///< budget of the raster stages
    std::vector<SourceDefinition> sources;
    std::vector<Demand> demand;
    SiteRules sites;
    /// Supply classes that are on offer (net supply, sites, allocation); by layers/rules/supply_classes.toml
    /// where study.toml names none.
    std::vector<std::string> supply_classes;
    std::map<std::string, int>
        line_of;  ///< "source[2].role" → line of study.toml, for messages; one entry per key given
};

}  // namespace zonewright::model
