// Sums over parcels while tiles go by in any order: integers, so that the order leaves no trace.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "geom/geometry.h"
#include "model/parcel.h"
#include "raster/coverage.h"
#include "suitability/packed_row.h"

namespace zonewright::suitability {

/// Coverage and worth are counted in 2^-20: a product fits 2^40, a sum over 16 million cells fits 2^64.
inline constexpr float fixed_one = 1048576.0f;

/// A share or a worth of 0…1 in these units.
inline std::uint32_t fixed_of(float value) {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(value * fixed_one + 0.5f));
}
/// Mean worth from the sum of share × worth and of the shares that have data; NaN where there is none.
float mean_worth_of(std::uint64_t worth, std::uint64_t known);

/// The part of a parcel that lies in one tile.
struct ParcelPart {
    std::uint32_t parcel = 0;
    raster::Window window;        ///< within the tile
    std::size_t first_share = 0;  ///< of the window's cells, in TileParcels::shares
    std::uint64_t inside_city = 0, admissible = 0;
};

/// The parts in one tile, by first row, and what is summed over them; buffers to be used again.
struct TileParcels {
    std::size_t terms = 0;
    std::vector<ParcelPart> parts;
    std::vector<std::uint32_t> shares;        ///< covered shares
    std::vector<std::uint64_t> worth, known;  ///< part × term: worth, and the cells that have data
};

/// The rated cells that a part covers in one row: where they begin in the packed row, and their shares.
struct PartRow {
    std::size_t part = 0;
    std::size_t begin = 0;
    std::vector<std::uint32_t> shares;
};

/// Counts the cells of one row of a part by state and prepares the row; `shift` columns lie between the
/// tile's western edge and the part's. False when the part covers no admissible cell of the row.
bool start_row(TileParcels& tile, std::size_t part, std::int64_t row, std::size_t shift,
               const PackedRow& cells, PartRow& result);
/// Adds the packed worths of a row, which may hold NaN, for all parts in it.
void add_worths(TileParcels& tile, std::span<const PartRow> rows, std::size_t term, const float* packed);

/// All parcels; parts may be added from several threads.
class ParcelSums {
public:
    ParcelSums(std::size_t parcels, std::size_t terms);

    void add(const TileParcels& tile);
    std::size_t terms() const { return terms_; }
    std::uint64_t inside_city(std::size_t parcel) const { return inside_city_[parcel]; }
    std::uint64_t admissible(std::size_t parcel) const { return admissible_[parcel]; }
    /// Mean worth over admissible cells with data; NaN where there is none.
    float mean_worth(std::size_t parcel, std::size_t term) const;

private:
    std::size_t terms_;
    std::vector<std::uint64_t> inside_city_, admissible_, worth_, known_;
};

/// Those of the parcels whose bounding box meets none of the blocks of `edge` × `edge` cells that `changed` names.
std::vector<bool> parcels_beside(std::span<const model::Parcel> parcels, const raster::GridSpec& spec, std::size_t edge,
                                 const std::vector<bool>& changed);

/// Cuts the parcels into parts by tile: for every tile the parcels whose bounding box meets it.
class ParcelsByTile {
public:
    /// `left_out`: parcels that are in no tile; empty: none.
    ParcelsByTile(std::span<const model::Parcel> parcels, const raster::GridSpec& spec,
                  std::size_t tile_edge, const std::vector<bool>& left_out = {});

    bool none(std::size_t tile) const { return first_[tile] == first_[tile + 1]; }
    /// Parts with their exact coverage; computed on call.
    void parts(std::size_t tile, const raster::Window& window, std::size_t terms, TileParcels& result) const;

private:
    std::span<const model::Parcel> parcels_;
    raster::GridSpec spec_;
    std::vector<geom::Box> boxes_;
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> members_;
};

}  // namespace zonewright::suitability
