// The sentence a rule ends in: the wording of its file with the figures in place.
#pragma once

#include "model/site_check.h"

namespace zonewright::compliance {

/// {area_m2} {area_ha} {area_mu} {share} {count} {features} {nearby} {date} {parts}; unknown names are
/// InputErrors that name the file. Not checked has one wording for all rules, with the reason.
Text word_result(const model::CheckResult& result);

}  // namespace zonewright::compliance
