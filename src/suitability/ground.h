// The admissible cells under an outline, with their exact covered shares: what its score is made of.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <filesystem>
#include <vector>

#include "geom/geometry.h"
#include "io/open_rasters.h"
#include "raster/grid.h"
#include "raster/window.h"

namespace zonewright::suitability {

struct Ground {
    raster::Window window;          ///< within the grid
    std::vector<float> shares;      ///< of the window's cells; 0 where excluded or outside the city
    std::vector<double> by_reason;  ///< cells covered, by bit of the reason; 32 of them
    double inside_city = 0;         ///< cells covered inside the city
    bool admissible = false;        ///< any cell of a positive share
};

Ground ground_under(const geom::MultiPolygon& outline, const raster::Grid<std::uint32_t>& reasons);

/// The measured values of the window's cells, from a tile store on the same grid.
/// `rasters`: those that stay open, or null: the surface is opened for this.
std::vector<float> measured_on(const Ground& ground, const std::filesystem::path& surface, io::OpenRasters* rasters = nullptr);

}  // namespace zonewright::suitability
