// Coordinates of Chinese web maps: GCJ-02 (a shift of some hundred metres) and BD-09 (a second shift on
// top). Source: the public formula (a = 6378245, e² = 0.00669342162296594323, sinusoidal offsets). The
// inverse is found by iteration to less than 1 mm of the formula; how well the formula meets the real
// encryption is a matter of metres, so nothing converted here is of survey grade.
#pragma once

#include <optional>
#include <string>

#include "base/language.h"
#include "geom/geometry.h"
#include "model/feature_table.h"

namespace zonewright::intake {

enum class MapDatum { Plain, Gcj02, Bd09 };
std::string to_string(MapDatum datum);  // "plain", "gcj02", "bd09"
std::optional<MapDatum> map_datum_from(const std::string& word);

/// Longitude x, latitude y, in degrees.
geom::Point to_map_datum(geom::Point degrees, MapDatum datum);
geom::Point from_map_datum(geom::Point degrees, MapDatum datum);

/// Every coordinate of a table taken from the map datum to CGCS2000, whatever the CRS of the table.
void take_from_map_datum(model::FeatureTable& table, MapDatum datum);

/// How well the outlines of a layer meet those of a control layer when they are read in each datum.
struct DatumEvidence {
    MapDatum found = MapDatum::Plain;
    bool certain = false;     ///< one datum meets the control layer clearly better than the others
    double median_m[3] = {};  ///< distance of the layer's vertices from the control outlines, by MapDatum
    double shift_east_m = 0;  ///< mean shift of the datum found against the plain one
    double shift_north_m = 0;
    double spread_m = 0;  ///< 90 % of the vertices lie within this distance of the control outlines
    std::size_t vertices = 0;
};

/// Both tables in one projected CRS. Cost: O(sample · log control); at most 2,000 vertices are sampled,
/// evenly. A layer whose vertices have nothing to do with the control outlines (roads, parcels) gives no
/// certainty.
DatumEvidence compare_datums(const model::FeatureTable& layer, const model::FeatureTable& control);

}  // namespace zonewright::intake
