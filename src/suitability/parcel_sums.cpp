#include "suitability/parcel_sums.h"

#include <atomic>
#include <cmath>
#include <limits>

#include "base/vectorised.h"
#include "model/suitability.h"

namespace zonewright::suitability {
namespace {

struct RowSum {
    std::uint64_t worth = 0, known = 0;
};

ZONEWRIGHT_VECTORISED RowSum sum_row(const float* worths, const std::uint32_t* shares, std::size_t count) {
    RowSum sum;
    for (std::size_t i = 0; i < count; ++i) {
        const bool has_data = worths[i] == worths[i];
        const float worth = has_data ? worths[i] : 0.0f;
        const auto fixed = static_cast<std::uint32_t>(static_cast<std::int32_t>(worth * fixed_one + 0.5f));
        const std::uint32_t share = has_data ? shares[i] : 0u;
        sum.worth += static_cast<std::uint64_t>(share) * fixed;
        sum.known += share;
    }
    return sum;
}

void add_atomically(std::uint64_t& target, std::uint64_t amount) {
    std::atomic_ref<std::uint64_t>(target).fetch_add(amount, std::memory_order_relaxed);
}

}  // namespace

bool start_row(ParcelPart& part, std::int64_t row, std::size_t shift, const PackedRow& cells,
               PartRow& result) {
    const auto width = static_cast<std::size_t>(part.window.width);
    const std::uint32_t* shares =
        part.shares.data() + static_cast<std::size_t>(row - part.window.row) * width;
    const std::uint32_t* reasons = cells.reasons() + shift;
    result.part = &part;
    result.begin = cells.before(shift);
    result.shares.clear();
    std::uint64_t covered = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const std::uint32_t admissible = reasons[i] == 0 ? shares[i] : 0;
        part.totals.inside_city += reasons[i] == model::outside_city ? 0 : shares[i];
        covered += admissible;
        if (reasons[i] == 0 || cells.is_whole()) result.shares.push_back(admissible);
    }
    part.totals.admissible += covered;
    return covered > 0;
}

void add_worths(PartRow& row, std::size_t term, const float* packed) {
    const RowSum sum = sum_row(packed + row.begin, row.shares.data(), row.shares.size());
    row.part->totals.worth[term] += sum.worth;
    row.part->totals.known[term] += sum.known;
}

ParcelSums::ParcelSums(std::size_t parcels, std::size_t terms)
    : terms_(terms),
      inside_city_(parcels, 0),
      admissible_(parcels, 0),
      worth_(parcels * terms, 0),
      known_(parcels * terms, 0) {}

void ParcelSums::add(const ParcelPart& part) {
    add_atomically(inside_city_[part.parcel], part.totals.inside_city);
    add_atomically(admissible_[part.parcel], part.totals.admissible);
    for (std::size_t t = 0; t < terms_; ++t) {
        add_atomically(worth_[part.parcel * terms_ + t], part.totals.worth[t]);
        add_atomically(known_[part.parcel * terms_ + t], part.totals.known[t]);
    }
}

float ParcelSums::mean_worth(std::size_t parcel, std::size_t term) const {
    const std::uint64_t known = known_[parcel * terms_ + term];
    if (known == 0) return std::numeric_limits<float>::quiet_NaN();
    const double worth = static_cast<double>(worth_[parcel * terms_ + term]) / static_cast<double>(known);
    return static_cast<float>(worth / static_cast<double>(fixed_one));
}

ParcelsByTile::ParcelsByTile(std::span<const model::Parcel> parcels, const raster::GridSpec& spec,
                             std::size_t tile_edge)
    : parcels_(parcels), spec_(spec) {
    const raster::Lattice lattice(spec);
    const raster::Window all = raster::whole(spec);
    const auto edge = static_cast<std::int64_t>(tile_edge);
    const std::int64_t across = (all.width + edge - 1) / edge, down = (all.height + edge - 1) / edge;
    std::vector<std::vector<std::uint32_t>> by_tile(static_cast<std::size_t>(across * down));
    for (std::size_t p = 0; p < parcels.size(); ++p) {
        const raster::Window box =
            intersection(raster::covering_window(lattice, geom::bounds(parcels[p].geometry)), all);
        if (box.empty()) continue;
        for (std::int64_t row = box.row / edge; row <= (box.row_end() - 1) / edge; ++row)
            for (std::int64_t column = box.column / edge; column <= (box.column_end() - 1) / edge; ++column)
                by_tile[static_cast<std::size_t>(row * across + column)].push_back(
                    static_cast<std::uint32_t>(p));
    }
    first_.push_back(0);
    for (const auto& members : by_tile) {
        members_.insert(members_.end(), members.begin(), members.end());
        first_.push_back(members_.size());
    }
}

std::vector<ParcelPart> ParcelsByTile::parts(std::size_t tile, const raster::Window& window,
                                             std::size_t terms) const {
    std::vector<ParcelPart> parts;
    raster::CoverageMeter meter(spec_);
    for (std::size_t i = first_[tile]; i < first_[tile + 1]; ++i) {
        const raster::Coverage& coverage = meter.measure(parcels_[members_[i]].geometry);
        ParcelPart part{members_[i], intersection(coverage.window, window), {}, ParcelTotals(terms)};
        if (part.window.empty()) continue;
        for (std::int64_t row = part.window.row; row < part.window.row_end(); ++row) {
            const float* shares = coverage.row(row).data() + (part.window.column - coverage.window.column);
            for (std::int64_t c = 0; c < part.window.width; ++c)
                part.shares.push_back(static_cast<std::uint32_t>(std::lround(shares[c] * fixed_one)));
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace zonewright::suitability
