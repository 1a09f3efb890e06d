// The road networks of a run: built once for each set of speeds, whatever the number of criteria that drive.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "criterion/measures.h"
#include "criterion/road_network.h"

namespace zonewright::criterion {

/// Several threads may ask; one builds while the others wait.
class RoadNetworks {
public:
    /// The network of the road source at the speeds of the question's definition.
    const RoadNetwork& of(const Question& question, const Progress& progress);

private:
    using Speeds = std::pair<std::map<std::string, double>, double>;  ///< by road class, and off the road
    std::mutex building_;
    std::map<Speeds, RoadNetwork> networks_;
};

}  // namespace zonewright::criterion
