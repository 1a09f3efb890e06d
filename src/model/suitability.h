// How suitable is a parcel for a cluster, and what is the score made of? What scoring hands on to supply,
// assembly, allocation, reports and publishing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/criterion_definition.h"
#include "model/ids.h"

namespace zonewright::model {

/// In the surfaces: a score is 0…1, excluded land is this code, no data is the stated no-data value.
inline constexpr float excluded_cell = -1.0f;
/// In the grid of reason bits: outside the city. 0 is admissible, anything else the reasons of an exclusion.
inline constexpr std::uint32_t outside_city = 4294967295u;

enum class ScoreState { Scored, Excluded, NoData };
std::string to_string(ScoreState state);  // "scored", "excluded", "no_data"

struct ParcelScore {
    ScoreState state = ScoreState::NoData;
    double score = std::numeric_limits<double>::quiet_NaN();  ///< 0…1 when Scored
    double deviation =
        std::numeric_limits<double>::quiet_NaN();  ///< of the score under uncertain weights; WLC only
};

/// One criterion in the rating of one cluster.
struct RatedCriterion {
    CriterionId criterion;
    double weight = 0;              ///< the weights of a cluster sum to 1
    ValueFunction value;            ///< with the cluster's override applied
    std::filesystem::path surface;  ///< measured values
    std::size_t term = 0;           ///< position in Suitability::worths
};

struct DroppedCriterion {
    CriterionId criterion;
    double weight = 0;  ///< its weight before it was shared out
    Text reason;
};

struct ClusterRating {
    ClusterId cluster;
    std::string method;            ///< as in ClusterWeights: "direct", "ahp", …
    double consistency_ratio = 0;  ///< AHP: CR; best-worst: its deviation; 0 for the others
    std::vector<RatedCriterion> criteria;
    std::vector<DroppedCriterion> dropped;  ///< without source: dropped, weight shared out
    std::filesystem::path tiles;            ///< the surface; empty when the cluster cannot be rated
    std::filesystem::path deviation_tiles;  ///< empty unless asked for
    std::string content_sha256;             ///< of the surface: what it says, whatever its bytes
    std::string file_sha256;                ///< of its file
};

/// The share of a cluster's weight that is measured; the rest had no source and was shared out.
double measured_weight(const ClusterRating& rating);

struct Suitability {
    std::string aggregation;              ///< "wlc", "owa:0.4", …
    double weight_concentration = 0;      ///< Dirichlet concentration behind the deviations
    std::vector<ClusterRating> clusters;  ///< in plan order
    std::size_t parcel_count = 0;
    std::size_t term_count = 0;       ///< distinct pairs of surface and value function
    std::vector<ParcelScore> scores;  ///< parcel × cluster
    std::vector<float> worths;        ///< parcel × term: mean worth over admissible cells; NaN without data
    std::vector<float> admissible_share;  ///< per parcel: share of its cells that is admissible

    const ParcelScore& of(std::size_t parcel, std::size_t cluster) const {
        return scores.at(parcel * clusters.size() + cluster);
    }
    float worth(std::size_t parcel, std::size_t term) const { return worths.at(parcel * term_count + term); }
};

}  // namespace zonewright::model
