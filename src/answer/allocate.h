// Which site or parcel goes to which cluster, how far can that be from the best, and what is lacking why?
//
// One allocation of the study under a scenario, with bound, prices, reliefs and a certificate below
// out/allocation; one for each of several sets of weights; or the check of a certificate written before, without
// solving. Areas are net and statutory; prices are in score × 亩 for one more 亩. A demand that is not met and a
// certificate that does not hold are answers (complete = false), never errors. Errors: InputError for an unknown
// scenario or weights, contradictions of the scenario, no certificate to check. Cost: brings the study up to
// assembly; then seconds for hundreds of sites or 100,000 parcels, for each set of weights.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "answer/supply_choice.h"
#include "answer/weight_comparison.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/site.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct AllocateQuestion {
    std::filesystem::path study;
    std::string scenario;
    std::vector<std::string> weights;
    std::vector<std::string> supply;  ///< supply classes that may be used; empty: those of the study
    bool verify = false;
    bool writes_study() const { return !verify; }
};
Declaration declared(AllocateQuestion& question);

struct ClusterAllocation {
    std::string cluster;
    Text name;
    Area demand, eligible, allocated, shortfall;
    double price_per_mu = 0;  ///< of one more 亩 of demand
};

/// A quota, the budget or a similar limit and what one more 亩 (1,000 yuan of budget) of room is worth.
struct PricedLimit {
    std::string kind, cluster, place;
    Area used;
    double price = 0;
};

/// By how much the shortfall falls when one rule alone is lifted.
struct ShortfallRelief {
    std::string kind;
    Text title;
    std::string cluster, place, constraint;
    Area gain;
};

struct AllocationFigures {
    std::vector<ClusterAllocation> clusters;
    std::vector<PricedLimit> limits;
    Area least_shortfall;       ///< lacking however the land is divided
    Area lacking_because_whole; ///< what only whole units leave lacking beside it
    std::vector<ShortfallRelief> reliefs;  ///< best first
    std::int64_t objective = 0, value = 0, bound = 0, price_bound = 0;
    double gap = 0;         ///< to the bound, as a share
    double proved_gap = 0;  ///< from the prices alone
    model::StopReason stop = model::StopReason::Proved;
    std::size_t units = 0;
    bool certificate_holds = false;
};

struct RecomputedFigure {
    std::string name;
    std::int64_t claimed = 0, recomputed = 0;
};

/// What a certificate says and what follows from it alone.
struct CertificateCheck {
    bool holds = false;
    double proved_gap = 0;
    std::vector<RecomputedFigure> figures;
};

struct AllocateAnswer : Remarks {
    std::optional<std::string> scenario;  ///< id; empty: the study's own demand. Not when verifying
    std::optional<AllocationFigures> allocation;
    std::optional<WeightComparison> by_weights;
    std::optional<CertificateCheck> check;
    std::vector<ClassLeftOut> left_out;  ///< supply classes that were not used
};
AllocateAnswer answer(study::Study& study, const AllocateQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const AllocateAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const AllocateAnswer*);

}  // namespace zonewright::answer
