#include "raster/grid.h"

namespace zonewright::raster {

GridSpec covering_grid(const geom::Box& box, double cell_m) {
    const double west = std::floor(box.min_x / cell_m), east = std::ceil(box.max_x / cell_m);
    const double south = std::floor(box.min_y / cell_m), north = std::ceil(box.max_y / cell_m);
    return {west * cell_m, north * cell_m, cell_m, static_cast<std::size_t>(east - west),
            static_cast<std::size_t>(north - south)};
}

}  // namespace zonewright::raster
