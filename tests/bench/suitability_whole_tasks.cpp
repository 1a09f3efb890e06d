// Whole tasks on files, as a person would wait for them: read, work, write. tools/bench/suitability makes the
// input, runs these beside other programs and prints ratios. Each runs once per process on the folder
// $ZONEWRIGHT_BENCH_DATA and skips when it is not set.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "gis/raster_io.h"
#include "gis/vector_io.h"
#include "raster/distance.h"
#include "raster/labelling.h"
#include "raster/zonal_statistics.h"
#include "suitability/score.h"

namespace zonewright {
namespace {

std::filesystem::path folder() {
    const char* stated = std::getenv("ZONEWRIGHT_BENCH_DATA");
    return stated ? stated : "";
}

bool absent(benchmark::State& state) {
    if (!folder().empty()) return false;
    state.SkipWithError("set ZONEWRIGHT_BENCH_DATA (see tools/bench/suitability)");
    return true;
}

raster::Grid<float> read_whole(const std::string& name) {
    gis::RasterReader reader(folder() / name);
    const raster::GridSpec spec = reader.info().spec;
    raster::Grid<float> grid(spec, 0.0f);
    reader.read(0, 0, spec.columns, spec.rows, grid.cells);
    return grid;
}

std::string criterion_file(int c) {
    return fmt::format("c{:02}.tif", c);
}

/// Cells of a raster, one tile at a time.
template <typename Use>
void for_each_tile(const std::string& name, const Use& use) {
    gis::RasterReader reader(folder() / name);
    std::vector<float> cells;
    for (const raster::Window& w : raster::tiles_of(reader.info().spec, gis::tile_cells)) {
        cells.resize(static_cast<std::size_t>(w.width * w.height));
        reader.read(static_cast<std::size_t>(w.column), static_cast<std::size_t>(w.row),
                    static_cast<std::size_t>(w.width), static_cast<std::size_t>(w.height), cells);
        use(w, cells);
    }
}

/// Puts make(value) into the cells of a grid.
template <typename Cell, typename Make>
raster::Grid<Cell> made_from(const std::string& name, const Make& make) {
    raster::Grid<Cell> grid(gis::describe_raster(folder() / name).spec, Cell{});
    for_each_tile(name, [&](const raster::Window& w, const std::vector<float>& cells) {
        auto cell = cells.begin();
        for (std::int64_t row = w.row; row < w.row_end(); ++row)
            for (std::int64_t column = w.column; column < w.column_end(); ++column)
                grid.at(static_cast<std::size_t>(column), static_cast<std::size_t>(row)) = make(*cell++);
    });
    return grid;
}

/// Land use 0 is outside, 1 to 3 is excluded.
raster::Grid<std::uint32_t> reasons_from_land_use() {
    return made_from<std::uint32_t>("landuse.tif", [](float code) {
        return !(code > 0) ? model::outside_city : code > 3 ? 0u : 1u;
    });
}

/// The curve of criterion c for cluster k: four knots, rising or falling, shifted by cluster.
model::ValueFunction curve_of(int c, int k) {
    const double shift = c % 4 + k;
    const std::vector<double> worths =
        c % 2 ? std::vector<double>{1, 0.9, 0.3, 0} : std::vector<double>{0, 0.3, 0.9, 1};
    model::ValueFunction f;
    f.kind = model::CurveKind::Piecewise;
    f.knots = {
        {10 + shift, worths[0]}, {30 + shift, worths[1]}, {60 + shift, worths[2]}, {90 + shift, worths[3]}};
    return f;
}

/// Scores `clusters` surfaces from twelve criteria; the curves differ by cluster.
void score_clusters(benchmark::State& state, int clusters) {
    if (absent(state)) return;
    for (auto unused : state) {
        model::Catalogue catalogue;
        model::WeightSet weights;
        std::vector<model::CriterionSurface> surfaces;
        for (int k = 0; k < clusters; ++k) {
            catalogue.plan.clusters.emplace_back();
            catalogue.plan.clusters.back().id = fmt::format("k{}", k);
        }
        weights.clusters.resize(1);
        weights.clusters[0].cluster = "*";
        for (int c = 0; c < 12; ++c) {
            model::CriterionDefinition definition;
            definition.id = fmt::format("c{:02}", c);
            definition.value = curve_of(c, 0);
            for (int k = 1; k < clusters; ++k)
                definition.value_by_cluster[fmt::format("k{}", k)] = curve_of(c, k);
            weights.clusters[0].weights[definition.id] = c + 1;
            catalogue.criteria.push_back(definition);
            surfaces.push_back({model::CriterionId(static_cast<std::size_t>(c)),
                                std::nullopt,
                                folder() / criterion_file(c),
                                false,
                                {}});
        }
        const auto reasons = reasons_from_land_use();
        const auto epsg = gis::describe_raster(folder() / criterion_file(0)).epsg;
        suitability::score({.catalogue = catalogue,
                            .weights = weights,
                            .surfaces = surfaces,
                            .admissible = reasons,
                            .parcels = {},
                            .epsg = epsg,
                            .folder = folder() / "ours"},
                           Progress());
    }
}

void one_surface(benchmark::State& state) {
    score_clusters(state, 1);
}
void twelve_surfaces(benchmark::State& state) {
    score_clusters(state, 12);
}

void exact_distance(benchmark::State& state) {
    if (absent(state)) return;
    for (auto unused : state) {
        const raster::CellSet cells{made_from<std::uint8_t>("roads.tif", [](float v) { return v == 1; }), {}};
        gis::write_tiles(folder() / "ours" / "distance.tif", raster::distance_to(cells, Progress()), 4547,
                         {"distance", "m"});
    }
}

void zonal(benchmark::State& state, int rasters) {
    if (absent(state)) return;
    for (auto unused : state) {
        const model::FeatureTable parcels = gis::read_layer({folder() / "parcels.gpkg", "", ""}, Progress());
        std::vector<const geom::MultiPolygon*> zones;
        for (const model::Feature& feature : parcels.features)
            zones.push_back(&std::get<geom::MultiPolygon>(feature.geometry));
        std::vector<raster::Grid<float>> grids;
        for (int c = 0; c < rasters; ++c) grids.push_back(read_whole(criterion_file(c)));
        std::vector<const raster::Grid<float>*> pointers;
        for (const auto& grid : grids) pointers.push_back(&grid);
        const auto means = raster::zonal_means(zones, pointers, Progress());
        std::filesystem::create_directories(folder() / "ours");
        std::FILE* file = std::fopen((folder() / "ours" / "zonal.csv").c_str(), "w");
        for (std::size_t p = 0; p < zones.size(); ++p) {
            fmt::print(file, "{}", parcels.features[p].fid);
            for (std::size_t r = 0; r < grids.size(); ++r)
                fmt::print(file, ",{:.8g}", means[p * grids.size() + r].mean);
            fmt::print(file, "\n");
        }
        std::fclose(file);
    }
}

void zonal_of_one(benchmark::State& state) {
    zonal(state, 1);
}
void zonal_of_twelve(benchmark::State& state) {
    zonal(state, 12);
}

void patches(benchmark::State& state) {
    if (absent(state)) return;
    for (auto unused : state) {
        const auto mask = made_from<std::uint8_t>("good.tif", [](float v) { return v == 1; });
        const raster::Patches found = raster::label(mask, raster::Connection::Edges);
        std::int64_t kept = 0, cells = 0;
        for (const raster::Patch& patch : found.patches)
            if (patch.cells >= 100) ++kept, cells += patch.cells;
        state.counters["patches"] = static_cast<double>(found.patches.size());
        state.counters["kept"] = static_cast<double>(kept);
        state.counters["cells"] = static_cast<double>(cells);
    }
}

BENCHMARK(one_surface)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(twelve_surfaces)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(exact_distance)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(zonal_of_one)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(zonal_of_twelve)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(patches)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace zonewright
