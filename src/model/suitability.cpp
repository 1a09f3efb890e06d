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

}  // namespace zonewright::model
