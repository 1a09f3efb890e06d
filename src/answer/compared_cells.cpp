#include "answer/compared_cells.h"

#include <cmath>
#include <limits>

namespace zonewright::answer {
namespace {

constexpr std::size_t cells_of_all = 5000, tries_per_cell = 40, most_faults_of_surfaces = 100;

}  // namespace

double CellReader::at(geom::Point p) {
    const double column = (p.x - spec().west_m) / spec().cell_m, row = (spec().north_m - p.y) / spec().cell_m;
    if (column < 0 || row < 0 || column >= static_cast<double>(spec().columns) || row >= static_cast<double>(spec().rows))
        return std::numeric_limits<double>::quiet_NaN();
    float cell = 0;
    reader_.read(static_cast<std::size_t>(column), static_cast<std::size_t>(row), 1, 1, {&cell, 1});
    return static_cast<double>(cell);
}

ComparedCells::ComparedCells(std::size_t sample, std::uint64_t seed)
    : sample_(sample == 0 ? cells_of_all : sample), random_(seed) {}

std::size_t ComparedCells::part(std::string name, Text way) {
    result_.parts.push_back({.part = std::move(name), .way = std::move(way)});
    return result_.parts.size() - 1;
}

void ComparedCells::compare(std::size_t part, const std::string& layer, geom::Point p, double stated, double found,
                            double noise) {
    RecomputedPart& counted = result_.parts[part];
    ++counted.rows;
    const bool same = stated == found || std::abs(stated - found) <= noise;
    if (std::isfinite(stated) && std::isfinite(found))
        counted.largest_difference = std::max(counted.largest_difference, std::abs(stated - found));
    if (same) return;
    if (++counted.faults <= most_faults_of_surfaces)
        result_.faults.push_back({layer, fmt::format("X {:.1f}, Y {:.1f}", p.y, p.x), counted.part, fmt::format("{:.6g}", stated),
                                  fmt::format("{:.6g}", found)});
}

void ComparedCells::draw(CellReader& surface, const std::function<bool(geom::Point, double)>& take) {
    const raster::GridSpec& spec = surface.spec();
    std::size_t taken = 0;
    for (std::size_t tries = sample_ * tries_per_cell; tries > 0 && taken < sample_; --tries) {
        const std::size_t column = random_() % spec.columns, row = random_() % spec.rows;
        const geom::Point p = spec.centre(column, row);
        const double stated = surface.at(p);
        if (!std::isnan(stated) && take(p, stated)) ++taken;
    }
}

}  // namespace zonewright::answer
