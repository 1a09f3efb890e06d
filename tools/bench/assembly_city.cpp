// The promises of parcel assembly on a study's real geometry, one thread: adjacency, one place, best of a
// town and of the city, portfolios. assembly_city STUDY — a study that has run at least to `supply`.
//
// Prints a Markdown table: what, promise, measured. Seconds are cpu of this thread.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>
#include <numeric>
#include <string>

#include "assembly/barrier.h"
#include "assembly/link_parcels.h"
#include "assembly/search/portfolio.h"
#include "assembly/search/site_network.h"
#include "base/random.h"
#include "study/offered_units.h"
#include "study/study.h"
#include "supply/offer.h"

using namespace zonewright;
using namespace zonewright::assembly;

namespace {

const Progress single_threaded(nullptr, {}, 1);

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

class Bench {
public:
    explicit Bench(const study::Study& study)
        : study_(study),
          cost_(supply::unit_costs(study.offers())),
          scores_(study::scores_by_cluster(study.suitability())),
          rebuilt_(study::redevelopment_flags(study.parcels())) {
        const model::PolicyRules& rules = study.catalogue().rules_of("barriers");
        const std::vector<Barrier> barriers = barriers_from(study.sources(), barrier_rules_of(rules));
        const double start = cpu_seconds();
        graph_ = link_parcels(study.parcels(), barriers, study.definition().sites, rules.number("explained_gap_m"),
                              single_threaded);
        std::printf("| adjacency of %zu parcels, %zu links | a few seconds | %.2f s |\n", study.parcels().size(),
                    graph_.links.size(), cpu_seconds() - start);
        network_ = network_of(input());
    }

    void run() {
        for (const std::int64_t mu : {300, 500, 1000}) one_place(mu);
        for (const std::int64_t mu : {300, 500, 1000}) best(mu);
        portfolio(5, 300, "gap <= 0.1 % in 5 s", 1e-3);
        portfolio(20, 300, "gap <= 0.5 % in 60 s", 4e-3);
        portfolio(50, 300, "gap <= 0.5 % in 60 s", 4e-3);
        portfolio(5, 1000, "gap <= 0.3 % in 30 s", 3e-3);
    }

private:
    SitesInput input() const {
        return {.parcels = study_.parcels(),
                .supply = study_.supply_statement().parcels,
                .cost_yuan_per_m2 = cost_,
                .scores = scores_,
                .redevelopment = rebuilt_,
                .graph = &graph_,
                .rules = study_.definition().sites};
    }

    /// For the k-th cluster of the plan; `town`: only its parcels.
    SitePricer pricer(std::size_t k, std::int64_t mu, int town = -1) const {
        SiteRule rule;
        rule.minimum_site_m2 = mu * 2000 / 3;
        rule.maximum_site_m2 = rule.minimum_site_m2 * 6 / 5;
        rule.radius_cm = radius_cm_of(rule.maximum_site_m2, 0.35);
        std::vector<char> closed(network_.size(), 0);
        std::vector<std::uint32_t> centres;
        for (std::uint32_t v = 0; v < network_.size(); ++v) {
            closed[v] = network_.area_m2[v] == 0 || scores_[k][v] != scores_[k][v] ||
                        (town >= 0 && network_.town[v] != town);
            if (!closed[v]) centres.push_back(v);
        }
        return SitePricer(network_, rule, weighted_costs(input(), network_, model::ClusterId(k)),
                          std::move(closed), std::move(centres));
    }

    void one_place(std::int64_t mu) const {
        const SitePricer places = pricer(0, mu);
        ProblemCutter cutter(network_);
        Random random(7);
        std::vector<double> times;
        int proved = 0, in_a_second = 0;
        double open_gap = 0;
        for (int tries = 0; tries < 20000 && times.size() < 200; ++tries) {
            const auto centre = static_cast<std::uint32_t>(random.below(network_.size()));
            const SiteProblem problem = places.problem(cutter, centre, {}, {});
            if (problem.size() == 0 || problem.total_area_m2() < problem.minimum_site_m2) continue;
            const double start = cpu_seconds();
            const SearchResult found = search_site(problem, {});
            times.push_back(cpu_seconds() - start);
            proved += found.proved();
            in_a_second += found.proved() && times.back() <= 1;
            if (!found.proved() && found.nodes)
                open_gap += static_cast<double>(found.cost - found.lower) / static_cast<double>(found.cost);
        }
        if (times.empty()) {
            std::printf("| one place, %lld mu | - | no place is large enough |\n",
                        static_cast<long long>(mu));
            return;
        }
        std::sort(times.begin(), times.end());
        const auto count = static_cast<double>(times.size());
        const int open = static_cast<int>(times.size()) - proved;
        std::printf(
            "| one place, %lld mu, %zu places | %s | %.1f %% proved, %.1f %% within 1 s, p50 %.1f ms, p95 "
            "%.1f ms, max %.0f ms, mean open gap %.2f %% |\n",
            static_cast<long long>(mu), times.size(),
            mu < 1000 ? ">= 99 % proved, p95 <= 50 ms" : ">= 95 % in 1 s, else gap <= 5 %",
            100 * proved / count, 100 * in_a_second / count, 1e3 * times[times.size() / 2],
            1e3 * times[times.size() * 95 / 100], 1e3 * times.back(), open > 0 ? 100 * open_gap / open : 0);
        std::fflush(stdout);
    }

    void best(std::int64_t mu) const {
        for (const int town : {-1, largest_town()}) {
            const double start = cpu_seconds();
            SitePricer places = pricer(0, mu, town);
            places.prepare(single_threaded);
            const PricingResult found = places.price({}, {}, {.parallel = false}, single_threaded);
            std::printf("| best of %s, %lld mu | proved within 2 s | %s, %d centres opened, %.2f s |\n",
                        town < 0 ? "the city" : "a town", static_cast<long long>(mu),
                        !found.best      ? "none exists (proved)"
                        : found.proved() ? "proved"
                                         : "open",
                        found.opened, cpu_seconds() - start);
        }
        std::fflush(stdout);
    }

    int largest_town() const {
        std::map<int, int> count;
        for (const int town : network_.town) ++count[town];
        return std::max_element(count.begin(), count.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; })
            ->first;
    }

    void portfolio(int each, std::int64_t mu, const char* promise, double target) const {
        const double start = cpu_seconds();
        std::vector<SitePricer> pricers;
        for (const std::size_t k : {0u, 2u, 4u}) pricers.push_back(pricer(k, mu));
        for (SitePricer& one : pricers) one.prepare(single_threaded);
        const std::vector<int> wanted(pricers.size(), each);
        const Portfolio found =
            find_portfolio(pricers, wanted, network_.size(), {.target_gap = target}, single_threaded);
        const int missing = std::accumulate(found.missing.begin(), found.missing.end(), 0);
        std::printf("| portfolio 3 x %d x %lld mu | %s | gap %.3f %%, %.1f s, %zu sites, %d missing, %s |\n",
                    each, static_cast<long long>(mu), promise, 100 * found.gap(), cpu_seconds() - start,
                    found.sites.size(), missing, to_string(found.stop).c_str());
        std::fflush(stdout);
    }

    const study::Study& study_;
    std::vector<double> cost_;
    std::vector<std::vector<double>> scores_;
    std::vector<char> rebuilt_;
    model::ParcelGraph graph_;
    ParcelNetwork network_;
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "assembly_city STUDY\n");
        return 2;
    }
    const study::Study study(arguments[1]);
    std::printf("| what | promise | measured |\n|---|---|---|\n");
    Bench(study).run();
}
