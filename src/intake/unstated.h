// What does it cost that a source says nothing of its date, the standing of its boundaries, or a field? Unknown
// stays unknown; these notices say what follows from it. The wording is data (layers/roles, `without`).
#pragma once

#include "intake/inspection.h"
#include "model/role.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// Notices `date_unstated`, `status_unstated` and `field_unstated`, the last for fields of the role with a
/// stated cost that no feature fills. For a layer without features nothing is said.
void report_unstated(const model::FeatureTable& table, const model::Role& role,
                     const model::SourceDefinition& definition, const Inspection& inspection);

}  // namespace zonewright::intake
