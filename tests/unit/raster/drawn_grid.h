// Grids drawn as text: one character a cell, rows from north to south, '.' for nothing.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "raster/grid.h"

namespace zonewright::raster {

inline std::vector<std::string> drawn_rows(const std::string& drawing) {
    std::istringstream lines(drawing);
    std::vector<std::string> rows;
    for (std::string row; lines >> row;) rows.push_back(row);
    return rows;
}

inline GridSpec drawn_spec(const std::vector<std::string>& rows, double cell_m = 10) {
    const double north = cell_m * static_cast<double>(rows.size());
    return {0, north, cell_m, rows.at(0).size(), rows.size()};
}

/// '#' is 1, everything else 0.
inline Grid<std::uint8_t> drawn_mask(const std::string& drawing, double cell_m = 10) {
    const auto rows = drawn_rows(drawing);
    Grid<std::uint8_t> mask(drawn_spec(rows, cell_m), 0);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c) mask.at(c, r) = rows[r][c] == '#';
    return mask;
}

/// Digits are values, '.' is no data.
inline Grid<float> drawn_values(const std::string& drawing, double cell_m = 10) {
    const auto rows = drawn_rows(drawing);
    Grid<float> grid(drawn_spec(rows, cell_m), no_data);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            if (rows[r][c] != '.') grid.at(c, r) = static_cast<float>(rows[r][c] - '0');
    return grid;
}

inline std::string drawing_of(const Grid<std::uint8_t>& mask) {
    std::string text;
    for (std::size_t r = 0; r < mask.spec.rows; ++r) {
        for (std::uint8_t cell : mask.row(r)) text += cell ? '#' : '.';
        text += '\n';
    }
    return text;
}

inline geom::MultiPolygon rectangle_m(double min_x, double min_y, double max_x, double max_y) {
    return {{geom::rectangle({min_x, min_y, max_x, max_y})}};
}

}  // namespace zonewright::raster
