// The sentence a rule ends in: the wording of its file with the figures in place.
#pragma once

#include "model/site_check.h"

namespace zonewright::compliance {

/// {area_m2} {area_ha} {area_mu} {share} {count} {features} {nearby} {date} {parts}; unknown names are
/// InputErrors that name the file. Not checked has one wording for all rules, with the reason.
Text word_result(const model::CheckResult& result);

/// What follows from a part: the wording of its rule, {area_ha} {area_m2} {area_mu} {share} in place.
Text word_part(const model::PartRule& rule, const model::PartFinding& finding, const std::string& check);

}  // namespace zonewright::compliance
