// Is this polygon a surface with one area? The one judgement that import, area, convert and the site report share.
//
// Rings whose roles are exchanged (the shell written as a hole, the hole as the shell, as Shapefiles with the
// orientation of other formats are) say what was meant: they go into their places by nesting, every vertex as
// it was. Rings that cross, repeat, overlap or lie outside their shell do not: their area is anybody's guess.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gis/overlay.h"
#include "model/feature_table.h"

namespace zonewright::intake {

struct PolygonFault {
    gis::Validity validity;
    std::optional<geom::MultiPolygon> rewound;  ///< the same rings in their places, where that mends it
};

/// Of a valid polygon: valid, and nothing else.
PolygonFault judge_polygon(const geom::MultiPolygon& polygons);

/// "Self-intersection at X(north) 2540050.000 Y(east) 470050.000"; degrees with seven decimals.
Text words_of(const gis::Validity& validity);

struct FaultyFeature {
    std::int64_t fid = 0;
    PolygonFault fault;
};

/// Rewinds what can be rewound; every other fault is left as it is. In the order of the table.
std::vector<FaultyFeature> find_and_rewind(model::FeatureTable& table);

}  // namespace zonewright::intake
