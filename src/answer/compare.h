// What changed between two allocations, in area and unit by unit, and why?
//
// From two certificates (or study folders) alone. The from→to matrix closes: its rows sum to what A gave each
// cluster, its columns to what B gives. Areas are net and statutory. Errors: InputError for a file that is
// missing or no certificate. Cost: one read of both; with `output` also the outlines in the GeoPackages beside
// them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"

namespace zonewright::answer {

struct CompareQuestion {
    std::filesystem::path a, b, output;
    Language language = Language::Zh;
};
Declaration declared(CompareQuestion& question);

/// A cluster's id, or "idle" (offered, given to none), or "not_offered" (known to only one of the two).
struct Holder {
    std::string name;
    Text title;
};

struct HandedLand {
    Holder from, to;
    Area area;
    std::size_t units = 0;
};

struct UnitChange {
    std::string unit;
    Holder from, to;
    Area area;           ///< that changed hands
    std::string reason;  ///< "not_offered", "locked", "score_changed", …
    Text reason_title;
};

struct CompareAnswer : Remarks {
    std::vector<HandedLand> transfers;  ///< only where there is land
    std::vector<UnitChange> changes;    ///< by unit
    Area unchanged;
    std::vector<Area> shortfall;          ///< of A and of B
    std::vector<std::int64_t> objective;  ///< of A and of B
};
CompareAnswer answer(const CompareQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const CompareAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const CompareAnswer*);

}  // namespace zonewright::answer
