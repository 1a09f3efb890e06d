#include "answer/measured_weight.h"

#include <utility>

#include "study/run_figures.h"
#include "study/study.h"

namespace zonewright::answer {

Text rests_on(double measured) {
    if (measured >= 1) return {};
    return both("（只依据 {:.0f} % 的权重）", " (resting on {:.0f} % of the weight)", 100 * measured);
}

void warn_of_unmeasured(const study::Study& study, Remarks& answer) {
    if (auto caution = study::caution_of_weights(study.suitability())) answer.warn(std::move(*caution));
}

}  // namespace zonewright::answer
