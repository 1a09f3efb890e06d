// A plane that a file states in full and that has no EPSG code: Gauss-Krüger with a meridian of its own
// (113.75° E), as towns and counties use them. It is as good as a code.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/language.h"
#include "geom/geometry.h"

namespace zonewright::gis {

class StatedPlane {
public:
    /// Nothing when the text is no projected CRS on CGCS2000 or WGS 84, or one with an EPSG code.
    static std::optional<StatedPlane> from_wkt(const std::string& wkt);
    ~StatedPlane();
    StatedPlane(StatedPlane&&) noexcept;

    /// "CGCS2000_GK_CM_113E45 (central meridian 113.75°)"
    Text title() const;
    /// Longitude and latitude on CGCS2000; nothing for a point that lies outside the plane.
    std::optional<geom::Point> degrees(geom::Point p) const;

private:
    struct Impl;
    explicit StatedPlane(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// What a CRS calls itself; empty when the text is none.
std::string name_in_wkt(const std::string& wkt);

}  // namespace zonewright::gis
