// Do the site rows of the published GeoPackage say what the certificates prove?
//
// Every value of `site` and `site_parcel` is compared with what the run found, and the parcels of each site
// with those of its certificate and of the portfolio's, so that a row altered afterwards is told by layer,
// site and field. The largest rectangle is drawn anew from the published numbers and must lie inside the
// published outline, to a centimetre. Cost: reads two layers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "study/results.h"

namespace zonewright::command {

struct RowFault {
    std::string layer, row, field;
    std::string published, expected;
};

/// Empty when everything agrees. Throws InputError when the file cannot be read or lacks a layer.
std::vector<RowFault> faults_of_published_sites(const study::Results& results,
                                                const std::filesystem::path& geopackage);

}  // namespace zonewright::command
