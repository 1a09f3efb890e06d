// An outline in every format that outlines come in, as its files are: what is packed is mutated before it is
// packed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geom/geometry.h"
#include "io/zip_archive.h"

namespace zonewright::fuzz {

struct OutlineSeed {
    std::string format;               ///< "shp in zip"
    std::string extension;            ///< of the file
    std::vector<io::ZipEntry> parts;  ///< one without a name: the file itself
    bool states_crs = true;           ///< else it has to be named
};

/// Of these polygons on a CGCS2000 Gauss-Krüger plane; `scratch`: an empty folder.
std::vector<OutlineSeed> outline_seeds(const std::vector<geom::MultiPolygon>& polygons, int epsg,
                                       const std::filesystem::path& scratch);

}  // namespace zonewright::fuzz
