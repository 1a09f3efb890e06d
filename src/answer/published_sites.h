// Do the site rows of the published GeoPackage say what the certificates prove?
//
// Every value of `site` and `site_parcel` is compared with what the run found, and the parcels of each site
// with those of its certificate and of the portfolio's, so that a row altered afterwards is named with layer,
// site and field. Words are compared in the language that the results were published in. The largest rectangle is drawn anew from the published numbers and must lie inside the
// published outline, to a centimetre. Cost: reads two layers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct RowFault {
    std::string layer, row, field;
    std::string published;
    Text expected;
};

/// Empty when everything agrees. Throws InputError when the file cannot be read or lacks a layer.
std::vector<RowFault> faults_of_published_sites(const study::Study& study,
                                                const std::filesystem::path& geopackage);

}  // namespace zonewright::answer
