#include "server/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "server/tile_pack.h"

namespace zonewright::server {
namespace {

namespace fs = std::filesystem;
using answer::TilePlace;

constexpr std::chrono::milliseconds to_wait_for_the_drawing{2500};

/// Size and time of a file; of one that is not there as well.
std::string state_of_file(const fs::path& file) {
    std::error_code absent;
    const auto bytes = fs::file_size(file, absent);
    if (absent) return "absent";
    return fmt::format("{} {}", bytes, fs::last_write_time(file, absent).time_since_epoch().count());
}

struct KeptBlock {
    fs::path file;
    fs::file_time_type drawn_at;
    std::uintmax_t bytes = 0;
};

std::vector<KeptBlock> kept_blocks(const fs::path& folder) {
    std::vector<KeptBlock> blocks;
    std::error_code gone;
    for (auto entry = fs::recursive_directory_iterator(folder, gone); !gone && entry != fs::recursive_directory_iterator(); entry.increment(gone))
        if (entry->is_regular_file(gone)) blocks.push_back({entry->path(), entry->last_write_time(gone), entry->file_size(gone)});
    return blocks;
}

std::optional<std::string> tile_in(const std::string& pack, const TilePlace& place) {
    const auto tiles = tiles_of_pack(pack);
    if (!tiles) return std::nullopt;
    return std::string(tiles->at(answer::TileGrid::position_in_block(place)));
}

std::optional<std::string> kept_tile(const fs::path& file, const TilePlace& place) {
    std::error_code absent;
    const auto bytes = fs::file_size(file, absent);
    if (absent || bytes > most_pack_bytes) return std::nullopt;
    return tile_in(read_file(file), place);
}

}  // namespace

const answer::TileSet* TileMap::find(const std::string& set) const {
    const auto found = std::ranges::find(sets, set, &answer::TileSet::id);
    return found == sets.end() ? nullptr : &*found;
}

int TileMap::first_level(const answer::TileSet& set) const {
    if (set.coarsest_m == 0) return 0;
    const auto first = std::ranges::find_if(grid.resolutions, [&](double metres) { return metres <= set.coarsest_m; });
    return static_cast<int>(first - grid.resolutions.begin());
}

bool TileMap::has(const std::string& set, const TilePlace& place) const {
    const answer::TileSet* found = find(set);
    return found != nullptr && place.z >= first_level(*found) && grid.has(place);
}

Tiles::Tiles(const Sandbox& sandbox, Published& published, std::vector<answer::Choice> clusters, const TilePlaces& places, std::size_t memory_mib)
    : published_(published), clusters_(std::move(clusters)), program_(places.program), folder_(places.state / "tiles"),
      most_kept_bytes_(places.most_kept_bytes), companion_(sandbox, tile_work(places.state, published.file(), memory_mib)) {
    make_folder(folder_);
    for (const KeptBlock& block : kept_blocks(folder_)) kept_bytes_ += block.bytes;
}

/// The manifest is written last: what was drawn while a run replaced one file after the other does not stay.
std::string Tiles::version() const {
    const std::string states = state_of_file(published_.file()) + "\n" + state_of_file(published_.out() / "manifest.json") + "\n" +
                               ZONEWRIGHT_VERSION + "\n" + state_of_file(program_);
    return hash_text(states).substr(0, 16);
}

std::shared_ptr<const TileMap> Tiles::map() {
    const std::string now = version();
    const std::lock_guard lock(map_mutex_);
    if (map_ && map_->version == now) return map_;
    const auto reader = published_.reader();
    std::vector<std::string> layers;
    for (const answer::PublishedLayer& layer : reader->layers()) layers.push_back(layer.id);
    map_ = std::make_shared<const TileMap>(TileMap{now, answer::TileGrid(reader->layers()), answer::tile_sets(layers, published_.out(), clusters_)});
    return map_;
}

fs::path Tiles::file_of(const TileMap& map, const std::string& set, const TilePlace& place) const {
    const TilePlace block = answer::TileGrid::block_of(place);
    return folder_ / map.version / set / fmt::format("{}-{}-{}.tiles", block.z, block.x, block.y);
}

bool Tiles::is_kept(const TileMap& map, const std::string& set, const TilePlace& place) const {
    std::error_code absent;
    return fs::exists(file_of(map, set, place), absent);
}

std::optional<std::string> Tiles::picture(const TileMap& map, const std::string& set, const TilePlace& place) {
    const fs::path file = file_of(map, set, place);
    if (auto kept = kept_tile(file, place)) return kept;
    const std::unique_lock lock(drawing_, to_wait_for_the_drawing);
    if (!lock) return std::nullopt;
    if (auto kept = kept_tile(file, place)) return kept;  // drawn while we waited
    const auto answer = companion_.ask({{"do", "tiles"}, {"set", set}, {"z", place.z}, {"x", place.x}, {"y", place.y}});
    if (!answer) return std::nullopt;
    auto tile = tile_in(answer->bytes, place);
    if (!tile) throw ResourceError({.thing = "tiles", .value = both("无法解读的图片", "pictures that cannot be read")});
    keep(file, answer->bytes);
    return tile;
}

/// A disk that is full keeps nothing; the tile is there all the same.
void Tiles::keep(const fs::path& file, const std::string& pack) {
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(folder_, gone))
        if (entry.path() != file.parent_path().parent_path()) fs::remove_all(entry.path(), gone);
    try {
        make_folder(file.parent_path());
        PendingFile pending(file);
        std::ofstream out(pending.path(), std::ios::binary);
        out << pack;
        out.close();
        if (!out) return;
        pending.publish(Durability::Renamed);
    } catch (const Error&) {
        return;
    }
    kept_bytes_ += pack.size();
    if (kept_bytes_ > most_kept_bytes_) make_room();
}

/// Until half of it is free.
void Tiles::make_room() {
    std::vector<KeptBlock> blocks = kept_blocks(folder_);
    std::ranges::sort(blocks, {}, &KeptBlock::drawn_at);
    kept_bytes_ = 0;
    for (const KeptBlock& block : blocks) kept_bytes_ += block.bytes;
    std::error_code gone;
    for (const KeptBlock& block : blocks) {
        if (2 * kept_bytes_ <= most_kept_bytes_) return;
        if (fs::remove(block.file, gone)) kept_bytes_ -= block.bytes;
    }
}

}  // namespace zonewright::server
