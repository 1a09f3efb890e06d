// Why does this parcel have this score for this cluster, what holds it back, and what would lift it a class?
//
// Contributions sum to the score to the last bit. Excluded, no data and a low score are three different answers.
// Measured values are in the unit of the criterion. Errors: InputError for an unknown parcel or cluster. Cost:
// brings the study up to suitability; then one window of each surface.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "model/suitability.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct ExplainQuestion {
    std::filesystem::path study;
    std::string parcel, cluster;
};
Declaration declared(ExplainQuestion& question);

/// What one criterion adds to the score and what it keeps from it.
struct ScoreContribution {
    std::string criterion;
    Text title;
    double weight = 0, worth = 0, points = 0, lost = 0;
    double measured = 0;  ///< mean in the parcel; NaN: not known, infinite: there is none near
    std::string unit, clause;
};

/// Land of the parcel that a constraint takes.
struct ExcludedShare {
    std::string constraint;
    Text title;
    double share = 0;
    std::string legal_basis;
};

/// What would lift the parcel to the next class by itself.
struct SingleChange {
    std::string criterion;
    Text title;
    double worth_needed = 0;
    double measured_needed = 0;  ///< NaN: no measured value gets there
    std::string unit;
    double effort = 0, score_after = 0;
};

/// One step of the changes that do it only together.
struct CombinedChange {
    std::string criterion;
    Text title;
    double worth_needed = 0, score_after = 0;
};

/// The class stays while the weight lies in [low, high].
struct StableWeight {
    std::string criterion;
    Text title;
    double weight = 0, low = 0, high = 1;
};

struct DroppedWeight {
    std::string criterion;
    double weight = 0;
    Text reason;
};

struct ExplainAnswer : Remarks {
    std::string parcel, town, cluster;
    Text cluster_name;
    std::string aggregation;
    model::ScoreState state = model::ScoreState::NoData;
    double score = 0, deviation = 0;  ///< NaN without a score
    double measured_weight = 1;       ///< share of the weight that the score rests on
    double admissible_share = 0;
    Text binding;  ///< what holds it back most, in a sentence
    std::optional<std::string> score_class;  ///< as the ranks: only of a scored parcel
    std::optional<std::size_t> rank, ranked;  ///< 1 is best; among so many
    Text class_title, next_class;             ///< no next class: already the best
    std::vector<ExcludedShare> exclusions;
    std::vector<ScoreContribution> contributions;  ///< in the order of the rating
    std::vector<std::size_t> by_loss;              ///< positions in it, greatest loss first
    bool proportional = false;  ///< the rule is no sum; the score is shared out by weight × worth
    std::vector<SingleChange> changes;  ///< cheapest first
    std::vector<CombinedChange> combined_changes;
    std::vector<StableWeight> weight_stability;
    std::vector<DroppedWeight> dropped;
    std::optional<std::size_t> most_sensitive;  ///< position in weight_stability
};
ExplainAnswer answer(study::Study& study, const ExplainQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const ExplainAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const ExplainAnswer*);

}  // namespace zonewright::answer
