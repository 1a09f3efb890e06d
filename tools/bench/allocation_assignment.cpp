// Solves generalised assignment problems in the form of OR-Library, one line for each (see allocation_assignment.py).
// allocation_assignment NODES FILE...: name, profit of the allocation, bound on any profit, jobs left, seconds
//
// A unit for each job and agent, for that agent's cluster alone; a job's units exclude each other; the area is what the job
// takes of the agent, an agent's capacity the upper side of its demand. Profits are per area unit and so rounded; the profit
// printed is that of the jobs themselves, and the bound leaves room for the rounding.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "allocation/certificate.h"
#include "allocation/solve.h"

using namespace zonewright;
using namespace zonewright::allocation;

namespace {

struct Assignment {
    std::size_t agents = 0, jobs = 0;
    std::vector<std::int64_t> profits, weights, capacities;  // agents × jobs, agents × jobs, agents
};

Assignment read(const std::string& file) {
    std::ifstream in(file);
    Assignment one;
    in >> one.agents >> one.jobs;
    const auto numbers = [&](std::size_t count) {
        std::vector<std::int64_t> list(count);
        for (std::int64_t& number : list) in >> number;
        return list;
    };
    one.profits = numbers(one.agents * one.jobs);
    one.weights = numbers(one.agents * one.jobs);
    one.capacities = numbers(one.agents);
    if (!in) throw std::runtime_error("cannot read " + file);
    return one;
}

/// Of one unit of profit; what values per area unit allow.
double scale_of(const Assignment& one) {
    double steepest = 1e-9;
    for (std::size_t i = 0; i < one.profits.size(); ++i)
        steepest = std::max(steepest, double(one.profits[i]) / double(one.weights[i]));
    return std::floor(1e6 / steepest);
}

AllocationProblem problem_of(const Assignment& one, double scale) {
    AllocationProblem problem;
    for (std::size_t agent = 0; agent < one.agents; ++agent) {
        problem.cluster_names.push_back("agent" + std::to_string(100 + agent));
        problem.demand.push_back({0, one.capacities[agent]});
    }
    for (std::size_t job = 0; job < one.jobs; ++job) {
        std::vector<std::uint32_t> units;
        for (std::size_t agent = 0; agent < one.agents; ++agent) {
            const std::size_t at = agent * one.jobs + job;
            units.push_back(static_cast<std::uint32_t>(problem.areas.size()));
            problem.unit_names.push_back("job" + std::to_string(1000 + job) + "agent" + std::to_string(100 + agent));
            problem.areas.push_back(one.weights[at]);
            for (std::size_t cluster = 0; cluster < one.agents; ++cluster)
                problem.values.push_back(cluster != agent ? ineligible
                                                          : static_cast<std::int32_t>(std::lround(
                                                                scale * double(one.profits[at]) / double(one.weights[at]))));
        }
        problem.exclusive.push_back(units);
    }
    return problem;
}

void run(const std::string& file, std::size_t nodes) {
    const Assignment one = read(file);
    const double scale = scale_of(one);
    const AllocationProblem problem = problem_of(one, scale);
    const auto start = std::chrono::steady_clock::now();
    const Answer answer = solve(problem, {.node_budget = nodes}, Progress());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::int64_t profit = 0;
    double rounding = 0;  // half a value for every area unit that any allocation can use
    for (const Piece& piece : answer.pieces)
        profit += one.profits[piece.unit % one.agents * one.jobs + piece.unit / one.agents];
    for (const std::int64_t capacity : one.capacities) rounding += 0.5 * double(capacity);
    if (!verify(certificate_of(problem, answer)).holds) throw std::runtime_error("the certificate of " + file + " does not hold");
    std::printf("%s %lld %.0f %zu %.2f %s\n", file.substr(file.find_last_of('/') + 1).c_str(), static_cast<long long>(profit),
                std::floor((double(answer.bound) + rounding) / scale + 1e-9), one.jobs - answer.pieces.size(), seconds,
                model::to_string(answer.stop).c_str());
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
    for (int at = 2; at < count; ++at) run(words[at], static_cast<std::size_t>(std::stoul(words[1])));
}
