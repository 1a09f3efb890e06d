// What changed between two versions of the plan, line by line, each with its clause?
//
// Things are matched by id, and clusters and places also by the ids they had before (`formerly`): one that continues
// one other under a new id or a new name was renamed, one that continues several was merged, one of several that
// continue the same was split off. What is compared then is what the new one says with all that the old ones said. An id
// that is gone is given up where the later version says so with its reason, and plainly removed where it does not.
// Lines come in the order of the document: document, clauses, targets, clusters, mechanisms, places, shared areas, empty
// lists, rules. O(n²) in the length of each short list.
#pragma once

#include <string>
#include <vector>

#include "model/plan.h"

namespace zonewright::catalog {

enum class ChangeKind { Added, Removed, Changed, Renamed, Merged, Split, Retired };
std::string to_string(ChangeKind kind);  // "added", "removed", "changed", "renamed", "merged", "split", "retired"

struct PlanChange {
    ChangeKind kind = ChangeKind::Changed;
    std::string clause;  ///< of the version that has it, the later one first; empty for places
    std::string item;    ///< "cluster energy", "place changan"
    Text what;           ///< 集聚区 / place named
    std::string before;  ///< empty when added
    std::string after;   ///< empty when removed; the reason when retired
    bool operator==(const PlanChange&) const = default;
};

/// `common`: the topics of layers/rules, for what only one of the two sets itself.
std::vector<PlanChange> difference(const model::Plan& before, const model::Plan& after,
                                   const std::vector<model::PolicyRules>& common = {});

}  // namespace zonewright::catalog
