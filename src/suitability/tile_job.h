// One tile of the pass: surfaces in, scores of all clusters out, parcels summed on the way.
//
// Row by row the admissible cells are packed (packed_row.h) and the surfaces taken one after the other: each
// value function is evaluated once for all clusters that share it, while the row still lies in the nearest
// cache, and added to the sums of the clusters at once.
#pragma once

#include <span>
#include <vector>

#include "io/raster_io.h"
#include "raster/window.h"
#include "suitability/fused_pass.h"
#include "suitability/packed_row.h"

namespace zonewright::suitability {

/// What a thread needs for one tile at a time: open files and buffers, lent out and used again, because fresh
/// memory for every tile costs as much as the arithmetic.
struct Workplace {
    explicit Workplace(const Pass& pass);

    std::vector<io::RasterReader> readers;                            ///< by surface
    std::vector<std::vector<std::size_t>> terms_of;                    ///< by surface
    std::vector<std::vector<std::pair<std::size_t, float>>> users_of;  ///< by term: cluster and weight
    std::vector<std::vector<float>> measured;                          ///< by surface: the tile
    std::vector<std::vector<float>> scores, deviations;                ///< by cluster: the tile
    std::vector<std::vector<float>> worths, sums;  ///< by term and by cluster: one packed row
    std::vector<float> room;
    TileParcels parcels;
    PackedRow row;
};

class TileJob {
public:
    TileJob(const Pass& pass, const raster::Grid<std::uint32_t>& reasons, const raster::Window& window,
            Workplace& place);

    /// False when no cell of the tile lies in the city: there is nothing to do.
    bool in_city() const { return in_city_; }
    void read();
    /// Scores the cells, and sums the worths under place.parcels.
    void score();
    void write() const;

private:
    const std::uint32_t* reasons_at(std::int64_t row) const;
    std::size_t offset_of(std::int64_t row) const;
    void start_parts(std::int64_t row);
    void rate_surface(std::size_t surface, std::int64_t row);
    void rate_term(std::size_t term, const float* measured);
    void finish_row(std::int64_t row);

    const Pass& pass_;
    const raster::Grid<std::uint32_t>& reasons_;
    Workplace& place_;
    raster::Window window_;
    std::size_t width_, cells_;
    bool in_city_ = false, admissible_ = false;
    bool worths_kept_;
    std::vector<std::size_t> active_;  ///< parts that reach into the row
    std::size_t next_part_ = 0;
    std::vector<PartRow> part_rows_;
    std::size_t parts_in_row_ = 0;
};

}  // namespace zonewright::suitability
