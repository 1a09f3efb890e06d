// One change that intake made to a geometry, with its area before and after. A feature without a finding has
// none.
#pragma once

#include <string>

#include "base/language.h"
#include "base/units.h"

namespace zonewright::model {

struct Repair {
    std::string source;  ///< role and file, as in Finding
    std::string rule;    ///< ASCII id of the finding that was repaired, such as "self_intersection"
    std::string feature;
    Text action;  ///< what was done
    Area before;  ///< statutory, of the geometry as delivered (even-odd where it is invalid)
    Area after;
};

}  // namespace zonewright::model
