// Why does a site score what it scores? What each criterion adds to its score.
#pragma once

#include <vector>

#include "model/site.h"
#include "model/site_report.h"
#include "study/study.h"

namespace zonewright::study {

/// One per criterion, greatest points first: the points of its parcels (suitability/explain.h) weighted by
/// net area, as the score of the site is. They sum to the score; InternalError when they do not (1e-6). Cost:
/// O(parcels of the site × criteria).
std::vector<model::ScorePart> reasons_of(const Study& study, const model::Site& site);

}  // namespace zonewright::study
