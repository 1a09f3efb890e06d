// Points and lines of the city: roads, interchanges, gateways, stations, substations and lines, platforms,
// enterprises, services, heritage. Names are invented, positions schematic.
#pragma once

#include "demo/land_layers.h"

namespace zonewright::demo {

model::FeatureTable road_table(const City& city, const std::vector<std::uint8_t>& recorded);
model::FeatureTable interchange_table(const City& city);
model::FeatureTable gateway_table(const City& city);
model::FeatureTable metro_station_table(const City& city);
model::FeatureTable substation_table(const City& city, std::uint64_t seed);
model::FeatureTable power_line_table(const City& city, const model::FeatureTable& substations);
model::FeatureTable platform_table(const City& city, const model::Plan& plan, std::uint64_t seed);
model::FeatureTable enterprise_table(const City& city, const model::Plan& plan, std::uint64_t seed);
model::FeatureTable service_table(const City& city, std::uint64_t seed);
model::FeatureTable heritage_table(const Survey& survey);

}  // namespace zonewright::demo
