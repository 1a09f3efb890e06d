// The overlay at the size of a city, on the input of tools/bench/supply/make_input.py:
//   ZONEWRIGHT_BENCH_DATA=<folder> bench_supply
// ZONEWRIGHT_BENCH_OUT=<file.csv> also writes the covered area of every parcel, for comparison with other
// programs.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "base/atomic_file.h"
#include "base/parallel.h"
#include "geom/covered_areas.h"
#include "io/vector_io.h"
#include "model/constraint_layer.h"
#include "supply/deductions.h"

namespace zonewright::supply {
namespace {

struct Input {
    std::vector<geom::MultiPolygon> parcels, constraints;
};

std::vector<geom::MultiPolygon> polygons_of(const char* file) {
    const std::filesystem::path folder = std::getenv("ZONEWRIGHT_BENCH_DATA");
    std::vector<geom::MultiPolygon> polygons;
    for (auto& feature : io::read_layer({folder / file, "", ""}, Progress()).features)
        polygons.push_back(std::get<geom::MultiPolygon>(std::move(feature.geometry)));
    return polygons;
}

bool ready(benchmark::State& state) {
    if (std::getenv("ZONEWRIGHT_BENCH_DATA") != nullptr) return true;
    state.SkipWithError("set ZONEWRIGHT_BENCH_DATA to the folder made by tools/bench/supply/make_input.py");
    return false;
}

const Input& input() {
    static const Input read = {polygons_of("parcels.gpkg"), polygons_of("constraints.gpkg")};
    return read;
}

void write_csv(const std::vector<double>& covered) {
    const char* target = std::getenv("ZONEWRIGHT_BENCH_OUT");
    if (target == nullptr) return;
    std::string text;
    for (std::size_t i = 0; i < covered.size(); ++i)
        if (covered[i] > 1e-9) text += fmt::format("{},{:.6f}\n", i + 1, covered[i]);
    write_file(target, text);
}

/// Reading both files and the area of the constraints in every parcel: what a peer does from files to
/// numbers.
void WholeJobOfAreas(benchmark::State& state) {
    if (!ready(state)) return;
    const Progress progress(nullptr, {}, static_cast<std::size_t>(state.range(0)));
    std::vector<double> covered;
    for (auto _ : state)
        covered =
            geom::covered_areas_m2(polygons_of("parcels.gpkg"), polygons_of("constraints.gpkg"), progress);
    state.counters["total_m2"] = std::accumulate(covered.begin(), covered.end(), 0.0);
    write_csv(covered);
}
BENCHMARK(WholeJobOfAreas)
    ->Arg(1)
    ->Arg(2)
    ->Iterations(3)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

void Areas(benchmark::State& state) {
    if (!ready(state)) return;
    const Progress progress(nullptr, {}, static_cast<std::size_t>(state.range(0)));
    const Input& data = input();
    for (auto _ : state)
        benchmark::DoNotOptimize(geom::covered_areas_m2(data.parcels, data.constraints, progress));
}
BENCHMARK(Areas)->Arg(1)->Arg(2)->Iterations(3)->UseRealTime()->MeasureProcessCPUTime()->Unit(
    benchmark::kMillisecond);

/// The waterfall with one layer: cut geometries and statutory areas.
void Deductions(benchmark::State& state) {
    if (!ready(state)) return;
    const Progress progress(nullptr, {}, static_cast<std::size_t>(state.range(0)));
    const Input& data = input();
    std::vector<model::ConstraintLayer> layers(1);
    layers[0].polygons = data.constraints;
    const geom::StatutoryArea area(*geom::gauss_kruger_of_epsg(4547));
    for (auto _ : state) {
        const Deductor deductor(layers, area, {0, 0}, progress);
        std::vector<Area> net(data.parcels.size());
        parallel_for(net.size(), 32, progress,
                     [&](std::size_t i) { net[i] = deductor.deduct(data.parcels[i], {}).net; });
        benchmark::DoNotOptimize(net);
    }
}
BENCHMARK(Deductions)
    ->Arg(1)
    ->Arg(2)
    ->Iterations(1)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace zonewright::supply
