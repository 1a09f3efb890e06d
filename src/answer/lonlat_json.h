// Shapes in degrees as GeoJSON (RFC 7946): longitude first, nine decimals (0.1 mm), shells counter-clockwise.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "geom/geometry.h"

namespace zonewright::answer {

/// Appends the text. null for no geometry; a collection of one is written as the single shape.
void add_lonlat_text(std::string& to, const geom::Geometry& degrees);
nlohmann::ordered_json lonlat_json(const geom::Geometry& degrees);

}  // namespace zonewright::answer
