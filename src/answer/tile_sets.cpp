#include "answer/tile_sets.h"

#include <algorithm>

namespace zonewright::answer {
namespace {

using TileFrom = TileLayer::From;
using TilePart = TileLayer::Part;

/// The base has no names: whoever shows it writes those of the towns at the size of the screen.
std::vector<TileSet> sets_of_every_study() {
    constexpr double parcels_from_m = 32;
    return {
        {"base", {"底图", "land"}, true, "land", 0,
         {{TileFrom::Published, "town", {}, TilePart::Shapes}, {TileFrom::Sources, "water"}, {TileFrom::Sources, "road"}}},
        {"parcels", {"工业地块", "industrial parcels"}, false, "land", parcels_from_m, {{TileFrom::Published, "parcel"}}},
        {"exclusions", {"禁止占用的土地", "excluded land"}, false, "land", 0, {{TileFrom::Published, "exclusion"}}},
        {"sites", {"连片用地", "assembled sites"}, false, "land", 0, {{TileFrom::Published, "site"}}},
        {"allocation", {"用地配置", "allocation"}, false, "land", 0, {{TileFrom::Published, "allocation"}}},
        {"zones", {"产业分区", "industrial zones"}, false, "zones", 0, {{TileFrom::Published, "zone"}}},
        {"admissible", {"可用性", "admissible land"}, false, "surface", 0, {{TileFrom::Surface, "admissible"}}},
        {"construction", {"双评价：城镇建设适宜性", "suitability for construction"}, false, "surface", 0, {{TileFrom::Surface, "construction"}}},
    };
}

}  // namespace

std::vector<TileSet> tile_sets(const std::vector<std::string>& published, const std::filesystem::path& out,
                               const std::vector<Choice>& clusters) {
    std::vector<TileSet> sets = sets_of_every_study();
    for (const Choice& cluster : clusters)
        sets.push_back({"zone-" + cluster.value, cluster.title, false, "zones", 0, {{TileFrom::Published, "zone", cluster.value}}});
    for (const Choice& cluster : clusters)
        sets.push_back({"surface-" + cluster.value, cluster.title, false, "surface", 0, {{TileFrom::Surface, "suitability/" + cluster.value}}});
    const auto is_absent = [&](const TileLayer& layer) {
        if (layer.from == TileFrom::Published) return std::ranges::find(published, layer.name) == published.end();
        return layer.from == TileFrom::Surface && !std::filesystem::exists(out / (layer.name + ".tif"));
    };
    std::erase_if(sets, [&](const TileSet& set) { return std::ranges::any_of(set.layers, is_absent); });
    return sets;
}

}  // namespace zonewright::answer
