// The whole study, from source layers to published results: which stages ran, and what came out?
//
// Finished stages whose inputs have not changed are reused. The figures are those of the study's values, so a
// second run states the same as the first. Areas are statutory. Writes <study>/out, each file whole or not at
// all. A demand that cannot be met is a shortfall (complete = false). Errors: InputError for an unknown stage
// and for a study or source that is wrong, ResourceError, Cancelled. Cost: minutes for a city, seconds when
// nothing has changed.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/finding_count.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct RunQuestion {
    std::filesystem::path study;
    std::string until;  ///< id of a stage; empty: everything, published
    bool fresh = false;
    Language language = Language::Zh;
    bool writes_study() const { return true; }
};
Declaration declared(RunQuestion& question);

struct RunStage {
    std::string stage;  ///< id
    Text title;
    bool reused = false;
    double seconds = 0;
};

/// The figures are absent when the run stopped before its end.
struct RunAnswer : Remarks {
    std::vector<RunStage> stages;      ///< those that were needed, in order
    std::vector<model::FindingCount> findings;  ///< each is a warning, too
    std::optional<Area> gross, net;    ///< net of deductions: offered and stock
    std::optional<Area> offered;       ///< the net supply
    std::optional<std::size_t> parcels, sites;
    std::optional<Area> allocated, shortfall;
};
RunAnswer answer(study::Study& study, const RunQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const RunAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const RunAnswer*);

}  // namespace zonewright::answer
