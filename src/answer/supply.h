// How much industrial land is really there, and is it enough?
//
// The net-supply waterfall of the city or of one town: gross area less every deduction in order, down to net, exact
// to 0.01 m² and closed in 公顷 and 亩 (model/printed_area.h); net land by class, size and town; vacant floors. On
// request the size structure, supply curves and best buys, and the balance against the demand of study.toml.
// Parcels are counted where net land is left (model/supply_groups.h). What was not checked has no figures, never
// zero. Areas are statutory. A demand that cannot be met is a shortfall (complete = false), never an error.
// Errors: InputError for an unknown town. Cost: brings the study up to supply; for structure, offers, charts and
// workbook also suitability, for demand also assembly.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct SupplyQuestion {
    std::filesystem::path study;
    std::string town;
    bool demand = false, structure = false, offers = false;
    std::filesystem::path workbook, charts;
    std::optional<double> least_score;  ///< as the rule file has it when not given
    Language language = Language::Zh;
};
Declaration declared(SupplyQuestion& question);

/// A step of the waterfall; figures only where it was checked, a reason only where not.
struct SupplyStep {
    std::string step;  ///< "gross", id of a constraint, "net"; "offered" or a supply class
    Text title;
    bool checked = true;
    bool deduction = false;
    std::optional<Area> area;
    std::optional<double> hectares, mu;  ///< closed over the waterfall
    std::optional<double> share;         ///< of gross
    std::optional<Text> reason;
};

/// Net land of one supply class and size class.
struct SupplyClassRow {
    std::string supply_class, size_class;
    Text class_title, size_title;
    int parcel_count = 0;
    Area net;
    double net_mu = 0;
};

struct SupplyTown {
    std::string town_code;
    Text name;
    int parcel_count = 0;
    Area gross, net, offered;
    double gross_mu = 0, net_mu = 0, offered_mu = 0;  ///< net and offered closed over the towns
};

/// Vacant floors of parcels of all classes; means weighted by floor area, NaN where no parcel states the figure.
struct SupplyFloors {
    double floor_m2 = 0;
    int parcel_count = 0;
    double mean_storeys = 0, mean_storey_height_m = 0, mean_load_kn_m2 = 0, mean_rent_yuan_per_m2_month = 0;
};

struct SizeFigure {
    std::string size_class;
    Text size_title;
    int parcel_count = 0;
    Area net;
    double net_mu = 0;
};

struct NamedGroup {
    std::string id;
    Text title;
};

/// Net land by size within the groups of one grouping; no groups where its source is missing.
struct SupplyStructure {
    std::string by;  ///< "supply_class", "cluster", "industrial_line", "base"
    Text title;
    bool adds_up = true;
    std::optional<Text> not_checked;  ///< why
    std::optional<std::map<std::string, std::vector<SizeFigure>>> groups;
    std::vector<NamedGroup> group_titles;  ///< in the order of the rule file or of the plan
};

struct PriceRange {
    double low = 0, central = 0, high = 0;
};

struct CurvePoint {
    std::string parcel;
    Area net, cumulative;
    PriceRange cost_yuan_per_m2;
};
/// Cumulative net land by unit cost; one for the city and each town with suitable land.
struct ClusterCurve {
    std::string cluster;
    Text cluster_title;
    std::string town_code;  ///< empty: the city
    double least_score = 0;
    std::vector<CurvePoint> points;
};

struct BestBuy {
    std::string parcel;
    Area net;
    PriceRange cost_yuan_per_m2, quality;
};
/// Parcels that no other beats in both quality and cost, cheapest first.
struct ClusterBestBuys {
    std::string cluster;
    Text cluster_title;
    std::vector<BestBuy> parcels;
};

/// Demand, shortfall and assumption belong to the city; they are absent in the rows of towns.
struct ClusterBalance {
    std::string cluster;
    Text cluster_title;
    std::string town_code;  ///< empty: the city
    Area eligible, usable, reachable;
    std::optional<Area> demand, shortfall;
    std::optional<Text> assumption;
};

struct SupplyAnswer : Remarks {
    std::string town_code;  ///< of the town asked for; empty: the city
    Text place;             ///< its name, "the city"
    std::vector<SupplyStep> waterfall;
    std::vector<SupplyStep> net_split;  ///< of net: "offered", the net supply; then stock by class
    std::vector<SupplyClassRow> classes;
    std::optional<std::vector<SupplyTown>> towns;  ///< not for one town
    std::optional<SupplyFloors> floor_space;
    std::map<std::string, int> findings;  ///< how many of each rule
    double least_score = 0;               ///< from where on land counts as suitable
    std::optional<std::vector<SupplyStructure>> structure;
    std::optional<std::vector<ClusterCurve>> curves;
    std::optional<std::vector<ClusterBestBuys>> best_buys;
    std::optional<std::vector<ClusterBalance>> balance;
};
SupplyAnswer answer(study::Study& study, const SupplyQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const SupplyAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const SupplyAnswer*);

}  // namespace zonewright::answer
