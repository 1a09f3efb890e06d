// Where could this be built, at what cost, and is there nothing better?
//
// Sites for one cluster: disjoint, connected sets of parcels inside the asked window of net area, each with its
// cost, score, distance from the best and the reason why it is not larger; with `all`, every feasible site above
// a score. Areas are net and statutory, coordinates on the study's plane in metres. A demand that cannot be met
// is a shortfall (complete = false), never an error. Errors: InputError for an unknown cluster, town or parcel.
// Cost: brings the study up to assembly; then some seconds for dozens of sites, bounded by tree nodes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "answer/supply_choice.h"
#include "base/progress.h"
#include "base/units.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct SitesQuestion {
    std::filesystem::path study;
    std::string cluster;
    double area_mu = 0;
    std::optional<double> max_area_mu;
    std::string town, around;
    int count = 1;
    std::string objective = "cost";
    std::optional<int> owners, towns;
    std::optional<double> redevelopment, shape;
    std::vector<double> footprint;
    std::vector<std::string> supply;  ///< supply classes that may be used; empty: those of the study
    bool all = false;
    double min_score = 0;
    std::size_t limit = 100;
    std::filesystem::path output, certificates;
    Language language = Language::Zh;
};
Declaration declared(SitesQuestion& question);

/// What a search proved: objective and bound in yuan weighted by suitability.
struct SolverFigures {
    std::int64_t objective = 0, bound = 0;
    double gap = 0;    ///< of the objective
    std::string stop;  ///< why it ended: "proved", "gap", "node_budget", …
};

/// Two parcels of a site that hold together.
struct SiteLink {
    std::string a, b, reason;
    double gap_m = 0, frontage_m = 0;
};

/// What one criterion adds to the score of a site.
struct SiteReason {
    std::string criterion;
    Text title;
    double weight = 0, worth = 0, points = 0;
};

struct SiteCard {
    std::string id;
    std::vector<std::string> parcels;
    std::vector<SiteLink> links;
    std::string centre;  ///< id of a parcel
    std::string town_code, town_name;
    Area area;  ///< net
    double area_mu = 0;
    int owner_count = 0, town_count = 0;
    double redevelopment_share = 0;
    double min_width_m = 0;  ///< of the widest place across no road: the diameter of the largest circle
    double rect_long_m = 0, rect_short_m = 0;
    std::vector<double> rect_centre;
    double rect_bearing_rad = 0, compactness = 0;
    int hole_count = 0;
    double cost_yuan = 0, cost_yuan_per_m2 = 0, score = 0;
    std::vector<SiteReason> reasons;  ///< greatest points first; they sum to the score
    double reach_m = 0, marginal_yuan_per_m2 = 0;
    Text blocks_larger;
    SolverFigures solver;
};

struct SitesShortfall {
    int missing_sites = 0;
    Text reason;
};

/// How the list of all sites ended.
struct SitesList {
    double least_score = 0;
    bool complete = false;
    std::string end;  ///< "all", "limit", "node_budget"
};

struct SitesAnswer : Remarks {
    std::vector<SiteCard> sites;
    std::vector<Text> notes;
    std::optional<SitesShortfall> shortfall;
    std::optional<SolverFigures> solver;  ///< of all together; not with `all`
    std::optional<SitesList> list;        ///< only with `all`
    std::vector<ClassLeftOut> left_out;   ///< supply classes that were not used
};
SitesAnswer answer(study::Study& study, const SitesQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const SitesAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const SitesAnswer*);

}  // namespace zonewright::answer
