// Rasters that stay open between questions: opening one costs far more than reading a few of its cells.
//
// A reader is lent to one caller at a time and given back; the ones asked for longest ago are closed. For
// files whose cells never change under one path, as those of a tile shelf: what is open goes on reading what
// it was. Cost: memory of a reader, about 100 KiB each, and its blocks in GDAL's cache. Errors: those of
// RasterReader. Thread-safe.
#pragma once

#include <filesystem>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "io/raster_io.h"

namespace zonewright::io {

class OpenRasters {
public:
    explicit OpenRasters(std::size_t most_idle = 64) : most_idle_(most_idle) {}

    /// As RasterReader::read of the file.
    void read(const std::filesystem::path& path, std::size_t column, std::size_t row, std::size_t width,
              std::size_t height, std::span<float> cells);

private:
    RasterReader take(const std::filesystem::path& path);
    void give_back(const std::filesystem::path& path, RasterReader reader);

    std::size_t most_idle_;
    std::mutex mutex_;
    std::vector<std::pair<std::filesystem::path, RasterReader>> idle_;  ///< the last one was used last
};

}  // namespace zonewright::io
