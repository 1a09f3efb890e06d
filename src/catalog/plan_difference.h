// What changed between two versions of the plan, line by line, each with its clause?
//
// Things are matched by id, so a renamed cluster is a change and a new id is something new. Lines come in the
// order of the document: document, clauses, targets, clusters, mechanisms, places, shared areas, empty lists.
// O(n²) in the length of each short list.
#pragma once

#include <string>
#include <vector>

#include "model/plan.h"

namespace zonewright::catalog {

enum class ChangeKind { Added, Removed, Changed };
std::string to_string(ChangeKind kind);  // "added", "removed", "changed"

struct PlanChange {
    ChangeKind kind = ChangeKind::Changed;
    std::string clause;  ///< of the version that has it, the later one first; empty for places
    std::string item;    ///< "cluster energy", "place changan"
    Text what;           ///< 集聚区 / place named
    std::string before;  ///< empty when added
    std::string after;   ///< empty when removed
    bool operator==(const PlanChange&) const = default;
};

std::vector<PlanChange> difference(const model::Plan& before, const model::Plan& after);

}  // namespace zonewright::catalog
