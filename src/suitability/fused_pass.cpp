#include "suitability/fused_pass.h"

#include <algorithm>
#include <mutex>
#include <numeric>

#include "base/parallel.h"
#include "suitability/tile_job.h"

namespace zonewright::suitability {
namespace {

class WorkplacePool {
public:
    explicit WorkplacePool(const Pass& pass) : pass_(pass) {}

    std::unique_ptr<Workplace> take() {
        {
            const std::scoped_lock lock(mutex_);
            if (!idle_.empty()) {
                auto place = std::move(idle_.back());
                idle_.pop_back();
                return place;
            }
        }
        return std::make_unique<Workplace>(pass_);
    }
    void give_back(std::unique_ptr<Workplace> place) {
        const std::scoped_lock lock(mutex_);
        idle_.push_back(std::move(place));
    }

private:
    const Pass& pass_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Workplace>> idle_;
};

/// Neighbours one after the other, so that few blocks of the overviews wait for their quarters.
std::vector<std::size_t> in_z_order(const std::vector<raster::Window>& tiles, std::size_t edge) {
    const auto interleaved = [&](std::size_t tile) {
        const auto column = static_cast<std::uint64_t>(tiles[tile].column) / edge;
        const auto row = static_cast<std::uint64_t>(tiles[tile].row) / edge;
        std::uint64_t place = 0;
        for (unsigned bit = 0; bit < 32; ++bit)
            place |= (column >> bit & 1U) << (2 * bit) | (row >> bit & 1U) << (2 * bit + 1);
        return place;
    };
    std::vector<std::size_t> order(tiles.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return interleaved(a) < interleaved(b); });
    return order;
}

}  // namespace

bool Pass::is_written(const PassCluster& cluster, const raster::Window& tile, const raster::GridSpec& spec) const {
    if (!cluster.is_mapped()) return false;
    if (!cluster.only_changed) return true;
    const std::size_t across = (spec.columns + io::tile_cells - 1) / io::tile_cells;
    return changed[static_cast<std::size_t>(tile.row) / io::tile_cells * across + static_cast<std::size_t>(tile.column) / io::tile_cells];
}

std::size_t tile_edge_within(const Pass& pass, std::size_t memory_mib, std::size_t threads) {
    std::size_t written = 0;
    for (const PassCluster& cluster : pass.clusters)
        written += (cluster.scores != nullptr ? 1U : 0U) + (cluster.deviations != nullptr ? 1U : 0U);
    const std::size_t layers = pass.surfaces.size() + written + 1;
    for (const std::size_t edge : {std::size_t{512}, std::size_t{256}, std::size_t{128}}) {
        const std::size_t bytes = threads * layers * edge * edge * sizeof(float);
        if (bytes >> 20 < memory_mib) return edge;
    }
    return 64;
}

void run(const Pass& pass, const raster::Grid<std::uint32_t>& reasons, std::size_t tile_edge,
         const ParcelsByTile& parcels, ParcelSums& sums, const Progress& progress) {
    const std::vector<raster::Window> tiles = raster::tiles_of(reasons.spec, tile_edge);
    const std::vector<std::size_t> order = in_z_order(tiles, tile_edge);
    WorkplacePool pool(pass);
    parallel_for(tiles.size(), 1, progress, [&](std::size_t at) {
        const std::size_t t = order[at];
        const bool is_mapped = std::any_of(pass.clusters.begin(), pass.clusters.end(), [&](const PassCluster& cluster) {
            return pass.is_written(cluster, tiles[t], reasons.spec);
        });
        if (!is_mapped && parcels.none(t)) return;
        auto place = pool.take();
        TileJob job(pass, reasons, tiles[t], *place);
        if (job.in_city()) {  // what is not written is no data
            parcels.parts(t, tiles[t], pass.terms.size(), place->parcels);
            job.read();
            job.score();
            job.write();
            sums.add(place->parcels);
        }
        pool.give_back(std::move(place));
    });
}

}  // namespace zonewright::suitability
