// What would other weights give? One study allocated under several sets of weights, side by side. Sources,
// supply, sites and measures are shared; only scores and allocation are computed anew. Areas are net and
// statutory. Cost: for each set one pass over the measured surfaces and one allocation.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/catalogue.h"
#include "model/site.h"

namespace zonewright::study {
class Study;
}
namespace zonewright::allocation {
struct AllocationInput;
}

namespace zonewright::answer {

struct WeightSetOutcome {
    std::string weights;
    double mean_score = 0;  ///< of the land given, weighted by its area
    Area allocated, shortfall;
    double gap = 0;
    model::StopReason stop = model::StopReason::Proved;
    std::size_t changed_units = 0;  ///< given otherwise than under the first set
    std::filesystem::path certificate;
};

struct WeightComparison {
    std::vector<WeightSetOutcome> weight_sets;
    double scores_s = 0, allocation_s = 0;  ///< time taken by the two parts
};

/// Ids of the catalogue, files, and folders of files, in the order given; a folder's by name. Throws InputError
/// for a name that is none of these, a folder without weights, and a set given twice.
std::vector<model::WeightSet> weight_sets_named(const std::vector<std::string>& named,
                                                const model::Catalogue& catalogue);

/// Allocates once for each set and writes a certificate for each. Criteria that are not measured become warnings.
WeightComparison compare_weight_sets(const study::Study& study, const allocation::AllocationInput& input,
                                     const std::vector<model::WeightSet>& sets,
                                     const std::vector<std::string>& supply_classes, const std::string& scenario,
                                     Remarks& remarks, const Progress& progress);

}  // namespace zonewright::answer
