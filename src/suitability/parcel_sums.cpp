#include "suitability/parcel_sums.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "base/vectorised.h"
#include "model/suitability.h"

namespace zonewright::suitability {
namespace {

/// Shares as whole numbers; every product with a worth fits 64 bits.
ZONEWRIGHT_VECTORISED void to_fixed(const float* shares, std::uint32_t* fixed, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        fixed[i] = fixed_of(shares[i]);
}

struct Extent {
    std::uint32_t begin = 0, end = 0;
};

/// From the first covered cell to the last. Looks at all of them: where the edge of a parcel runs is what a
/// processor guesses worst.
ZONEWRIGHT_VECTORISED Extent covered_extent(const std::uint32_t* shares, std::uint32_t width) {
    Extent extent{width, 0};
    for (std::uint32_t i = 0; i < width; ++i) {
        extent.begin = std::min(extent.begin, shares[i] != 0 ? i : width);
        extent.end = std::max(extent.end, shares[i] != 0 ? i + 1 : 0);
    }
    return extent;
}

void add_atomically(std::uint64_t& target, std::uint64_t amount) {
    std::atomic_ref<std::uint64_t>(target).fetch_add(amount, std::memory_order_relaxed);
}

/// The tiles of a grid that a box meets, in row order.
class TilesOfBoxes {
public:
    TilesOfBoxes(const raster::GridSpec& spec, std::size_t edge)
        : lattice_(spec), all_(raster::whole(spec)), edge_(static_cast<std::int64_t>(edge)), across_((all_.width + edge_ - 1) / edge_) {}

    std::size_t count() const { return static_cast<std::size_t>(across_ * ((all_.height + edge_ - 1) / edge_)); }
    template <typename Visit>
    void visit(const geom::Box& box, const Visit& visit) const {
        const raster::Window met = intersection(raster::covering_window(lattice_, box), all_);
        if (met.empty()) return;
        for (std::int64_t row = met.row / edge_; row <= (met.row_end() - 1) / edge_; ++row)
            for (std::int64_t column = met.column / edge_; column <= (met.column_end() - 1) / edge_; ++column)
                visit(static_cast<std::size_t>(row * across_ + column));
    }

private:
    raster::Lattice lattice_;
    raster::Window all_;
    std::int64_t edge_, across_;
};

}  // namespace

float mean_worth_of(std::uint64_t worth, std::uint64_t known) {
    if (known == 0) return std::numeric_limits<float>::quiet_NaN();
    const double mean = static_cast<double>(worth) / static_cast<double>(known);
    return static_cast<float>(mean / static_cast<double>(fixed_one));
}

bool start_row(TileParcels& tile, std::size_t part, std::int64_t row, std::size_t shift,
               const PackedRow& cells, PartRow& result) {
    ParcelPart& here = tile.parts[part];
    const auto width = static_cast<std::size_t>(here.window.width);
    const std::uint32_t* shares =
        tile.shares.data() + here.first_share + static_cast<std::size_t>(row - here.window.row) * width;
    const std::uint32_t* reasons = cells.reasons() + shift;
    const auto [begin, end] = covered_extent(shares, static_cast<std::uint32_t>(width));
    if (begin >= end) return false;
    result.part = part;
    result.begin = cells.before(shift + begin);
    result.shares.resize(end - begin);
    std::uint32_t* kept = result.shares.data();
    std::uint64_t covered = 0, inside = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t admissible = reasons[i] == 0 ? shares[i] : 0;
        inside += reasons[i] == model::outside_city ? 0 : shares[i];
        covered += admissible;
        *kept = admissible;  // the next one takes its place where the row leaves out what is not admissible
        if (cells.is_whole() || reasons[i] == 0) ++kept;
    }
    result.shares.resize(static_cast<std::size_t>(kept - result.shares.data()));
    here.inside_city += inside;
    here.admissible += covered;
    return covered > 0;
}

void add_worths(TileParcels& tile, std::span<const PartRow> rows, std::size_t term, const float* packed) {
    for (const PartRow& row : rows) {
        const float* worths = packed + row.begin;
        std::uint64_t sum = 0, known = 0;
        for (std::size_t i = 0; i < row.shares.size(); ++i) {
            const bool has_data = worths[i] == worths[i];
            const float worth = has_data ? worths[i] : 0.0f;
            const std::uint32_t fixed = fixed_of(worth);
            const std::uint32_t share = has_data ? row.shares[i] : 0u;
            sum += static_cast<std::uint64_t>(share) * fixed;
            known += share;
        }
        tile.worth[row.part * tile.terms + term] += sum;
        tile.known[row.part * tile.terms + term] += known;
    }
}

ParcelSums::ParcelSums(std::size_t parcels, std::size_t terms)
    : terms_(terms),
      inside_city_(parcels, 0),
      admissible_(parcels, 0),
      worth_(parcels * terms, 0),
      known_(parcels * terms, 0) {}

void ParcelSums::add(const TileParcels& tile) {
    for (std::size_t i = 0; i < tile.parts.size(); ++i) {
        const ParcelPart& part = tile.parts[i];
        add_atomically(inside_city_[part.parcel], part.inside_city);
        add_atomically(admissible_[part.parcel], part.admissible);
        for (std::size_t t = 0; t < terms_; ++t) {
            add_atomically(worth_[part.parcel * terms_ + t], tile.worth[i * terms_ + t]);
            add_atomically(known_[part.parcel * terms_ + t], tile.known[i * terms_ + t]);
        }
    }
}

float ParcelSums::mean_worth(std::size_t parcel, std::size_t term) const {
    return mean_worth_of(worth_[parcel * terms_ + term], known_[parcel * terms_ + term]);
}

std::vector<bool> parcels_beside(std::span<const model::Parcel> parcels, const raster::GridSpec& spec, std::size_t edge,
                                 const std::vector<bool>& changed) {
    const TilesOfBoxes tiles(spec, edge);
    std::vector<bool> beside(parcels.size(), true);
    for (std::size_t p = 0; p < parcels.size(); ++p)
        tiles.visit(geom::bounds(parcels[p].geometry), [&](std::size_t tile) {
            if (changed[tile]) beside[p] = false;
        });
    return beside;
}

ParcelsByTile::ParcelsByTile(std::span<const model::Parcel> parcels, const raster::GridSpec& spec,
                             std::size_t tile_edge, const std::vector<bool>& left_out)
    : parcels_(parcels), spec_(spec) {
    const TilesOfBoxes tiles(spec, tile_edge);
    std::vector<std::vector<std::uint32_t>> by_tile(tiles.count());
    boxes_.reserve(parcels.size());
    for (std::size_t p = 0; p < parcels.size(); ++p) {
        boxes_.push_back(geom::bounds(parcels[p].geometry));
        if (!left_out.empty() && left_out[p]) continue;
        tiles.visit(boxes_.back(), [&](std::size_t tile) { by_tile[tile].push_back(static_cast<std::uint32_t>(p)); });
    }
    first_.push_back(0);
    for (const auto& members : by_tile) {
        members_.insert(members_.end(), members.begin(), members.end());
        first_.push_back(members_.size());
    }
}

void ParcelsByTile::parts(std::size_t tile, const raster::Window& window, std::size_t terms,
                          TileParcels& result) const {
    result.terms = terms;
    result.parts.clear();
    result.shares.clear();
    raster::CoverageMeter meter(spec_);
    for (std::size_t i = first_[tile]; i < first_[tile + 1]; ++i) {
        const std::uint32_t parcel = members_[i];
        const raster::Coverage& coverage = meter.measure(parcels_[parcel].geometry, boxes_[parcel]);
        ParcelPart part{parcel, intersection(coverage.window, window), result.shares.size(), 0, 0};
        if (part.window.empty()) continue;
        const auto width = static_cast<std::size_t>(part.window.width);
        result.shares.resize(part.first_share + width * static_cast<std::size_t>(part.window.height));
        std::uint32_t* shares = result.shares.data() + part.first_share;
        for (std::int64_t row = part.window.row; row < part.window.row_end(); ++row, shares += width)
            to_fixed(coverage.row(row).data() + (part.window.column - coverage.window.column), shares, width);
        result.parts.push_back(part);
    }
    std::stable_sort(result.parts.begin(), result.parts.end(),
                     [](const ParcelPart& a, const ParcelPart& b) { return a.window.row < b.window.row; });
    result.worth.assign(result.parts.size() * terms, 0);
    result.known.assign(result.parts.size() * terms, 0);
}

}  // namespace zonewright::suitability
