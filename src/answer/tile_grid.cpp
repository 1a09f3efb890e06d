#include "answer/tile_grid.h"

#include <algorithm>
#include <cmath>

#include "base/errors.h"

namespace zonewright::answer {
namespace {

geom::Box city_of(const std::vector<PublishedLayer>& layers) {
    geom::Box all;
    for (const PublishedLayer& layer : layers) {
        if (layer.id == "town" && !layer.plane_box.empty()) return layer.plane_box;
        if (!layer.plane_box.empty()) all.include(layer.plane_box);
    }
    if (!all.empty()) return all;
    throw InputError({.thing = both("已发布的图层", "published layers"), .value = both("没有图形", "no shapes"),
                      .expected = both("有图形的图层", "a layer that has shapes"), .advice = both("先运行 zonewright run", "first: zonewright run")});
}

}  // namespace

TileGrid::TileGrid(const std::vector<PublishedLayer>& layers) : TileGrid(city_of(layers)) {}

TileGrid::TileGrid(const geom::Box& drawn) : extent(drawn) {
    constexpr double round_m = 1000;
    origin = {round_m * std::floor(extent.min_x / round_m), round_m * std::ceil(extent.max_y / round_m)};
    const double widest = std::max(extent.max_x - origin.x, origin.y - extent.min_y);
    double top = finest_m;
    while (top * tile_px < widest) top *= 2;
    resolutions.push_back(top);
    while (resolutions.back() > finest_m) resolutions.push_back(resolutions.back() / 2);
}

bool TileGrid::has(const TilePlace& tile) const {
    if (tile.z < 0 || static_cast<std::size_t>(tile.z) >= resolutions.size()) return false;
    const std::int64_t across = std::int64_t{1} << tile.z;
    if (tile.x < 0 || tile.y < 0 || tile.x >= across || tile.y >= across) return false;
    return box(tile).meets(extent);
}

geom::Box TileGrid::box(const TilePlace& tile) const {
    const double edge = tile_px * resolutions.at(static_cast<std::size_t>(tile.z));
    const double west = origin.x + static_cast<double>(tile.x) * edge, north = origin.y - static_cast<double>(tile.y) * edge;
    return {west, north - edge, west + edge, north};
}

TilePlace TileGrid::block_of(const TilePlace& tile) {
    return {tile.z, tile.x - tile.x % block_tiles, tile.y - tile.y % block_tiles};
}

std::size_t TileGrid::position_in_block(const TilePlace& tile) {
    return static_cast<std::size_t>(tile.y % block_tiles * block_tiles + tile.x % block_tiles);
}

}  // namespace zonewright::answer
