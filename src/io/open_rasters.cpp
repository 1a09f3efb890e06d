#include "io/open_rasters.h"

#include <algorithm>

namespace zonewright::io {

void OpenRasters::read(const std::filesystem::path& path, std::size_t column, std::size_t row,
                       std::size_t width, std::size_t height, std::span<float> cells) {
    RasterReader reader = take(path);
    reader.read(column, row, width, height, cells);
    give_back(path, std::move(reader));
}

RasterReader OpenRasters::take(const std::filesystem::path& path) {
    {
        const std::scoped_lock lock(mutex_);
        const auto found = std::ranges::find(idle_, path, [](const auto& one) { return one.first; });
        if (found != idle_.end()) {
            RasterReader reader = std::move(found->second);
            idle_.erase(found);
            return reader;
        }
    }
    return RasterReader(path);
}

void OpenRasters::give_back(const std::filesystem::path& path, RasterReader reader) {
    const std::scoped_lock lock(mutex_);
    idle_.emplace_back(path, std::move(reader));
    if (idle_.size() > most_idle_) idle_.erase(idle_.begin());
}

}  // namespace zonewright::io
