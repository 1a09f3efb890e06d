// One thread on the synthetic city of 22,000 parcels: adjacency, one place, best of the city.
#include <benchmark/benchmark.h>

#include <numeric>

#include "assembly/search/grow_site.h"
#include "assembly/link_parcels.h"
#include "assembly/search/site_network.h"
#include "assembly/search/site_pricing.h"
#include "base/parallel.h"
#include "base/random.h"
#include "support/assembly_city.h"
#include "support/site_rules.h"

namespace zonewright::assembly {
namespace {

const Progress one_thread(nullptr, {}, 1);

struct Ground {
    testing_support::City city = testing_support::make_city({});
    model::ParcelGraph graph = link_parcels(city.parcels, {}, testing_support::plain_site_rules(), 40, one_thread);
    ParcelNetwork network = network_of({.parcels = city.parcels,
                                        .supply = city.supply,
                                        .cost_yuan_per_m2 = city.cost_yuan_per_m2,
                                        .scores = city.scores,
                                        .graph = &graph});

    SitePricer pricer(std::int64_t mu, double shape) const {
        SiteRule rule;
        rule.minimum_site_m2 = mu * 2000 / 3;
        rule.maximum_site_m2 = rule.minimum_site_m2 * 6 / 5;
        rule.radius_cm = radius_cm_of(rule.maximum_site_m2, shape);
        std::vector<std::int64_t> costs;
        for (std::size_t v = 0; v < network.size(); ++v)
            costs.push_back(static_cast<std::int64_t>(city.cost_yuan_per_m2[v] *
                                                      static_cast<double>(network.area_m2[v])) *
                            ticks_per_unit);
        std::vector<std::uint32_t> centres(network.size());
        std::iota(centres.begin(), centres.end(), 0);
        return SitePricer(network, rule, std::move(costs), {}, std::move(centres));
    }
};

const Ground& ground() {
    static const Ground made;
    return made;
}

void adjacency(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(link_parcels(ground().city.parcels, {}, testing_support::plain_site_rules(), 40, one_thread));
}
BENCHMARK(adjacency)->Unit(benchmark::kMillisecond);

/// 50 random places; counters: share proved and mean open gap.
void one_place(benchmark::State& state) {
    const SitePricer pricer = ground().pricer(state.range(0), static_cast<double>(state.range(1)) / 100);
    double places = 0, proved = 0, gap = 0;
    for (auto _ : state) {
        ProblemCutter cutter(ground().network);
        Random random(7);
        for (int k = 0; k < 50; ++k) {
            const auto centre = static_cast<std::uint32_t>(random.below(ground().network.size()));
            const SiteProblem problem = pricer.problem(cutter, centre, {}, {});
            if (problem.size() == 0 || problem.total_area_m2() < problem.minimum_site_m2) continue;
            const SearchResult found = search_site(problem, {});
            ++places;
            proved += found.proved();
            if (!found.proved() && found.nodes)
                gap += static_cast<double>(found.cost - found.lower) / static_cast<double>(found.cost);
        }
    }
    state.counters["proved"] = proved / places;
    state.counters["open_gap"] = proved < places ? gap / (places - proved) : 0;
    state.counters["places"] = benchmark::Counter(places, benchmark::Counter::kIsRate);
}
BENCHMARK(one_place)
    ->Args({300, 35})
    ->Args({500, 20})
    ->Args({1000, 35})
    ->Args({1000, 20})
    ->Unit(benchmark::kMillisecond);

void best_of_city(benchmark::State& state) {
    SitePricer pricer = ground().pricer(state.range(0), static_cast<double>(state.range(1)) / 100);
    for (auto _ : state) {
        pricer.prepare(one_thread);
        const PricingResult found = pricer.price({}, {}, {.parallel = false}, one_thread);
        state.counters["proved"] = found.proved();
        state.counters["opened"] = found.opened;
    }
}
BENCHMARK(best_of_city)->Args({300, 35})->Args({500, 35})->Args({1000, 35})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace zonewright::assembly
