#include "model/site.h"

#include <algorithm>

namespace zonewright::model {

bool holds(const Site& site, ParcelId parcel) {
    return std::binary_search(site.parcels.begin(), site.parcels.end(), parcel);
}

std::string to_string(LinkReason reason) {
    switch (reason) {
        case LinkReason::SharedEdge:
            return "shared_edge";
        case LinkReason::AcrossRoad:
            return "across_road";
        case LinkReason::AcrossWater:
            return "across_water";
    }
    return {};
}

std::string to_string(StopReason reason) {
    switch (reason) {
        case StopReason::Proved:
            return "proved";
        case StopReason::GapReached:
            return "gap_reached";
        case StopReason::NodeBudget:
            return "node_budget";
        case StopReason::RoundBudget:
            return "round_budget";
        case StopReason::Infeasible:
            return "infeasible";
    }
    return {};
}

}  // namespace zonewright::model
