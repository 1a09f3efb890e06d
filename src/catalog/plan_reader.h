// layers/plans/<id>/ → model::Plan: the policy document as data.
//
// plan.toml holds the document (clauses, targets, mechanisms, the "ten ones", empty lists),
// clusters/<id>.toml one industry each, places/<id>.toml one place each; rules/<topic>.toml, where there is such a
// folder, sets topics in place of layers/rules. Guarantees: every clause, place and
// host named anywhere exists; names, codes and aliases lead to one place only; every cluster has the whole
// checklist.
// Errors: InputError with file, line and key for what the files may not say; with the nearest id for an unknown
// plan.
#pragma once

#include "catalog/layer_files.h"
#include "model/plan.h"

namespace zonewright::catalog {

/// layers/plans/<plan_id>/
model::Plan read_plan(LayerFiles& files, const std::string& plan_id);
/// The same from any sub-folder of `files`; the folder is named after the plan's id.
model::Plan read_plan_in(LayerFiles& files, const std::string& subfolder);

}  // namespace zonewright::catalog
