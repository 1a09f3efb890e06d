// What `plan pilots` proposes, with the outlines: for the answer, its files and the place that accepting one makes.
#pragma once

#include <vector>

#include "answer/plan_pilots.h"
#include "geom/geometry.h"
#include "study/study.h"

namespace zonewright::answer {

struct ProposedPilots {
    PlanPilotsAnswer answer;
    std::vector<geom::MultiPolygon> outlines, cores;  ///< in the order of answer.candidates
};

/// A study brought up to assembly is expected.
ProposedPilots proposed_pilots(const study::Study& study, const Progress& progress);

}  // namespace zonewright::answer
