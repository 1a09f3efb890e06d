// The repairs that have a name, and which of them a user asked for.
//
// Four are necessary: without them a polygon has no area that means anything, so every run makes them in
// memory and every repaired copy holds them. The others happen on request only. Each changes only features
// with the finding it belongs to, and writes one row of the ledger for each.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::intake {

enum class RepairName {
    CloseRings,
    DropCollapsed,
    Rebuild,
    DropEmpty,
    DuplicatePoints,
    Spikes,
    Linearize,
    CloseLines,
    SplitMultipart,
    DuplicateFeatures,
    LeadingZeros
};

struct RepairTitle {
    RepairName name;
    const char* word;   ///< as in --repair
    const char* rules;  ///< the findings it answers
    bool necessary = false;
    bool usual = false;  ///< part of --repair without names: no feature appears or disappears
    Text what;
};
const std::vector<RepairTitle>& repair_titles();
std::string to_string(RepairName name);
const Text& action_of(RepairName name);  ///< what the repair does

using Repairs = std::set<RepairName>;
Repairs necessary_repairs();
/// "spikes,duplicate_points" → those and the necessary ones; "" → the usual ones; "all". Throws InputError
/// with the nearest known name.
Repairs repairs_from(const std::string& words);

}  // namespace zonewright::intake
