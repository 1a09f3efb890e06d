// How does the plan of another city begin?
//
// A folder with a plan.toml that is valid as it stands and says nothing yet: no cluster, no place, one clause to be
// replaced; every key is explained in comments. Beside it the folders clusters, places, rules and weights, each with a
// page that shows a whole file to copy; rules/region.toml (where the city lies: what is given, else the whole country)
// and weights/default.toml (every criterion alike, until somebody judges). Nothing that exists is overwritten. Errors:
// InputError for a folder that holds a plan, a name that is no id, an extent whose sides are swapped; ResourceError when
// it cannot be written. Cost: milliseconds.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct PlanNewQuestion {
    std::filesystem::path folder;
    std::string title, issuer;
    std::vector<double> extent;  ///< west, south, east, north in degrees; empty: the whole country
    Language language = Language::Zh;
};
Declaration declared(PlanNewQuestion& question);

struct PlanNewAnswer : Remarks {
    std::filesystem::path folder;  ///< absolute
    std::string plan;              ///< its id
};
PlanNewAnswer answer(const PlanNewQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanNewAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanNewAnswer*);

}  // namespace zonewright::answer
