#include "raster/window.h"

#include <algorithm>
#include <cmath>

namespace zonewright::raster {

Window intersection(const Window& a, const Window& b) {
    const std::int64_t column = std::max(a.column, b.column), row = std::max(a.row, b.row);
    const std::int64_t column_end = std::min(a.column_end(), b.column_end());
    const std::int64_t row_end = std::min(a.row_end(), b.row_end());
    if (column_end <= column || row_end <= row) return {column, row, 0, 0};
    return {column, row, column_end - column, row_end - row};
}

Window whole(const GridSpec& spec) {
    return {0, 0, static_cast<std::int64_t>(spec.columns), static_cast<std::int64_t>(spec.rows)};
}

std::vector<Window> tiles_of(const GridSpec& spec, std::size_t edge) {
    std::vector<Window> tiles;
    const Window all = whole(spec);
    const auto step = static_cast<std::int64_t>(std::max<std::size_t>(1, edge));
    for (std::int64_t row = 0; row < all.height; row += step)
        for (std::int64_t column = 0; column < all.width; column += step)
            tiles.push_back(intersection({column, row, step, step}, all));
    return tiles;
}

Lattice::Lattice(const GridSpec& spec) : cell_m_(spec.cell_m) {
    const double west = std::round(spec.west_m / cell_m_), north = std::round(spec.north_m / cell_m_);
    const bool on_lattice = west * cell_m_ == spec.west_m && north * cell_m_ == spec.north_m;
    if (on_lattice) {
        first_column_ = static_cast<std::int64_t>(west);
        first_row_ = -static_cast<std::int64_t>(north);
    } else {
        anchor_x_ = spec.west_m;
        anchor_y_ = spec.north_m;
    }
}

Cell Lattice::cell_of(geom::Point p) const {
    return {static_cast<std::int64_t>(std::floor(u(p.x))) - first_column_,
            static_cast<std::int64_t>(std::floor(v(p.y))) - first_row_};
}

}  // namespace zonewright::raster
