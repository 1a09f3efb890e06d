// T7: a GeoPackage of 200,000 polygons with its index, as ogr2ogr would write it. Run by tools/bench/publish,
// which lets ours and ogr2ogr alternate on the same input.
//
// ZONEWRIGHT_BENCH_IN names a GeoPackage with a polygon layer "parcel", ZONEWRIGHT_BENCH_OUT what to write.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "base/random.h"
#include "io/geopackage.h"
#include "io/vector_io.h"

namespace {

using namespace zonewright;

std::string path_from(const char* variable, const char* otherwise) {
    const char* value = std::getenv(variable);
    return value == nullptr ? otherwise : value;
}

/// Parcel-like polygons of 27 corners, the shape of the measured input.
model::FeatureTable made_up(std::size_t count) {
    model::FeatureTable table{
        "parcel",
        {},
        model::GeometryKind::Polygon,
        4547,
        {{"id", model::FieldType::Text, {}, ""}, {"area", model::FieldType::Real, {}, ""}},
        {}};
    Random random(1);
    for (std::size_t i = 0; i < count; ++i) {
        const double x = random.between(430000, 500000), y = random.between(2510000, 2560000),
                     radius = random.between(10, 60);
        geom::Ring ring;
        for (int k = 0; k < 27; ++k)
            ring.push_back({x + radius * std::cos(k * 0.2327), y - radius * std::sin(k * 0.2327)});
        ring.push_back(ring.front());
        table.features.push_back({0, geom::MultiPolygon{{{{ring}}}}, {fmt::format("P{}", i), radius}});
    }
    return table;
}

void write_made_up(benchmark::State& state) {
    const model::FeatureTable table = made_up(static_cast<std::size_t>(state.range(0)));
    const io::GeoPackageLayer layer{&table, ""};
    for (auto _ : state)
        io::write_geopackage(path_from("ZONEWRIGHT_BENCH_OUT", "/tmp/zonewright_bench.gpkg"), {&layer, 1},
                              {}, {});
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(write_made_up)->Arg(20000)->Arg(200000)->Unit(benchmark::kMillisecond);

void read_and_write(benchmark::State& state) {
    const char* input = std::getenv("ZONEWRIGHT_BENCH_IN");
    if (input == nullptr) return state.SkipWithError("ZONEWRIGHT_BENCH_IN is not set");
    for (auto _ : state) {
        const model::FeatureTable table = io::read_layer({input, "parcel", ""}, {});
        const io::GeoPackageLayer layer{&table, ""};
        io::write_geopackage(path_from("ZONEWRIGHT_BENCH_OUT", "/tmp/zonewright_bench.gpkg"), {&layer, 1},
                              {}, {});
    }
}
BENCHMARK(read_and_write)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
