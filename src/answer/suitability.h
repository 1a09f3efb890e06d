// How well does the land suit each cluster, by which weights, and how sure is that?
//
// For all clusters: how many parcels are scored and how they fall into classes. For one cluster: its weights, its
// best parcels with the deviation of their scores and, when asked for, how often they stay among the best under
// drawn weights; contiguous land of high score as a file. With the profile urban_construction: land by class of
// the double evaluation. Scores are 0…1, patches have statutory areas on the study's plane. Errors: InputError
// for an unknown cluster. Cost: brings the study up to suitability (or construction); draws cost draws × parcels
// × criteria, patches one pass over a surface.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "answer/construction_classes.h"
#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct SuitabilityQuestion {
    std::filesystem::path study;
    std::string cluster;
    std::size_t top = 10, draws = 0;
    std::filesystem::path patches;
    double from = 0.6, minimum_mu = 100;
    std::string profile = "industries";
    Language language = Language::Zh;
};
Declaration declared(SuitabilityQuestion& question);

/// The parcels of a cluster; excluded land and land without data are never a low score.
struct ParcelCounts {
    std::size_t scored = 0, excluded = 0, no_data = 0;
};

struct ClassCount {
    std::string id;
    Text title;
    std::size_t parcels = 0;
};

struct ClusterScores {
    std::string cluster;
    Text name;
    ParcelCounts parcels;
    std::vector<ClassCount> classes;  ///< best first
    double mean = 0;                  ///< NaN: no parcel is scored
    double measured_weight = 1;       ///< share of the weight that the scores rest on
    std::filesystem::path surface;    ///< empty: the cluster cannot be rated
};

struct WeighedCriterion {
    std::string criterion;
    Text title;
    double weight = 0;
    std::string clause;
};

struct BestParcel {
    std::string parcel, town;
    double score = 0, deviation = 0;
    std::optional<double> mean_rank;  ///< only with draws, as the next
    std::optional<std::vector<double>> acceptability;  ///< share of draws within the best 1 %, 5 %, 10 %
};

/// While the weight lies in [low, high] the best parcel stays the best.
struct LeaderInterval {
    std::string criterion;
    double weight = 0, low = 0, high = 1;
};

struct PatchFigures {
    std::size_t count = 0;
    double area_m2 = 0, from = 0;
};

struct OneClusterScores {
    std::string cluster;
    std::filesystem::path surface;
    std::string method;
    double consistency_ratio = 0;
    double measured_weight = 1;  ///< share of the weight that the scores rest on
    ParcelCounts parcels;
    std::vector<WeighedCriterion> criteria;  ///< greatest weight first
    std::vector<BestParcel> best;
    std::vector<LeaderInterval> leader_stability;
    std::optional<PatchFigures> patches;
};

/// By which rule and which weights the industries are scored.
struct ScoringRule {
    std::string aggregation, weights;
    bool weights_are_default = false;  ///< for the bureau to replace
};

struct SuitabilityAnswer : Remarks {
    std::optional<ScoringRule> rule;  ///< not with the profile urban_construction
    std::optional<std::vector<ClusterScores>> clusters;
    std::optional<OneClusterScores> one;
    std::optional<ConstructionFigures> construction;
};
SuitabilityAnswer answer(study::Study& study, const SuitabilityQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const SuitabilityAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const SuitabilityAnswer*);

}  // namespace zonewright::answer
