// The maps of a site report: where it lies, what is there now, the three lines, suitability, alternatives.
// Errors: InputError when styles/maps has no style for a role that is drawn.
#pragma once

#include "report/page.h"
#include "report/site_report.h"

namespace zonewright::report {

/// A list of map figures in the order of the report.
PageData site_maps(const SiteReportRequest& request, const Progress& progress);

}  // namespace zonewright::report
