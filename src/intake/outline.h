// Any file of shapes, survey texts included, as one table in a CRS of the caller's choice: what convert, area
// and the site report read. Nothing else is repaired; a CRS that contradicts the coordinates is refused as in
// intake. A feature with a coordinate that is no place, an invalid polygon and, where polygons are wanted, a
// record without one are set aside, each with a remark that names file, layer, feature and place; a polygon
// whose shell and holes are exchanged is put right, with a remark. What the reader said comes as remarks too.
// Where polygons are wanted, closed lines become polygons as in intake, with remarks that say so.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "gis/crs.h"
#include "intake/tolerances.h"
#include "model/feature_table.h"

namespace zonewright::intake {

struct OutlineRequest {
    std::filesystem::path path;
    std::string layer;     ///< empty: the only one
    std::string crs;       ///< "EPSG:4526"; empty: as the file states
    std::string degrees;   ///< "packed", "decimal"; empty: not stated
    std::string encoding;  ///< empty: found out
    Tolerances tolerances;
    double arc_step_deg =
        0;  ///< where polygons are wanted, arcs become chords of this angle at most; 0: refused
};

/// Shapes, and what of the file they are: closed lines, holes, what was left out.
struct Outlines {
    model::FeatureTable table;
    std::vector<Text> remarks;
    std::size_t set_aside = 0;  ///< features without a sound shape; each has a remark
    Text first_set_aside;       ///< the remark on the first of them
    std::size_t with_z = 0, with_m = 0;  ///< features whose heights or measures were not read
    std::vector<std::size_t> dates, moments;  ///< as io::LayerInfo has them
};

/// Shapes of any kind, in the file's own CRS.
Outlines read_shapes(const OutlineRequest& request, const Progress& progress);
/// For callers that cannot pass remarks on: throws InputError where read_shapes sets a feature aside.
model::FeatureTable read_outlines(const OutlineRequest& request, const Progress& progress);
/// The same, transformed to `epsg`.
model::FeatureTable read_outlines(const OutlineRequest& request, int epsg, const Progress& progress);

/// Only polygons, in the file's own CRS. Throws InputError when the file has none, naming the open lines.
Outlines read_polygons(const OutlineRequest& request, const Progress& progress);

/// The CGCS2000 3° plane (no prefix) of the zone the table lies in.
int plane_for(const model::FeatureTable& table);
/// On which plane is the area of a feature of this table taken? On that of the table where the feature lies within
/// 3.5° of its meridian, else on the CGCS2000 3° plane (no prefix) of the feature's own zone.
class ZonePlanes {
public:
    explicit ZonePlanes(const model::FeatureTable& table);
    /// EPSG; `box` of the feature in the CRS of the table. Throws InputError for a place outside China.
    int of(const geom::Box& box) const;

private:
    std::string name_;
    int epsg_;
    std::optional<double> meridian_deg_;  ///< of the table's own plane
    gis::Transformation to_degrees_;      ///< opened once: that takes longer than measuring a parcel
};
void transform(model::FeatureTable& table, int epsg);
geom::Box bounds_of(const model::FeatureTable& table);

}  // namespace zonewright::intake
