// The stages by name; stages.cpp puts them in order.
#pragma once

#include "study/stage.h"

namespace zonewright::study {

Stage intake_stage();
Stage zoning_stage();
Stage constraint_stage();
Stage criterion_stage();
Stage suitability_stage();
Stage construction_stage();
Stage supply_stage();
Stage assembly_stage();
Stage allocation_stage();
Stage publish_stage();

}  // namespace zonewright::study
