// Do the site rows of the published GeoPackage say what the certificates prove?
//
// The parcels of each site of `site_parcel` are compared with those of its published certificate and of the portfolio's;
// the largest rectangle is drawn anew from the published numbers and must lie inside the published outline, to a
// centimetre. Where the run's own values are at hand, every value of `site` is compared with them, words in the
// language that the results were published in. Cost: reads two layers.
#pragma once

#include <filesystem>
#include <map>
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

/// From the published files alone: `out` holds zonewright.gpkg and certificates/. Empty when everything agrees. Throws
/// InputError when a file cannot be read or lacks a layer.
/// `gaps`: what each certificate was found to prove, by the id of its site; `gap` and `stop` of the rows must be that.
std::vector<RowFault> faults_of_certified_sites(const std::filesystem::path& out, const std::map<std::string, double>& gaps);

/// Against the values of the run, which must be finished.
std::vector<RowFault> faults_of_published_sites(const study::Study& study,
                                                const std::filesystem::path& geopackage);

}  // namespace zonewright::answer
