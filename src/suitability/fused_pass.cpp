#include "suitability/fused_pass.h"

#include <algorithm>
#include <mutex>

#include "base/parallel.h"
#include "model/suitability.h"
#include "suitability/score.h"

namespace zonewright::suitability {
namespace {

using raster::Window;

/// What a thread needs for one tile at a time: open files and buffers, lent out and used again, because fresh
/// memory for every tile costs as much as the arithmetic.
struct Workplace {
    std::vector<gis::RasterReader> readers;
    std::vector<std::vector<float>> measured, scores, deviations;
    std::vector<float> worths;
};

class WorkplacePool {
public:
    explicit WorkplacePool(const std::vector<std::filesystem::path>& paths) : paths_(paths) {}

    std::unique_ptr<Workplace> take() {
        {
            const std::scoped_lock lock(mutex_);
            if (!idle_.empty()) {
                auto place = std::move(idle_.back());
                idle_.pop_back();
                return place;
            }
        }
        auto place = std::make_unique<Workplace>();
        for (const auto& path : paths_) place->readers.emplace_back(path);
        return place;
    }
    void give_back(std::unique_ptr<Workplace> place) {
        const std::scoped_lock lock(mutex_);
        idle_.push_back(std::move(place));
    }

private:
    const std::vector<std::filesystem::path>& paths_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Workplace>> idle_;
};

class TileJob {
public:
    TileJob(const Pass& pass, const raster::Grid<std::uint32_t>& reasons, const Window& window,
            Workplace& place)
        : pass_(pass),
          reasons_(reasons),
          place_(place),
          window_(window),
          width_(static_cast<std::size_t>(window.width)),
          cells_(width_ * static_cast<std::size_t>(window.height)) {}

    void read() {
        place_.measured.resize(pass_.surfaces.size());
        for (std::size_t s = 0; s < pass_.surfaces.size(); ++s) {
            place_.measured[s].resize(cells_);
            place_.readers[s].read(static_cast<std::size_t>(window_.column),
                                   static_cast<std::size_t>(window_.row), width_,
                                   static_cast<std::size_t>(window_.height), place_.measured[s]);
        }
    }

    void score(std::vector<ParcelPart>& parts) {
        place_.scores.resize(pass_.clusters.size());
        place_.deviations.resize(pass_.clusters.size());
        for (std::size_t k = 0; k < pass_.clusters.size(); ++k) {
            place_.scores[k].resize(cells_);
            if (pass_.clusters[k].deviations) place_.deviations[k].resize(cells_);
        }
        std::vector<float>& worths = place_.worths;
        worths.resize(pass_.terms.size() * width_);
        std::vector<const float*> worth_of(pass_.terms.size());
        for (std::size_t t = 0; t < worth_of.size(); ++t) worth_of[t] = worths.data() + t * width_;
        for (std::int64_t row = window_.row; row < window_.row_end(); ++row) {
            const auto offset = static_cast<std::size_t>(row - window_.row) * width_;
            for (std::size_t t = 0; t < pass_.terms.size(); ++t)
                pass_.terms[t].curve.apply({place_.measured[pass_.terms[t].surface].data() + offset, width_},
                                           {worths.data() + t * width_, width_});
            score_row(row, offset, worth_of);
            sum_parcels(row, worth_of, parts);
        }
    }

    void write() const {
        const auto write_to = [&](gis::TileWriter* writer, const std::vector<float>& cells) {
            if (writer)
                writer->write(static_cast<std::size_t>(window_.column), static_cast<std::size_t>(window_.row),
                              width_, static_cast<std::size_t>(window_.height), cells);
        };
        for (std::size_t k = 0; k < pass_.clusters.size(); ++k) {
            write_to(pass_.clusters[k].scores, place_.scores[k]);
            write_to(pass_.clusters[k].deviations, place_.deviations[k]);
        }
    }

private:
    const std::uint32_t* reasons_at(std::int64_t row) const {
        return reasons_.row(static_cast<std::size_t>(row)).data() + window_.column;
    }

    void score_row(std::int64_t row, std::size_t offset, const std::vector<const float*>& worth_of) {
        const std::uint32_t* reasons = reasons_at(row);
        for (std::size_t k = 0; k < pass_.clusters.size(); ++k) {
            const PassCluster& cluster = pass_.clusters[k];
            used_.clear();
            for (std::size_t term : cluster.terms) used_.push_back(worth_of[term]);
            const std::span<float> scores(place_.scores[k].data() + offset, width_);
            aggregate_row(pass_.aggregation, used_, cluster.weights, scores);
            if (cluster.deviations) {
                const std::span<float> deviations(place_.deviations[k].data() + offset, width_);
                wlc_deviation_row(used_, cluster.weights, pass_.concentration, scores, deviations);
                mark_states(reasons, deviations, raster::no_data);
            }
            mark_states(reasons, scores, model::excluded_cell);
        }
    }

    static void mark_states(const std::uint32_t* reasons, std::span<float> cells, float excluded) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (reasons[i] != 0) cells[i] = reasons[i] == outside_city ? raster::no_data : excluded;
    }

    void sum_parcels(std::int64_t row, const std::vector<const float*>& worth_of,
                     std::vector<ParcelPart>& parts) {
        for (ParcelPart& part : parts) {
            if (row < part.window.row || row >= part.window.row_end()) continue;
            const auto shift = part.window.column - window_.column;
            shifted_.assign(worth_of.begin(), worth_of.end());
            for (const float*& worths : shifted_) worths += shift;
            add_row(part, row, reasons_at(row) + shift, shifted_);
        }
    }

    const Pass& pass_;
    const raster::Grid<std::uint32_t>& reasons_;
    Workplace& place_;
    Window window_;
    std::size_t width_, cells_;
    std::vector<const float*> used_, shifted_;
};

bool is_outside_city(const raster::Grid<std::uint32_t>& reasons, const Window& window) {
    for (std::int64_t row = window.row; row < window.row_end(); ++row) {
        const std::uint32_t* bits = reasons.row(static_cast<std::size_t>(row)).data() + window.column;
        if (std::any_of(bits, bits + window.width, [](std::uint32_t b) { return b != outside_city; }))
            return false;
    }
    return true;
}

}  // namespace

std::size_t tile_edge_within(const Pass& pass, std::size_t memory_mib) {
    const std::size_t written =
        pass.clusters.size() * (pass.clusters.empty() || !pass.clusters[0].deviations ? 1 : 2);
    const std::size_t layers = pass.surfaces.size() + written + 1;
    for (const std::size_t edge : {std::size_t{512}, std::size_t{256}, std::size_t{128}}) {
        const std::size_t bytes = thread_count() * layers * edge * edge * sizeof(float);
        if (bytes / (1024 * 1024) < memory_mib) return edge;
    }
    return 64;
}

void run(const Pass& pass, const raster::Grid<std::uint32_t>& reasons, std::size_t tile_edge,
         const ParcelsByTile& parcels, ParcelSums& sums, const Progress& progress) {
    const std::vector<Window> tiles = raster::tiles_of(reasons.spec, tile_edge);
    WorkplacePool pool(pass.surfaces);
    parallel_for(tiles.size(), 1, progress, [&](std::size_t t) {
        if (is_outside_city(reasons, tiles[t])) return;  // what is not written is no data
        auto place = pool.take();
        std::vector<ParcelPart> parts = parcels.parts(t, tiles[t], pass.terms.size());
        TileJob job(pass, reasons, tiles[t], *place);
        job.read();
        job.score(parts);
        job.write();
        for (const ParcelPart& part : parts) sums.add(part);
        pool.give_back(std::move(place));
    });
}

}  // namespace zonewright::suitability
