// Where would a new platform help an industry most, and what do those that are there add? (三(三) 创新, (六) 场景, (七) 人才)
//
// Platforms, scenes and universities (role `platform`, field `class`: the kinds) feed criteria that measure the distance to
// them. For each industry and each of its zones: the places tried (layers/rules/gain.toml: a grid of cells that no constraint
// excludes, and the parcel at the centre of the zone's land on offer), the score of every parcel on offer if one more of the
// kind stood there, and the net land that this takes over a class of suitability. Scores are those that a run with that feature
// in the layer would publish, to the last bit. Likewise what would be lost without all of the kind, and without each of them.
// Land without a score stays unknown and is told; an industry for which the plan names no place is asked town by town, and so
// is every one with `places` = "towns". Areas are net and statutory, coordinates metres on the study's plane. With `output` a
// workbook, a styled GeoPackage with its project, and a map.
// Errors: InputError for an unknown industry, kind or class. Cost: brings the study up to supply; then
// O(places tried × cells of the parcels within reach) for each kind and industry.
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

struct PlanGainQuestion {
    std::filesystem::path study;
    std::string cluster, kind;
    std::string places = "zones";
    std::string least_class;
    std::filesystem::path output;
    Language language = Language::Zh;
};
Declaration declared(PlanGainQuestion& question);

/// A criterion that the kind feeds, with its weight for the industry; no weight: not rated by it.
struct FedCriterion {
    std::string criterion;
    Text title;
    std::string clause;
    double weight = 0;
};

struct GainPlace {
    int rank = 0;
    std::string place;  ///< id of the plan, or code of the town
    Text name;
    bool listed = false;
    Text note;                       ///< why nothing is known of it; empty: known
    Area offered, suitable;          ///< today, within the place
    Area suitable_without;           ///< the same without all of the kind
    std::optional<double> score;     ///< mean of the land on offer within, by net area
    std::optional<double> score_without;
    int tried = 0, excluded = 0;     ///< cells
    std::optional<double> x_m, y_m;  ///< the best of those tried
    Area gain, gain_here;            ///< suitable land gained in the city, and within the place
    int parcels_gained = 0, parcels_lost = 0;  ///< that pass the class, in the city
    std::optional<double> score_with;          ///< as score, with the new one
};

struct StandingPlatform {
    std::string name;
    std::optional<Area> adds;  ///< suitable land that there would not be without it; nothing: not one point
    std::optional<double> score_adds;
};

struct LiftedParcel {
    std::string parcel;
    Text town;
    double before = 0, after = 0;
    Area net;
};

struct KindGain {
    std::string kind;
    Text title;
    std::string state;  ///< "known", "no_weight" (nothing is gained); not known: "no_criterion", "no_source", "not_distance"
    Text note;          ///< of a state other than known
    int existing = 0;
    std::vector<FedCriterion> feeds;
    Area suitable_without;  ///< of the city, without all of the kind
    std::optional<double> score_without;
    std::vector<GainPlace> places;  ///< the best first; those of which nothing is known last
    std::vector<StandingPlatform> platforms;
    std::vector<LiftedParcel> passing;  ///< that pass the class with one at the first place
};

struct ClusterGain {
    std::string cluster;
    Text name;
    bool named = false;  ///< the places are its zones; else towns
    Area offered, suitable, unknown;
    std::optional<double> score;
    std::vector<KindGain> kinds;
};

struct RankedGain {
    int rank = 0;
    std::string cluster;
    Text cluster_name;
    std::string kind;
    Text kind_title;
    std::string place;
    Text place_name;
    Area gain, gain_here;
};

struct PlanGainAnswer : Remarks {
    Text least_class;  ///< the class, or "suitable" where none was asked for
    double least_score = 0;
    std::vector<RankedGain> best;
    std::vector<ClusterGain> clusters;
    std::vector<Text> rules;
};
PlanGainAnswer answer(study::Study& study, const PlanGainQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanGainAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanGainAnswer*);

}  // namespace zonewright::answer
