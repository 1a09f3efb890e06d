// Where do two sources, or the applicant and the survey, not say the same of an outline?
//
// Ownership by the land-use layer against ownership by the parcels, as a reconciliation that adds up to the
// outline; the area asked for against the measured one; the industry stated against the cluster reported on.
// From which difference on it is a finding: layers/rules/site_report.toml. Cost: one overlay for each pair of
// a piece of the land-use layer and a parcel that meet.
#pragma once

#include <string>
#include <vector>

#include "model/site_report.h"
#include "study/study.h"

namespace zonewright::study {

/// Expects towns, parcels, check and cluster of the report to be there.
std::vector<model::Disagreement> disagreements_in(const Study& study, const model::SiteReport& report);

}  // namespace zonewright::study
