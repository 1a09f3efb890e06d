// Accepting a proposed pilot area: the place file in the study's own layers.
#pragma once

#include "answer/proposed_pilots.h"

namespace zonewright::answer {

/// Writes STUDY/layers/plans/<plan>/places/<id>.toml, whole or not at all, and notes it in the answer. Throws InputError for an
/// id that is not on the list and for one that is accepted already; nothing is left behind then.
void accept_pilot(const study::Study& study, const PlanPilotsQuestion& question, ProposedPilots& proposed);

}  // namespace zonewright::answer
