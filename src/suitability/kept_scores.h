// What an earlier run has rated and summed: change the weights of one cluster, and one surface is rated; the worths of
// parcels do not depend on weights at all. Move a constraint, and the blocks of cells under it are rated, and the parcels
// that reach into them are summed; the rest is taken over as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "io/raster_io.h"
#include "io/tile_shelf.h"
#include "model/suitability.h"
#include "suitability/term_table.h"

namespace zonewright::suitability {

/// Where surfaces and worths are kept. The keys of items cover what is stated here and what they are made of.
struct KeptScores {
    io::TileShelf* shelf = nullptr;  ///< null: nothing is kept
    std::string base;                ///< digest of the code and the CRS
    std::string ground;              ///< digest of what all share: these and the admissible cells
    std::string parcels;             ///< digest of the outlines of the parcels
    bool may_keep = true;            ///< false: look only (another run may be writing)

    explicit operator bool() const { return shelf != nullptr; }
};

/// Of the cells of each parcel; sums over them, so that a mean can be formed.
struct ParcelWorths {
    std::vector<std::uint64_t> inside_city, admissible;  ///< by parcel, covered shares in 2^-20 of a cell
    std::vector<std::vector<float>> by_term;             ///< mean worth by parcel; an empty column is not known
    bool cells_counted() const { return !inside_city.empty(); }
};

/// What the surface of the rating is made from, under its terms in `table`.
std::string key_of_surface(const KeptScores& kept, const model::ClusterRating& rating, const TermTable& table,
                           const std::string& aggregation, const std::string& label);

/// The columns at hand, of `parcels` parcels; the others are empty.
ParcelWorths find_worths(const KeptScores& kept, const TermTable& table, std::size_t parcels);
/// The same under an earlier ground.
ParcelWorths earlier_worths(const KeptScores& kept, const std::string& ground, const TermTable& table, std::size_t parcels);

/// The ground that was rated last, and where the present one differs.
struct EarlierGround {
    std::string ground;         ///< its digest; empty: there is none to build on
    std::vector<bool> changed;  ///< by block of io::tile_cells, in row order
};
/// Digests of the blocks of the ground, in row order.
std::vector<std::string> blocks_of_ground(const raster::Grid<std::uint32_t>& admissible, const Progress& progress);
EarlierGround find_earlier_ground(const KeptScores& kept, const raster::GridSpec& spec, std::span<const std::string> blocks);
void keep_ground(const KeptScores& kept, const raster::GridSpec& spec, std::span<const std::string> blocks);

/// What is noted beside a surface, and back; nothing when it is no such note.
std::string note_of_surface(const io::WrittenSurface& written);
std::optional<io::EarlierSurface> surface_of_note(const io::TileShelf::Item& item);
/// Keeps the columns that are not on the shelf yet.
void keep_worths(const KeptScores& kept, const TermTable& table, const ParcelWorths& worths);

}  // namespace zonewright::suitability
