// Whole tasks on files, as a person would wait for them: read, work, write. tools/bench/suitability makes the
// input, runs these beside other programs and prints ratios. Each runs once per process on the folder
// $ZONEWRIGHT_BENCH_DATA and skips when it is not set.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "io/raster_io.h"
#include "io/vector_io.h"
#include "raster/distance.h"
#include "suitability/candidate_patches.h"
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

std::string criterion_file(int c) {
    return fmt::format("c{:02}.tif", c);
}

/// Cells of a raster, one tile at a time.
template <typename Use>
void for_each_tile(const std::string& name, const Use& use) {
    io::RasterReader reader(folder() / name);
    std::vector<float> cells;
    for (const raster::Window& w : raster::tiles_of(reader.info().spec, io::tile_cells)) {
        cells.resize(static_cast<std::size_t>(w.width * w.height));
        reader.read(static_cast<std::size_t>(w.column), static_cast<std::size_t>(w.row),
                    static_cast<std::size_t>(w.width), static_cast<std::size_t>(w.height), cells);
        use(w, cells);
    }
}

/// Puts make(value) into the cells of a grid.
template <typename Cell, typename Make>
raster::Grid<Cell> made_from(const std::string& name, const Make& make) {
    raster::Grid<Cell> grid(io::describe_raster(folder() / name).spec, Cell{});
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

/// Twelve criteria at most and any number of clusters, as a study would hold them.
struct Task {
    model::Catalogue catalogue;
    model::WeightSet weights;
    std::vector<model::CriterionSurface> surfaces;

    explicit Task(int clusters) {
        for (int k = 0; k < clusters; ++k) {
            catalogue.plan.clusters.emplace_back();
            catalogue.plan.clusters.back().id = fmt::format("k{}", k);
        }
        weights.clusters.resize(1);
        weights.clusters[0].cluster = "*";
    }
    void add(model::CriterionDefinition definition, int c) {
        definition.id = fmt::format("c{:02}", c);
        weights.clusters[0].weights[definition.id] = c + 1;
        surfaces.push_back({model::CriterionId(catalogue.criteria.size()),
                            std::nullopt,
                            folder() / criterion_file(c),
                            false,
                            {}});
        catalogue.criteria.push_back(std::move(definition));
    }
    /// Without parcels the surfaces are written, with parcels only these are rated.
    model::Suitability scored(const raster::Grid<std::uint32_t>& reasons,
                              std::span<const model::Parcel> parcels) const {
        return suitability::score({.catalogue = catalogue,
                                   .weights = weights,
                                   .surfaces = surfaces,
                                   .admissible = reasons,
                                   .parcels = parcels,
                                   .epsg = io::describe_raster(folder() / criterion_file(0)).epsg,
                                   .folder = parcels.empty() ? folder() / "ours" : ""},
                                  Progress());
    }
};

/// Scores `clusters` surfaces from twelve criteria; the curves differ by cluster.
void score_clusters(benchmark::State& state, int clusters) {
    if (absent(state)) return;
    for (auto unused : state) {
        Task task(clusters);
        for (int c = 0; c < 12; ++c) {
            model::CriterionDefinition definition;
            definition.value = curve_of(c, 0);
            for (int k = 1; k < clusters; ++k)
                definition.value_by_cluster[fmt::format("k{}", k)] = curve_of(c, k);
            task.add(std::move(definition), c);
        }
        task.scored(reasons_from_land_use(), {});
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
        io::write_tiles(folder() / "ours" / "distance.tif", raster::distance_to(cells, Progress()), 4547,
                         {"distance", "m"});
    }
}

/// Means of the criteria under every parcel, the way a study takes them: a worth that rises from 0 to 100 is
/// the measured value.
void zonal(benchmark::State& state, int rasters) {
    if (absent(state)) return;
    for (auto unused : state) {
        model::FeatureTable table = io::read_layer({folder() / "parcels.gpkg", "", ""}, Progress());
        std::vector<model::Parcel> parcels(table.features.size());
        for (std::size_t p = 0; p < parcels.size(); ++p)
            parcels[p].geometry = std::move(std::get<geom::MultiPolygon>(table.features[p].geometry));
        Task task(1);
        for (int c = 0; c < rasters; ++c) {
            model::CriterionDefinition definition;
            definition.value.high = 100;
            task.add(std::move(definition), c);
        }
        const raster::Grid<std::uint32_t> reasons(io::describe_raster(folder() / "c00.tif").spec, 0);
        const model::Suitability result = task.scored(reasons, parcels);
        std::FILE* file = std::fopen((folder() / "ours" / "zonal.csv").c_str(), "w");
        for (std::size_t p = 0; p < parcels.size(); ++p) {
            fmt::print(file, "{}", table.features[p].fid);
            for (std::size_t t = 0; t < result.term_count; ++t)
                fmt::print(file, ",{:.8g}", 100 * result.worth(p, t));
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
        // The mask holds 1 for good cells and 0 for others; 100 cells of 10 m.
        const auto found =
            suitability::candidate_patches(folder() / "good.tif", {1, 100 * 10.0 * 10.0}, Progress());
        model::FeatureTable table{"patch", {}, model::GeometryKind::Polygon, 4547, {}, {}};
        for (const geom::MultiPolygon& patch : found) table.features.push_back({0, patch, {}});
        io::write_layers(folder() / "ours" / "patches.gpkg", io::VectorFormat::GeoPackage, {&table},
                          Progress());
        state.counters["kept"] = static_cast<double>(found.size());
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
