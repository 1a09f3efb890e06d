// Where a figure comes from: the [evidence] table that every item of layers/ carries.
#pragma once

#include "catalog/table_reader.h"
#include "model/evidence.h"

namespace zonewright::catalog {

/// source (required), document, date, confidence = "high" | "medium" | "low" | "unverified" (required).
model::Evidence read_evidence(TableReader& reader);

}  // namespace zonewright::catalog
