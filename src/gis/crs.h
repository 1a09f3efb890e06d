// Coordinate reference systems: what is this one, and how do coordinates get from one to another?
// Ballpark transformations never happen (they move Xi'an 80 and Beijing 54 data by tens of metres in
// silence).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "geom/geometry.h"

namespace zonewright::gis {

/// "No such code": InputError; ResourceError when the database itself cannot be read (a limit of open files, no proj.db).
[[noreturn]] void refuse_code(int epsg);

/// "EPSG:4547" → 4547; nothing when it is not of that form.
std::optional<int> epsg_of(const std::string& text);
/// The name in the EPSG database, for example "CGCS2000 / 3-degree Gauss-Kruger CM 114E".
std::string crs_name(int epsg);
/// As other programs read it: "+proj=tmerc +lat_0=0 +lon_0=114 …"; empty where PROJ has no such form.
std::string proj_text(int epsg);
/// Metres on the plane, not degrees.
bool is_projected(int epsg);

/// Where the EPSG database says a CRS is made for, in degrees; nothing where it does not say, or it crosses
/// the date line.
std::optional<geom::Box> area_of_use(int epsg);

/// Is there an exact way between the two: the same datum, or CGCS2000 and WGS 84?
bool shares_frame(int epsg, int other);

/// Exact transformation between two CRS; x is east (or longitude), y is north (or latitude) on both sides.
/// WGS 84 and CGCS2000 (4326 and 4490) count as identical, by explicit rule: the ellipsoids differ by 0.1 mm
/// in effect and PROJ knows only a ballpark step between them.
class Transformation {
public:
    /// Throws InputError when only a ballpark transformation exists (Xi'an 80, Beijing 54 without
    /// parameters).
    Transformation(int from_epsg, int to_epsg);
    ~Transformation();
    Transformation(Transformation&&) noexcept;
    Transformation& operator=(Transformation&&) noexcept;

    bool identity() const;
    /// Throws InputError naming the coordinate when it lies outside the domain (PROJ gives infinity).
    geom::Point operator()(geom::Point p) const;
    /// In place, in batches.
    void apply(geom::Geometry& geometry) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace zonewright::gis
