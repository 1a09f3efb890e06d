// The layers of links.gpkg, and the table behind the map of one city.
#pragma once

#include <vector>

#include "answer/linked_cities.h"
#include "model/feature_table.h"

namespace zonewright::answer {

/// Those with rows, the lowest first.
std::vector<model::FeatureTable> link_layers(const study::Study& study, const LinkedStudy& linked, Language language);

/// link_parcel with the bands of one city.
model::FeatureTable parcels_by_band(const study::Study& study, const LinkedStudy& linked, const CityMinutes& minutes);

}  // namespace zonewright::answer
