// A file with the parameters that lead from an older datum (Xi'an 80, Beijing 54) or a local grid to
// CGCS2000.
//
// Such parameters are state secrets in practice. They are read from the user's file, used, and known
// afterwards by the hash of the file alone: no message, log, ledger or study holds a value. One `key = value`
// a line, # for comments, English or Chinese keys:
//
//   four parameters, plane to plane:  from = "EPSG:2383" or "local", to = "EPSG:4547",
//     shift_north_m (北平移), shift_east_m (东平移), rotation_arcsec (旋转), scale_ppm (尺度)
//     N' = shift_north + (1 + scale)(N cos r − E sin r),  E' = shift_east + (1 + scale)(N sin r + E cos r)
//   seven parameters, geocentric:     dx_m dy_m dz_m (X平移 …) rx_arcsec ry_arcsec rz_arcsec (X旋转 …)
//   scale_ppm,
//     convention = "position_vector" or "coordinate_frame" (the sign of the rotations; never guessed)
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "geom/geometry.h"
#include "gis/datum_shift.h"
#include "model/feature_table.h"

namespace zonewright::intake {

struct FourParameters {
    double shift_north_m = 0, shift_east_m = 0;
    double rotation_arcsec = 0;
    double scale_ppm = 0;

    geom::Point operator()(geom::Point p) const;  ///< x east, y north
};

struct DatumParameters {
    std::optional<FourParameters> four;
    std::optional<gis::SevenParameters> seven;
    int from = 0;  ///< EPSG of the plane or datum; 0: a local grid, or (seven) the datum of the source
    int to = 4490;
    bool local = false;
    std::string sha256;
};

/// Throws InputError naming the line and the key, never a value.
DatumParameters read_datum_parameters(const std::filesystem::path& path);

/// Takes a table in the older datum to parameters.to. Throws InputError when the table is in another CRS than
/// the parameters start from.
void apply(const DatumParameters& parameters, model::FeatureTable& table);

}  // namespace zonewright::intake
