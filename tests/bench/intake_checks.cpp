// What the checks of a layer cost, a polygon at a time: the certainty of validity beside the full check of
// GEOS, vertex defects, statutory areas.
#include <benchmark/benchmark.h>

#include <numbers>

#include "base/random.h"
#include "geom/certain_validity.h"
#include "geom/statutory_area.h"
#include "gis/overlay.h"
#include "intake/vertex_defects.h"

namespace zonewright::intake {
namespace {

/// 1,000 parcels of about 60 m with this many vertices.
std::vector<geom::MultiPolygon> parcels(std::size_t vertices) {
    Random random(7);
    std::vector<geom::MultiPolygon> made;
    for (int i = 0; i < 1000; ++i) {
        geom::Ring ring;
        const double x = 470000 + 80.0 * (i % 30), y = 2540000 + 80.0 * (i / 30);
        for (std::size_t v = 0; v < vertices; ++v) {
            const double angle =
                             2 * std::numbers::pi * static_cast<double>(v) / static_cast<double>(vertices),
                         radius = random.between(25, 35);
            ring.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
        }
        ring.push_back(ring.front());
        made.push_back({{{{std::move(ring)}}}});
    }
    return made;
}

template <typename Work>
void over_parcels(benchmark::State& state, const Work& work) {
    const auto made = parcels(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        for (const geom::MultiPolygon& parcel : made) benchmark::DoNotOptimize(work(parcel));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(made.size()));
}

void CertainlyValid(benchmark::State& state) {
    over_parcels(state, [](const geom::MultiPolygon& p) { return geom::certainly_valid(p); });
}
void GeosValidity(benchmark::State& state) {
    over_parcels(state, [](const geom::MultiPolygon& p) { return gis::check_validity(p).valid; });
}
void VertexDefectsOf(benchmark::State& state) {
    const VertexRule rule{
        .duplicate_m = 1e-4, .spike_angle_deg = 10, .spike_width_m = 0.5, .spike_tip_m = 0.01};
    over_parcels(state, [&](const geom::MultiPolygon& p) { return find_vertex_defects(p, rule).spikes; });
}
void StatutoryAreaOf(benchmark::State& state) {
    const geom::StatutoryArea area({});
    over_parcels(state, [&](const geom::MultiPolygon& p) { return area.of(p).cm2; });
}
BENCHMARK(CertainlyValid)->Arg(8)->Arg(30)->Arg(300);
BENCHMARK(GeosValidity)->Arg(8)->Arg(30)->Arg(300);
BENCHMARK(VertexDefectsOf)->Arg(30);
BENCHMARK(StatutoryAreaOf)->Arg(30);

}  // namespace
}  // namespace zonewright::intake
