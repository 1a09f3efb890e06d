// What would other weights change, before anything is run? For one cluster, from the finished run of a study.
//
// States the weights tried beside those of the run, the shift of net supply and parcels between the classes of
// suitability in the city and in each town, and the parcels that gain or lose a class. `verify` compares the preview with
// the surface of the run cell by cell, under the run's weights: they are equal or the answer is not complete.
// `conversation` keeps the measured values in memory and answers for a map, question after question (live_talk.h), `tiles`
// draws its tiles (tile_talk.h): what the web door does. Writes nothing. Errors: InputError for an unknown cluster or criterion. Cost: brings the study up to
// supply; the shift takes milliseconds, `verify` one pass over the surfaces.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/class_shift.h"
#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct PreviewQuestion {
    std::filesystem::path study;
    std::string cluster;
    std::vector<std::string> weights;  ///< "slope=0.2"
    bool verify = false, conversation = false, tiles = false;
    std::size_t memory_mib = 1024;
};
Declaration declared(PreviewQuestion& question);

struct TriedWeight {
    std::string criterion;
    Text title;
    double run = 0, tried = 0;
};

struct PreviewComparison {
    std::size_t cells = 0, rated = 0, different = 0;
    double greatest_difference = 0;
};

struct PreviewAnswer : Remarks {
    std::string cluster;
    Text name;
    std::string aggregation;
    std::vector<TriedWeight> weights;  ///< greatest tried first
    std::optional<SuitabilityShift> shift;
    std::optional<PreviewComparison> compared;
};
PreviewAnswer answer(study::Study& study, const PreviewQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const PreviewAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PreviewAnswer*);

}  // namespace zonewright::answer
