// What an earlier run has rated and summed: change the weights of one cluster, and one surface is rated; the worths of
// parcels do not depend on weights at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/tile_shelf.h"
#include "model/suitability.h"
#include "suitability/term_table.h"

namespace zonewright::suitability {

/// Where surfaces and worths are kept. The keys of items cover what is stated here and what they are made of.
struct KeptScores {
    io::TileShelf* shelf = nullptr;  ///< null: nothing is kept
    std::string ground;              ///< digest of what all share: the code, the admissible cells, the CRS
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
/// Keeps the columns that are not on the shelf yet.
void keep_worths(const KeptScores& kept, const TermTable& table, const ParcelWorths& worths);

}  // namespace zonewright::suitability
