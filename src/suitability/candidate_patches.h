// Where does enough good land hang together? Connected cells of one surface with a score from a threshold on,
// as polygons along the cell edges.
//
// Cells that share an edge belong together; excluded cells and cells without data belong to no patch. Holes
// stay holes. Cost: O(cells + boundary log boundary); memory: one byte a cell beside the polygons.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <filesystem>
#include <vector>

#include "base/progress.h"
#include "geom/geometry.h"

namespace zonewright::suitability {

struct PatchWish {
    float from = 0.6f;      ///< the lowest score that counts
    double minimum_m2 = 0;  ///< smaller patches are left out (planar cell area)
};

/// In the order of their northernmost, westernmost cell. `surface` holds scores as score() writes them.
std::vector<geom::MultiPolygon> candidate_patches(const std::filesystem::path& surface, const PatchWish& wish,
                                                  const Progress& progress);

}  // namespace zonewright::suitability
