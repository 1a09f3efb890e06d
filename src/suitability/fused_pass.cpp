#include "suitability/fused_pass.h"

#include <algorithm>
#include <mutex>

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

}  // namespace

std::size_t tile_edge_within(const Pass& pass, std::size_t memory_mib, std::size_t threads) {
    std::size_t written = 0;
    for (const PassCluster& cluster : pass.clusters)
        written += (cluster.scores != nullptr ? 1U : 0U) + (cluster.deviations != nullptr ? 1U : 0U);
    const std::size_t layers = pass.surfaces.size() + written + 1;
    for (const std::size_t edge : {std::size_t{512}, std::size_t{256}, std::size_t{128}}) {
        const std::size_t bytes = threads * layers * edge * edge * sizeof(float);
        if (bytes / (1024 * 1024) < memory_mib) return edge;
    }
    return 64;
}

void run(const Pass& pass, const raster::Grid<std::uint32_t>& reasons, std::size_t tile_edge,
         const ParcelsByTile& parcels, ParcelSums& sums, const Progress& progress) {
    const std::vector<raster::Window> tiles = raster::tiles_of(reasons.spec, tile_edge);
    WorkplacePool pool(pass);
    const bool maps = std::any_of(pass.clusters.begin(), pass.clusters.end(),
                                  [](const PassCluster& cluster) { return cluster.is_mapped(); });
    parallel_for(tiles.size(), 1, progress, [&](std::size_t t) {
        if (!maps && parcels.none(t)) return;
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
