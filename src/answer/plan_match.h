// Which town fits which industry, where is a town strong without being listed, and where is one listed without land?
//
// Every pair of a town and a cluster of the study, or those of one town or one cluster: listing, net land on offer and
// suitable by size class, classes of suitability, best sites, location quotient, leaders and suppliers, what is missing;
// towns whose best industries coincide (错位发展). With `output` the matrix as a workbook and a picture, and a one-page
// sheet for each town and each cluster (HTML; PDF and DOCX where `formats` asks for them). Land suitable for several
// clusters counts for each. Areas are net and statutory. Errors: InputError for an unknown town or cluster. Cost: brings
// the study up to assembly; sheets take about a second each.
#pragma once

#include <filesystem>
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

struct PlanMatchQuestion {
    std::filesystem::path study;
    std::string town, cluster;
    std::filesystem::path output;
    std::vector<std::string> formats;
    Language language = Language::Zh;
};
Declaration declared(PlanMatchQuestion& question);

struct LandOfClass {
    std::string id;  ///< a size class, or a class of suitability; "unrated": excluded or without data
    Text title;
    int parcels = 0;
    Area net;
};

struct MatchedSite {
    std::string id;
    Area net;
    double score = 0;
};

struct TownMatch {
    std::string town_code;
    Text town;
    std::string cluster;
    Text cluster_name;
    std::string listing;  ///< "listed", "open_list", "not_listed"
    std::vector<Text> through;
    Area offered, suitable, largest_parcel;
    std::vector<LandOfClass> sizes, classes;
    std::optional<double> mean_score, quotient, output_quotient;
    std::vector<MatchedSite> sites;
    int enterprises = 0, leaders = 0, suppliers = 0;
    double output_yuan = 0;
    std::vector<Text> missing;
    bool strong_not_listed = false, listed_without_land = false;
};

struct CoincidingIndustries {
    std::vector<std::string> clusters;
    std::vector<Text> cluster_names;
    std::vector<Text> towns;
};

struct PlanMatchAnswer : Remarks {
    std::vector<TownMatch> pairs;
    std::vector<CoincidingIndustries> coinciding;
    std::size_t enterprises_outside = 0;  ///< in no town: not counted
};
PlanMatchAnswer answer(study::Study& study, const PlanMatchQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanMatchAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanMatchAnswer*);

}  // namespace zonewright::answer
