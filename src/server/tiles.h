// Tiles of the map: drawn by a process at hand (server/companion.h), kept on disk.
//
// A block of 16 tiles is drawn and kept at a time, below <state>/tiles/<version>. The version is that of the publication and
// of the program: after a run, or with another program, all is drawn anew and what was kept is removed. At most
// `most_kept_bytes` are kept; the blocks that were drawn first go first. A block that was damaged on disk is drawn anew.
// Thread-safe. Errors: as Companion.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "answer/tile_grid.h"
#include "answer/tile_sets.h"
#include "server/companion.h"
#include "server/published.h"

namespace zonewright::server {

/// What tiles there are.
struct TileMap {
    std::string version;
    answer::TileGrid grid;
    std::vector<answer::TileSet> sets;

    /// Nullptr when there is no such set.
    const answer::TileSet* find(const std::string& set) const;
    bool has(const std::string& set, const answer::TilePlace& place) const;
    /// The first level at which the set is drawn.
    int first_level(const answer::TileSet& set) const;
};

struct TilePlaces {
    std::filesystem::path program, state;
    std::uintmax_t most_kept_bytes = 512U << 20;
};

class Tiles {
public:
    Tiles(const Sandbox& sandbox, Published& published, std::vector<answer::Choice> clusters, const TilePlaces& places, std::size_t memory_mib);

    /// Of the results as they are published now.
    std::shared_ptr<const TileMap> map();
    bool is_kept(const TileMap& map, const std::string& set, const answer::TilePlace& place) const;
    /// The picture (PNG) of a tile that there is; nothing while the process reads the study or draws for others.
    std::optional<std::string> picture(const TileMap& map, const std::string& set, const answer::TilePlace& place);

    void end_when_idle() { companion_.end_when_idle(); }
    void close() { companion_.close(); }

private:
    std::string version() const;
    std::filesystem::path file_of(const TileMap& map, const std::string& set, const answer::TilePlace& place) const;
    void keep(const std::filesystem::path& file, const std::string& pack);
    void make_room();

    Published& published_;
    std::vector<answer::Choice> clusters_;
    std::filesystem::path program_, folder_;
    std::uintmax_t most_kept_bytes_, kept_bytes_ = 0;
    Companion companion_;
    std::mutex map_mutex_;
    std::shared_ptr<const TileMap> map_;
    std::timed_mutex drawing_;  ///< whoever wants a tile of the block that is being drawn waits for it
};

}  // namespace zonewright::server
