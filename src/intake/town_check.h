// Do these towns lie where the towns of the plan are, and are they as large? All other data is measured against
// them, so nothing may be taken on trust.
#pragma once

#include "intake/inspection.h"
#include "intake/tolerances.h"
#include "io/vector_io.h"
#include "model/plan.h"
#include "model/study_definition.h"
#include "model/town_seat.h"

namespace zonewright::intake {

/// Warnings `seat_outside_town` (the published seat lies farther outside than it is accurate) and `town_area`
/// (the area differs from the published one by more than the tolerance). Seats are known to a kilometre: they
/// cannot tell the 600 m of GCJ-02.
void check_towns(const model::FeatureTable& towns, const model::Plan& plan, const model::TownSeats& seats,
                 const Tolerances& tolerances, const Inspection& inspection);

/// A warning `datum_unstated` for towns in degrees whose file does not say on which datum, when nothing else is
/// at hand to compare them with: web maps export such files in shifted coordinates.
void ask_for_datum(const io::LayerInfo& layer, const model::SourceDefinition& definition, int epsg,
                   const Inspection& inspection);

}  // namespace zonewright::intake
