// The matching of a study with the rules of its catalogue: what the question, its sheets and its matrix share.
#pragma once

#include "planning/matching.h"
#include "study/study.h"

namespace zonewright::answer {

struct MatchedTowns {
    std::vector<planning::Enterprise> enterprises;
    std::vector<planning::ScoreBand> bands;
    std::vector<model::SizeClass> sizes;
    planning::Matching matching;
};

/// Brings the study up to assembly.
MatchedTowns matched_towns(const study::Study& study, const Progress& progress);

}  // namespace zonewright::answer
