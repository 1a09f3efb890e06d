// How far, in minutes, is land on offer from the neighbouring cities that the plan develops together with, and which sites
// could host a reverse enclave? (三(四) 与相邻城市联动、反向飞地)
//
// For each city of layers/rules/link_cities.toml: bands of travel time by road and by rail over the net land on offer, town
// by town; the best site of each town in each band; the reverse enclaves that the study has (role `reverse_enclave`: origin
// city → host polygon) with the land on offer inside; candidates for more, each with its reasons. What the study does not
// have is said, never estimated. With `output` a workbook, a styled GeoPackage, a map and a page for each city. Minutes are
// one way, areas net and statutory. Errors: InputError for an unknown town or city. Cost: brings the study up to assembly.
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

struct PlanLinksQuestion {
    std::filesystem::path study;
    std::string city, town;
    std::filesystem::path output;
    std::vector<std::string> formats;
    Language language = Language::Zh;
};
Declaration declared(PlanLinksQuestion& question);

struct BandDefinition {
    std::string id;
    Text title;
    double from_minutes = 0;
};

/// Land on offer in one band; the last of a list is "none": no way, or minutes that are not known.
struct LandInBand {
    std::string id;
    int parcels = 0;
    Area net;
};

struct TownInBands {
    std::string town_code;
    Text town;
    std::optional<double> nearest_minutes;  ///< of its land on offer
    std::vector<LandInBand> bands;
};

struct LinkMode {
    std::string mode;  ///< "road", "rail"
    bool known = false;
    Text note;  ///< why not
    std::vector<LandInBand> bands;
    std::vector<TownInBands> towns;
};

struct LinkedSite {
    std::string id;
    std::string town_code;
    Text town;
    std::string cluster;
    Text cluster_name;
    Area net;
    double score = 0;
    std::optional<double> road_minutes, rail_minutes;
    std::string band;  ///< by the shorter of the two
};

struct EnclaveSite {
    int rank = 0;
    LinkedSite site;
    std::vector<std::string> platforms;  ///< near, by name
    std::vector<Text> within;            ///< parks and the like
    bool listed = false;
    int points = 0;
    std::vector<Text> reasons;
};

/// What the study says of an enclave that is there or planned.
struct GivenEnclave {
    std::string name, origin, form, status, cluster;
    Text town;
    Area area, on_offer;
    std::optional<double> road_minutes, rail_minutes;
};

struct LinkedCity {
    std::string city;
    Text name;
    std::vector<LinkMode> modes;
    std::vector<LinkedSite> sites;  ///< the best of each town in each band: by band, then score
    std::vector<GivenEnclave> enclaves;
    std::vector<EnclaveSite> candidates;
};

struct PlatformKind {
    std::string kind;
    Text title;
    std::size_t count = 0;
};

struct PlanLinksAnswer : Remarks {
    std::vector<BandDefinition> bands;
    Text confidence;  ///< of the bands
    std::string source;
    Area offered;  ///< all land on offer; bands of a mode sum to it
    std::vector<LinkedCity> cities;
    bool enclaves_given = false, platforms_given = false;
    std::vector<PlatformKind> platforms;  ///< of the kinds that the rules count
    std::vector<Text> rules;              ///< of the candidates, in words
};
PlanLinksAnswer answer(study::Study& study, const PlanLinksQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanLinksAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanLinksAnswer*);

}  // namespace zonewright::answer
