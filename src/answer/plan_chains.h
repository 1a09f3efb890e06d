// Where do the enterprises of a chain gather, which squares are hot by more than chance, and where near a leader is land
// for its suppliers? (三(九) 企业梯队、链主与一级供应链企业集中布局)
//
// For each cluster of the study, or one: enterprises by rank and tier, nearest-neighbour ratio, Getis-Ord Gi* and local
// Moran over squares with permutation tests whose seed and number are stated, and the surroundings of each leader. With
// `output` a workbook and the styled layer of squares. Coordinates are metres on the study's plane, areas net and statutory.
// Errors: InputError for an unknown cluster, for a study without a source of enterprises. Cost: brings the study up to
// supply and suitability; then some seconds a cluster on a full city.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
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

struct PlanChainsQuestion {
    std::filesystem::path study;
    std::string cluster;
    std::filesystem::path output;
    Language language = Language::Zh;
};
Declaration declared(PlanChainsQuestion& question);

struct ChainSquare {
    double x = 0, y = 0;  ///< of its centre
    Text town;
    int enterprises = 0;
    double gi_star = 0, gi_p = 0, moran = 0, moran_p = 0;
    std::string moran_kind;  ///< "high_high", "low_low", "high_low", "low_high", "none"
    bool hot = false;        ///< by either statistic
};

struct ChainLeader {
    std::string name;
    Text town;
    int suppliers = 0, parcels = 0;
    Area suitable, largest;
};

struct TierCount {
    std::string tier;
    int enterprises = 0;
};

struct ChainFigures {
    std::string cluster;
    Text name;
    int enterprises = 0, leaders = 0, first_tier = 0;  ///< in the city
    int outside_city = 0;                              ///< counted nowhere else
    std::vector<TierCount> tiers;
    double nearest_m = 0, expected_m = 0, ratio = 0, z = 0;
    std::size_t hot_squares = 0, high_high = 0;
    std::vector<ChainSquare> squares;  ///< hot ones and those with enterprises, most significant first
    std::vector<ChainLeader> leading;
};

struct LeftEnterprise {
    std::string name;
    std::string reason;  ///< "no_place", "outside_city", "no_cluster", "unknown_cluster"
    Text why;
    std::string cluster;  ///< as written, where the plan has no such cluster
};

struct PlanChainsAnswer : Remarks {
    std::size_t read = 0, used = 0;         ///< records of the source; read = used + set aside
    std::vector<LeftEnterprise> set_aside;  ///< in the order of the source
    std::uint64_t seed = 0;
    int permutations = 0;
    double cell_m = 0, band_m = 0, significance = 0, near_leader_m = 0;
    std::size_t squares = 0;  ///< tested
    std::vector<ChainFigures> clusters;
};
PlanChainsAnswer answer(study::Study& study, const PlanChainsQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanChainsAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanChainsAnswer*);

}  // namespace zonewright::answer
