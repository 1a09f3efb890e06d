// The links with neighbouring cities as files: a workbook, a styled GeoPackage, a map and a page for each city.
#pragma once

#include <vector>

#include "answer/linked_cities.h"

namespace zonewright::answer {

/// Writes links.xlsx, links.gpkg (link_parcel, link_site, reverse_enclave, enclave_link; those with rows), link_<city>.png
/// and a page for each city. Throws ResourceError.
std::vector<Output> write_link_folder(const study::Study& study, const PlanLinksQuestion& question, const LinkedStudy& linked,
                                      const Progress& progress);

}  // namespace zonewright::answer
