// On how much of its weight does a score rest? Said wherever scores are printed.
#pragma once

#include "answer/remarks.h"
#include "model/suitability.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

/// "（依据 18 % 的权重）"; empty when all of the weight is measured.
Text rests_on(double measured);

/// One warning for the clusters whose scores rest on less than their whole weight.
void warn_of_unmeasured(const study::Study& study, Remarks& answer);

}  // namespace zonewright::answer
