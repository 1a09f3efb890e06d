#include "model/suitability.h"

namespace zonewright::model {

std::string to_string(ScoreState state) {
    switch (state) {
        case ScoreState::Scored:
            return "scored";
        case ScoreState::Excluded:
            return "excluded";
        case ScoreState::NoData:
            break;
    }
    return "no_data";
}

double measured_weight(const ClusterRating& rating) {
    double dropped = 0;
    for (const DroppedCriterion& criterion : rating.dropped) dropped += criterion.weight;
    return dropped >= 1 ? 0 : 1 - dropped;
}

}  // namespace zonewright::model
