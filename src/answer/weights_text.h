// A weight set as the text of a file of layers/weights: the weights that were tried for one cluster, those of the run for
// all others, each by the method "direct".
//
// What a criterion without a source would have weighed is kept, so that it counts again once there is one. Reading the
// file back gives the weights of the run and those tried, to the last digit that matters (1e-12). Marked as a default
// that the bureau has not confirmed. Errors: InputError for an id that is no file name.
#pragma once

#include <string>

#include "model/suitability.h"
#include "study/study.h"

namespace zonewright::answer {

struct WeightsText {
    std::string id;     ///< letters, digits, - and _; at most 64
    std::string title;  ///< what it is for
    std::string by;     ///< who tried them
    std::string date;   ///< "2026-11-27"
    std::size_t cluster = 0;
    model::ClusterRating rating;
};

std::string weights_text(const study::Study& study, const WeightsText& wanted);

}  // namespace zonewright::answer
