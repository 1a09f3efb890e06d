// Sites of mid size against CBC on a flow formulation: a separate program, another model, the same optimum.
// CBC runs with `preprocess off`: with its default it once printed a wrong optimum. It is not the only judge:
// a disagreement says which side has the better set.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "assembly/link_parcels.h"
#include "assembly/search/site_network.h"
#include "assembly/search/site_search.h"
#include "support/assembly_city.h"
#include "support/site_rules.h"

namespace zonewright::assembly {
namespace {

namespace fs = std::filesystem;

/// One unit of flow from the centre to each chosen parcel; costs in 10,000 yuan, as CBC's tolerances like it.
std::string flow_model(const SiteProblem& problem) {
    std::ostringstream objective, rows, bounds, binaries;
    const int n = problem.size();
    objective.precision(17);
    std::vector<std::ostringstream> balance(static_cast<std::size_t>(n));
    for (int v = 0; v < n; ++v) {
        const auto i = static_cast<std::size_t>(v);
        objective << " + " << static_cast<double>(problem.cost[i]) / ticks_per_unit / 1e4 << " x" << v
                  << "\n";
        binaries << " x" << v << "\n";
        std::ostringstream inflow;
        for (const int w : problem.neighbours(v)) {
            if (v != 0) {
                balance[i] << " + f" << w << "_" << v;
                inflow << " + f" << w << "_" << v;
            }
            if (v != 0 && w != 0) balance[i] << " - f" << v << "_" << w;
        }
        if (v == 0) continue;
        rows << " b" << v << ":" << balance[i].str() << " - x" << v << " = 0\n";
        rows << " c" << v << ":" << inflow.str() << " - " << n - 1 << " x" << v << " <= 0\n";
    }
    std::ostringstream area;
    for (int v = 0; v < n; ++v)
        area << " + " << problem.area_m2[static_cast<std::size_t>(v)] << " x" << v << "\n";
    rows << " low:" << area.str() << " >= " << problem.minimum_site_m2 << "\n high:" << area.str()
         << " <= " << problem.maximum_site_m2 << "\n centre: x0 = 1\n";
    return "Minimize\n obj:" + objective.str() + "Subject To\n" + rows.str() + "Binary\n" + binaries.str() +
           "End\n";
}

/// The set CBC calls optimal, read from its solution file; nothing when it says infeasible.
std::optional<std::vector<int>> set_of_cbc(const SiteProblem& problem, const fs::path& folder) {
    const std::string model = (folder / "site.lp").string(), out = (folder / "site.txt").string();
    std::ofstream(model) << flow_model(problem);
    const std::string command =
        "cbc " + model + " preprocess off ratio 0 allow 0 sec 60 solve solu " + out + " >/dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream in(out);
    std::string line;
    std::getline(in, line);
    if (line.find("Optimal") == std::string::npos) return std::nullopt;
    std::vector<int> nodes;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::string position, name;
        double value = 0;
        words >> position >> name >> value;
        if (name.starts_with("x") && value > 0.5) nodes.push_back(std::stoi(name.substr(1)));
    }
    std::sort(nodes.begin(), nodes.end());
    return nodes;
}

TEST(SiteSearch, AgreesWithTheFlowModelOfCbc) {
    if (std::system("command -v cbc >/dev/null 2>&1") != 0) GTEST_SKIP() << "cbc is not installed";
    const testing_support::City city = testing_support::make_city({.seed = 11, .parcels = 4000});
    const model::ParcelGraph graph = link_parcels(city.parcels, {}, testing_support::plain_site_rules(), 40, Progress());
    const SitesInput input{.parcels = city.parcels,
                           .supply = city.supply,
                           .cost_yuan_per_m2 = city.cost_yuan_per_m2,
                           .scores = city.scores,
                           .graph = &graph};
    const ParcelNetwork network = network_of(input);
    const std::vector<std::int64_t> costs = weighted_costs(input, network, model::ClusterId(std::size_t{0}));
    const fs::path folder = fs::temp_directory_path() / ("zonewright_flow_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    ProblemCutter cutter(network);
    Random random(5, "centres");
    int compared = 0, nodes = 0;
    for (int k = 0; k < 200 && compared < 12; ++k) {
        SiteRule rule;
        rule.minimum_site_m2 = 100000 * (2 + k % 3);
        rule.maximum_site_m2 = rule.minimum_site_m2 * 6 / 5;
        rule.radius_cm = radius_cm_of(rule.maximum_site_m2, 0.35);
        SiteProblem problem = cutter.cut(static_cast<std::uint32_t>(random.below(network.size())), rule, {});
        if (problem.size() < 15 || problem.total_area_m2() < rule.minimum_site_m2) continue;
        for (const std::uint32_t v : problem.parcel) problem.cost.push_back(costs[v]);
        const SearchResult ours = search_site(problem, {});
        const auto theirs = set_of_cbc(problem, folder);
        ASSERT_TRUE(ours.proved()) << "case " << k;
        ASSERT_EQ(ours.nodes.has_value(), theirs.has_value()) << "case " << k;
        ++compared;
        nodes += problem.size();
        if (!theirs) continue;
        ASSERT_TRUE(is_feasible(problem, *theirs)) << "case " << k << ": CBC's set breaks a rule";
        // Equal up to CBC's relative tolerance; a better set of CBC's would refute ours exactly.
        ASSERT_LE(ours.cost, cost_of(problem, *theirs)) << "case " << k << ": CBC has a better set";
        ASSERT_LE(static_cast<double>(cost_of(problem, *theirs) - ours.cost),
                  1e-6 * static_cast<double>(ours.cost))
            << "case " << k << ": CBC missed the optimum";
    }
    fs::remove_all(folder);
    EXPECT_EQ(compared, 12);
    std::printf("compared %d sites, %.1f parcels each on average\n", compared,
                static_cast<double>(nodes) / compared);
}

}  // namespace
}  // namespace zonewright::assembly
