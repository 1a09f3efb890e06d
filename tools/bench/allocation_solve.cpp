// Solves a transportation instance (see allocation.py) with our own solver or the rank-and-resolve heuristic.
// allocation_solve FILE.bin divisible|budget|whole|rank [NODES]; budget: divisible, with money for a third of the land
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>

#include "allocation/solver/evaluation.h"
#include "allocation/solve.h"
#include "property/allocation_rank_and_resolve.h"

using namespace zonewright;
using namespace zonewright::allocation;

namespace {

AllocationProblem read(const std::string& file, bool divisible) {
    std::ifstream in(file, std::ios::binary);
    std::int32_t units = 0, clusters = 0;
    const auto numbers = [&](std::size_t count) {
        std::vector<std::int32_t> values(count);
        in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(count * 4));
        return values;
    };
    units = numbers(1)[0];
    clusters = numbers(1)[0];
    AllocationProblem problem;
    for (const std::int32_t area : numbers(static_cast<std::size_t>(units))) problem.areas.push_back(area);
    // Whole units cannot meet a total exactly: a band of half a per cent below it, as planners state it.
    for (const std::int32_t wanted : numbers(static_cast<std::size_t>(clusters))) {
        problem.demand.push_back({divisible ? wanted : wanted - wanted / 200, wanted});
        problem.cluster_names.push_back("c" + std::to_string(problem.demand.size()));
    }
    problem.values = numbers(static_cast<std::size_t>(units) * static_cast<std::size_t>(clusters));
    problem.divisible = divisible;
    if (!in) throw std::runtime_error("cannot read " + file);
    return problem;
}

/// 100 to 4,099 yuan for each area unit, by the unit's number; a third of what all the land costs.
void add_budget(AllocationProblem& problem) {
    problem.budget = Budget{};
    __int128 all = 0;
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit) {
        problem.budget->cost.push_back(static_cast<std::int32_t>(100 + unit * 7919 % 4000));
        all += static_cast<__int128>(problem.areas[unit]) * problem.budget->cost.back();
    }
    problem.budget->limit = static_cast<std::int64_t>(all / 3);
}

}  // namespace

int main(int count, char** words) {
    const std::string mode = words[2];
    AllocationProblem problem = read(words[1], mode == "divisible" || mode == "budget");
    if (mode == "budget") add_budget(problem);
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    if (mode == "rank") {
        const std::vector<Piece> pieces = testing::rank_and_resolve(problem);
        const double solved = seconds();
        const Evaluation found = evaluate(problem, Limits(problem), pieces);
        std::printf("objective %lld shortfall %lld solve %.4f\n", static_cast<long long>(found.value),
                    static_cast<long long>(found.shortfall), solved);
        return 0;
    }
    SolveOptions options{.node_budget = count > 3 ? static_cast<std::size_t>(std::stoul(words[3])) : 2000};
    const Answer answer = solve(problem, options, Progress());
    std::printf("objective %lld shortfall %lld bound %lld solve %.4f\n", static_cast<long long>(answer.value),
                static_cast<long long>(answer.shortfall), static_cast<long long>(answer.bound), seconds());
}
