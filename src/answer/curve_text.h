// A value function that was tried for one cluster as the text of a file of STUDY/layers/criteria: the criterion as the study
// has it, with [value_by_cluster.<cluster>] for this function. Other clusters keep theirs.
//
// Read back before it is given: it is the criterion with the function that was tried, to the last digit. Errors: InputError
// for a criterion or cluster that is not there, and for a file that cannot take such a table.
#pragma once

#include <string>

#include "model/suitability.h"
#include "study/study.h"

namespace zonewright::answer {

struct CurveText {
    std::string criterion, cluster;
    model::ValueFunction curve;
    std::string by;    ///< who tried it
    std::string date;  ///< "2026-11-27"
};

std::string curve_text(const study::Study& study, const CurveText& wanted);

}  // namespace zonewright::answer
