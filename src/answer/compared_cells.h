// verify --recompute: cells of a surface drawn by lot, each compared with what a second way gives, and counted.
//
// Coordinates are metres on the plane of the surface; values are in its unit. A cell without a value is not drawn.
// Errors: those of io::RasterReader. Cost: one block of the file for each cell that is read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <random>
#include <string>

#include "answer/recompute.h"
#include "geom/geometry.h"
#include "io/raster_io.h"

namespace zonewright::answer {

/// A raster, read a cell at a time.
class CellReader {
public:
    explicit CellReader(const std::filesystem::path& file) : reader_(file) {}
    const raster::GridSpec& spec() const { return reader_.info().spec; }
    /// NaN beyond the raster and where it holds no data.
    double at(geom::Point p);

private:
    io::RasterReader reader_;
};

class ComparedCells {
public:
    /// `sample`: cells of each surface; 0: 5,000. The same cells for the same `seed`.
    ComparedCells(std::size_t sample, std::uint64_t seed);

    /// Begins a kind of figure; the answer is what compare() is to be told.
    std::size_t part(std::string name, Text way);
    /// Counts a figure; what differs by more than `noise` is a fault of `layer` at `p`.
    void compare(std::size_t part, const std::string& layer, geom::Point p, double stated, double found, double noise);
    /// Middles of cells with a value, until as many as are asked for were taken; `take` says whether it took one.
    void draw(CellReader& surface, const std::function<bool(geom::Point, double)>& take);
    Recomputation result() && { return std::move(result_); }

private:
    std::size_t sample_;
    std::mt19937_64 random_;
    Recomputation result_;
};

}  // namespace zonewright::answer
