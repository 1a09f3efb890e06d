// Why does this parcel have this score for this cluster, what holds it back, and what would lift it a class?
//
// Contributions add up to the score to the last bit (they are summed in the order of the rating, as the score
// is). For wlc a contribution is weight × worth; for owa the increment of the order weights × worth; for
// minimum the worst criterion carries the score; for the others the score is shared out in proportion to
// weight × worth
// (`proportional` says so).
// The cheapest change is the one criterion whose measured value must move least, as a share of the range of
// its value function, for the score to reach the next class; criteria that cannot do it alone are not listed.
// Cost: one parcel's window of each surface is read; the rank takes one look at all parcels.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "io/open_rasters.h"
#include "model/catalogue.h"
#include "model/parcel.h"
#include "model/suitability.h"
#include "raster/grid.h"
#include "suitability/aggregation.h"

namespace zonewright::suitability {

/// A band of scores with a name. Read from layers/rules/suitability_classes.toml, best first.
struct ScoreClass {
    std::string id;
    Text title;
    double from = 0;  ///< lowest score of the class
};
std::vector<ScoreClass> score_classes(const model::Catalogue& catalogue);

struct Contribution {
    model::CriterionId criterion;
    double weight = 0;
    double worth = 0;
    double points = 0;               ///< what it adds to the score
    double lost = 0;                 ///< weight × (1 - worth): what it keeps from it
    std::optional<double> measured;  ///< mean measured value in the parcel, in the criterion's unit
};

struct ExclusionShare {
    std::size_t constraint = 0;  ///< position in Catalogue::constraints
    double share = 0;            ///< of the parcel's cells inside the city
};

struct Change {
    model::CriterionId criterion;
    double worth_needed = 0;
    std::optional<double> measured_needed;  ///< nothing for classes and where the curve never gets there
    double effort = 0;                      ///< move of the worth as a share of what is still missing to 1
    double score_after = 0;
};

struct WeightInterval {
    model::CriterionId criterion;
    double weight = 0, low = 0, high = 1;  ///< the class holds while the weight lies in [low, high]
};

struct Explanation {
    model::ScoreState state = model::ScoreState::NoData;
    double score = 0;
    double deviation = 0;
    bool proportional = false;
    std::size_t rank = 0,
                ranked = 0;  ///< place among the scored parcels, 1 is best; ties share the better place
    std::vector<Contribution> contributions;  ///< in the order of the rating; points sum to the score
    std::vector<std::size_t> by_loss;         ///< positions in contributions, greatest loss first
    std::vector<ExclusionShare> exclusions;   ///< greatest share first
    double admissible_share = 0;
    std::optional<std::size_t> score_class;  ///< position in score_classes
    std::vector<Change> changes;             ///< to the next class, cheapest first
    std::vector<Change> combined;            ///< where no single change does: the fewest together, in order
    std::vector<WeightInterval> stability;   ///< wlc: how far each weight may move within the class
    std::vector<model::DroppedCriterion> dropped;  ///< criteria without source
    Text binding;                                  ///< one sentence: what holds the parcel back most
};

struct ExplainInput {
    const model::Catalogue& catalogue;
    const model::Suitability& suitability;
    std::span<const model::Parcel> parcels;
    const raster::Grid<std::uint32_t>& admissible;
    io::OpenRasters* rasters = nullptr;  ///< that stay open for the next question
};

Explanation explain(const ExplainInput& input, model::ParcelId parcel, model::ClusterId cluster);

/// What each criterion adds to the score of one parcel; sums to `score`.
std::vector<double> points_of(const Aggregation& aggregation, std::span<const double> worths,
                              std::span<const double> weights, double score);

}  // namespace zonewright::suitability
