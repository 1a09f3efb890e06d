// Everything a site report states, as values: what study/ gathers and report/ lays out.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/units.h"
#include "geom/geometry.h"
#include "model/ids.h"
#include "model/land_offer.h"
#include "model/policy_rule.h"
#include "model/site_check.h"
#include "model/study_definition.h"
#include "model/suitability.h"
#include "model/territory.h"

namespace zonewright::model {

/// What only the applicant knows; what is not given is printed as not given.
struct ProjectFacts {
    std::string name, applicant, prepared_by, contact, date;
    std::string industry;  ///< division of GB/T 4754-2017, "39"
    std::string report_number, edition, valid_until;
    std::string responsible, checked_by, approved_by;  ///< persons who sign
    std::optional<double> demanded_area_m2, investment_yuan;
    std::optional<double> plot_ratio, building_coverage, office_land_share, office_floor_share, green_share;
    std::map<std::string, double> figures;  ///< others that indicators of layers/rules name: taxes, output, energy …
};

struct ScorePart {
    CriterionId criterion;
    double weight = 0, worth = 0, points = 0;
};

/// How the outline stands to one cluster. Unlisted is never "unfit".
struct ClusterFit {
    ClusterId cluster;
    Listing listing = Listing::NotListed;
    std::vector<std::pair<PlaceId, double>>
        places;  ///< places the plan names for it that hold the outline, with the share
    ScoreState state = ScoreState::NoData;
    double score = 0;
    double admissible_share = 0;   ///< of the outline: the part that the score and its criteria are of
    double deviation = 0;          ///< of the score under uncertain weights; WLC only, else NaN
    std::vector<ScorePart> parts;  ///< greatest points first
};

/// A territory of the plan that holds land of the outline; territories overlap, so shares do not add up.
struct PlaceShare {
    PlaceId place;
    GeometryStatus status = GeometryStatus::Official;
    Area area;
};

/// A parcel of the study under the outline.
struct ParcelUnder {
    std::string id, owner, ownership, use_name, tenure;
    Area gross;
    Area overlap;
    std::optional<double> floor_area_m2;
};

/// One line of the cross-table of owners and groups of land.
struct OwnedLand {
    Area agricultural, cultivated, construction, unused, unclassed;  ///< cultivated is part of agricultural

    Area sum() const { return agricultural + construction + unused + unclassed; }
};

/// 农用地 / 建设用地 / 未利用地 and 国有 / 集体, from the land-use layer; the groups of each add up to the
/// area.
struct LandBalance {
    bool known = false;  ///< false: no land-use layer
    Area agricultural, cultivated, construction, unused, unclassed;
    Area state, collective, ownership_unknown;
    OwnedLand of_state, of_collective, of_unknown;  ///< 国有 / 集体 / 未注明 × the groups
    std::string date, source;
};

/// Another piece of land that could serve, with the reason why it is named.
struct Alternative {
    std::string id;
    std::string kind;  ///< "site", "parcel"
    Text name;         ///< in words: 以地块 GY… 为中心的连片用地
    Text town_name;
    Area net;
    Verdict verdict = Verdict::Undecided;
    Text headline;  ///< of its own check
    double score = 0;
    double distance_m = 0;
    Estimate cost_yuan_per_m2;  ///< of net area
    int owner_count = 0;
    std::optional<double> ahead_share;  ///< of the draws of weights in which it scores above the outline
    bool in_the_same_town = false;
    Text why;
    geom::MultiPolygon geometry;
};

/// Where the outline ranks among the scored parcels of its town, and how sure that is.
struct Standing {
    Text town_name;
    std::size_t rank = 0, count = 0;  ///< 1 is best; count includes the outline
    std::size_t draws = 0;            ///< of weights; 0: robustness was not asked for
    double mean_rank = 0;
    std::size_t rank_low = 0, rank_high = 0;
    double interval = 0;     ///< level of rank_low … rank_high
    double best_share = 0;   ///< of the town's parcels that count as the best
    double best_chance = 0;  ///< share of the draws in which the outline is among them
};

enum class IndicatorState { Met, NotMet, NotStated };

/// One control indicator of industrial land: what the rule asks, what the project has.
struct Indicator {
    RuleValue rule;
    std::string comparison;  ///< ">=", "<=", "reference"
    std::string nature;      ///< "compulsory", "recommended", "standard_land" …: nature_… of the rules has the words
    std::optional<double> value;
    IndicatorState state = IndicatorState::NotStated;
};

/// Of an outline: what its parcels cost to take and make ready, all rates of layers/rules/cost.toml.
struct LandCost {
    Estimate yuan;                        ///< of the land that parcels are known of
    std::optional<Estimate> yuan_per_m2;  ///< of its net area; nothing where none is left
    double known_share = 0;               ///< of the outline: land that a parcel is known of
    bool verified = false;                ///< every rate is
    std::vector<std::string> parts_unknown;  ///< "demolition" …: not in the sum, which is then a lower bound
};

struct SiteReport {
    std::string title;
    std::string subject;  ///< where the outline came from: a file, a parcel, a site
    ProjectFacts project;
    int epsg = 0;
    geom::MultiPolygon outline;
    Area area;
    double planar_m2 = 0;
    Area net;  ///< after the deductions of the net supply
    std::optional<LandCost> cost;  ///< nothing: no parcel of the study lies under it
    int owner_count = 0;           ///< of the parcels under the outline
    double compactness = 0;        ///< Polsby-Popper 4πA/P², 1 for a circle
    bool is_snake = false;         ///< below the compactness of the rules
    std::vector<std::pair<Text, Area>> towns;  ///< largest first; land in no town has an empty name
    std::string town_code;             ///< of the town that holds most of it; empty: in no town
    Area in_several_towns;             ///< what overlapping towns hold twice: towns − this = area
    std::vector<std::pair<Text, Text>> adjoining;  ///< 东, 南, 西, 北 and the land that adjoins there
    std::vector<PlaceShare> places;    ///< parks, functional areas, bases …: largest first
    std::vector<ParcelUnder> parcels;  ///< largest overlap first
    LandBalance land;
    SiteCheck check;
    std::vector<ClusterFit> fits;      ///< in plan order
    std::optional<ClusterId> cluster;  ///< the industry asked for, or the best scored one
    std::optional<Standing> standing;  ///< for that cluster
    std::vector<Indicator> indicators;
    std::vector<Alternative> alternatives;
    std::vector<SourceDefinition> sources;
    std::string rule_version;
    std::string data_date;              ///< the oldest of the sources
    std::vector<std::string> undated;   ///< roles of sources that state no date
    std::string confidentiality;
    double secret_above_m2 = 0;  ///< contiguous full vectors above this are handled as a state secret
    bool is_secret = false;      ///< the largest piece of the outline is above it
    bool schematic = false;
    bool for_the_public = false;  ///< no coordinates, no owners
};

}  // namespace zonewright::model
