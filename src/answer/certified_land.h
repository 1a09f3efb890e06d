// Is the land that the certificates of the sites speak of the land of the published layers?
//
// A certificate proves something of the parcels, areas, owners, towns and links that it lists. Here each of them is compared
// with the layers `parcel` and `link`: every id is a published parcel, its area is the published net area in whole m²,
// parcels have the same owner or town in the one exactly when they have it in the other, and the links between the listed
// parcels are the published ones, none more and none less. Parcels of a chosen site must be admissible and rated for its
// cluster. Cost: reads two layers, and each certificate's second line. Errors: InputError when a layer cannot be read.
#pragma once

#include <filesystem>
#include <vector>

#include "answer/published_sites.h"

namespace zonewright::answer {

std::vector<RowFault> faults_of_certified_land(const std::filesystem::path& out);

}  // namespace zonewright::answer
