// A sheet of the atlas of a batch of reports: one town with the outlines reported on, numbered as in the table.
//
// Coordinates are metres on the study's plane. Cost: one picture a town.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"
#include "model/style.h"

namespace zonewright::report {

struct AtlasOutline {
    std::string number;
    geom::MultiPolygon outline;
};

struct AtlasSheet {
    std::string title, note;
    geom::MultiPolygon town;  ///< empty: the boundary is not known
    std::vector<AtlasOutline> outlines;
};

/// A PNG; empty when nothing has an outline. `map_styles`: styles/maps.
std::string draw_atlas_sheet(const AtlasSheet& sheet, const model::StyleSheet& map_styles, Language language);

}  // namespace zonewright::report
