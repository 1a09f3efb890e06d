// The parts of the summary page as data for its template. For summary.cpp.
#pragma once

#include "report/page.h"
#include "report/summary.h"

namespace zonewright::report {

void add_heading(const SummaryRequest& request, PageData& page);
void add_key_figures(const SummaryRequest& request, PageData& page);
void add_zone_matrix(const SummaryRequest& request, PageData& page);
void add_plan_places(const SummaryRequest& request, PageData& page);  ///< bases, pilot areas, questions by clause
void add_waterfall(const SummaryRequest& request, PageData& page);  ///< chart and closed table of the city
void add_supply_tables(const SummaryRequest& request, PageData& page);  ///< by class, size and town
void add_sites(const SummaryRequest& request, PageData& page);
void add_balance(const SummaryRequest& request, PageData& page);
void add_findings(const SummaryRequest& request, PageData& page);
void add_sources(const SummaryRequest& request, PageData& page);

/// Needs the pictures: zone map, supply map, thumbnails, allocation map.
void add_maps(const SummaryRequest& request, PageData& page, const Progress& progress);

/// The title of a code as the layer's style gives it; the code itself when it has none.
std::string title_of(const SummaryRequest& request, const std::string& layer, const std::string& field,
                     const std::string& code);

}  // namespace zonewright::report
