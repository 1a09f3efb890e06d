// Where could a pilot area for future industries be, and how does the plan of a study come to hold one? (三(八) 先导试验区)
//
// The plan names none. Candidates are proposed by layers/rules/pilots.toml from the sites assembled for future industries, each
// with the four parts of its points, its reasons and a rank. `accept` takes one by its id: a place file (kind pilot_area, with
// its outline) is written into STUDY/layers, whole or not at all; from the next run on the study's plan holds the place, marked
// as a proposal. Deleting the file undoes it. With `output` a workbook, a styled GeoPackage, a map and a page. Areas are net
// and statutory. Errors: InputError for an id that is not on the list, one that is accepted already, for a study without sites
// for future industries, and for rules that contradict themselves. Cost: brings the study up to assembly.
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

struct PlanPilotsQuestion {
    std::filesystem::path study;
    std::string accept, name;
    std::filesystem::path output;
    std::vector<std::string> formats;
    Language language = Language::Zh;
    bool writes_study() const { return !accept.empty(); }
};
Declaration declared(PlanPilotsQuestion& question);

/// One part of the points of a candidate: points = worth × weight.
struct PilotPart {
    std::string id;  ///< "suitability", "platforms", "room", "listing"
    Text title;
    double worth = 0, weight = 0, points = 0;
    bool known = true;  ///< false: no source to look at
};

struct IndustryScore {
    std::string cluster;
    Text name;
    std::optional<double> score;
};

struct PilotProposal {
    int rank = 0;
    std::string id;  ///< of the place that accepting it makes
    std::string site;
    std::string town_code;
    Text town;
    std::string cluster;  ///< the industry that the site was assembled for
    Text cluster_name;
    Area core, room, outline;  ///< net, net, whole
    int room_parcels = 0;
    Area shared_room;              ///< of the room: counted by other candidates, too
    std::vector<int> shared_with;  ///< their ranks
    std::vector<IndustryScore> scores;
    std::vector<std::string> platforms;
    std::vector<Text> listed;  ///< "industry (place)"
    std::vector<PilotPart> parts;
    double points = 0;  ///< sum of the parts
    std::vector<Text> reasons;
    bool accepted = false;  ///< the study's plan holds it
};

struct HeldPilot {
    std::string place;
    Text name;
    bool proposal = false;  ///< by a file of the study's own
};

struct AcceptedPilot {
    std::string place;
    Text name;
    std::filesystem::path file;
};

struct PlanPilotsAnswer : Remarks {
    std::vector<PilotProposal> candidates;
    std::vector<HeldPilot> held;  ///< pilot areas that the plan of the study has
    std::optional<Text> plan_says;  ///< where the plan names none: its words
    std::vector<Text> rules;
    std::optional<AcceptedPilot> accepted;
};
PlanPilotsAnswer answer(study::Study& study, const PlanPilotsQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanPilotsAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanPilotsAnswer*);

}  // namespace zonewright::answer
