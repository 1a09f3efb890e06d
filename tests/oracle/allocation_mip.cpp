// Whole units under every rule: the search agrees with GLPK and CBC, run as separate programs on the same
// model.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "property/allocation_instances.h"

namespace zonewright::allocation::testing {
namespace {

namespace fs = std::filesystem;

std::string x(std::size_t unit, std::size_t cluster) {
    return "x" + std::to_string(unit) + "_" + std::to_string(cluster);
}

/// The model in CPLEX LP format, written from the definition; to minimise minus the objective.
std::string lp_of(const AllocationProblem& problem) {
    const Choices choices(problem);
    const Limits limits(problem);
    std::ostringstream objective, rows, binaries;
    std::vector<std::ostringstream> sums(limits.size());
    const std::size_t clusters = problem.cluster_count();
    for (std::size_t i = 0; i < problem.unit_count(); ++i) {
        std::ostringstream once;
        for (std::size_t j = 0; j < clusters; ++j) {
            if (!choices.allowed(i, j)) continue;
            objective << " - " << problem.areas[i] * problem.value(i, j) << " " << x(i, j) << "\n";
            once << " + " << x(i, j);
            binaries << " " << x(i, j) << "\n";
            limits.for_each(i, j, [&](std::uint32_t limit) {
                sums[limit] << " + " << problem.areas[i] << " " << x(i, j);
            });
            if (limits.budget())
                sums[*limits.budget()] << " + " << problem.areas[i] * problem.budget->cost[i] << " "
                                       << x(i, j);
        }
        if (!once.str().empty()) rows << " u" << i << ":" << once.str() << " <= 1\n";
    }
    for (const UnitCluster& lock : problem.locked)
        rows << " l" << lock.unit << ": " << x(lock.unit, lock.cluster) << " >= 1\n";
    for (std::size_t limit = 0; limit < limits.size(); ++limit) {
        const std::string sum = sums[limit].str();
        const Band& band = limits[limit].band;
        objective << " + " << penalty_of(problem) << " s" << limit << "\n";
        if (!sum.empty() && band.upper < unlimited)
            rows << " b" << limit << ":" << sum << " <= " << band.upper << "\n";
        rows << " a" << limit << ":" << sum << " + s" << limit << " >= " << band.lower << "\n";
    }
    for (std::size_t set = 0; set < problem.exclusive.size(); ++set) {
        std::ostringstream sum;
        for (const std::uint32_t unit : problem.exclusive[set])
            for (std::size_t j = 0; j < clusters; ++j)
                if (choices.allowed(unit, j)) sum << " + " << x(unit, j);
        if (!sum.str().empty()) rows << " e" << set << ":" << sum.str() << " <= 1\n";
    }
    if (problem.town_limit)
        for (std::size_t j = 0; j < clusters; ++j) {
            std::ostringstream towns;
            for (std::uint32_t t = 0; t < problem.town_limit->town_count; ++t) {
                const std::string y = "y" + std::to_string(j) + "_" + std::to_string(t);
                towns << " + " << y;
                binaries << " " << y << "\n";
                for (std::size_t i = 0; i < problem.unit_count(); ++i)
                    if (problem.town_limit->town_of[i] == t && choices.allowed(i, j))
                        rows << " t" << i << "_" << j << ": " << x(i, j) << " - " << y << " <= 0\n";
            }
            rows << " m" << j << ":" << towns.str() << " <= " << problem.town_limit->maximum[j] << "\n";
        }
    return "Minimize\n obj:\n" + objective.str() + "Subject To\n" + rows.str() + "Binary\n" + binaries.str() +
           "End\n";
}

bool has_program(const std::string& name) {
    return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

std::optional<double> number_after(const fs::path& file, const std::regex& pattern) {
    std::ifstream in(file);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    std::smatch match;
    if (!std::regex_search(text, match, pattern)) return std::nullopt;
    return std::stod(match[1]);
}

class Solvers : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("zonewright_mip_" + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    double optimum(const AllocationProblem& problem, const std::string& solver) {
        std::ofstream(folder_ / "m.lp") << lp_of(problem);
        const std::string model = (folder_ / "m.lp").string(), out = (folder_ / "out.txt").string();
        const std::string command =
            solver == "glpsol" ? "glpsol --lp " + model + " --mipgap 0 -o " + out + " >/dev/null 2>&1"
                               : "cbc " + model + " ratio 0 allow 0 solve solu " + out + " >/dev/null 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << command;
        static const std::regex glpk(R"(Objective:\s+obj = (\S+))"), cbc(R"(objective value\s+(\S+))");
        const auto found = number_after(out, solver == "glpsol" ? glpk : cbc);
        EXPECT_TRUE(found) << solver;
        return found ? -*found : 0;
    }
    void compare(const std::string& solver, const Shape& base, std::uint64_t first, std::uint64_t last) {
        if (!has_program(solver)) GTEST_SKIP() << solver << " is not installed";
        for (std::uint64_t seed = first; seed <= last; ++seed) {
            Shape shape = base;
            shape.units = 10 + seed % 8;
            const AllocationProblem problem = random_problem(seed, shape);
            try {
                validate(problem);
            } catch (const InputError&) {
                continue;
            }
            const Answer answer = solve(problem, {.node_budget = 200000}, Progress());
            ASSERT_EQ(answer.stop, model::StopReason::Proved) << "seed " << seed;
            EXPECT_NEAR(static_cast<double>(answer.objective), optimum(problem, solver), 0.5)
                << solver << " seed " << seed;
        }
    }
    fs::path folder_;
};

Shape all_rules() {
    Shape shape;
    shape.clusters = 3;
    shape.town_quotas = shape.cluster_quotas = shape.crossing_quotas = true;
    shape.budget = shape.exclusive = shape.town_limit = shape.locks = true;
    return shape;
}

TEST_F(Solvers, GlpkAgreesOnBands) {
    compare("glpsol", {.clusters = 3}, 1, 12);
}
TEST_F(Solvers, GlpkAgreesOnAllRules) {
    compare("glpsol", all_rules(), 1, 12);
}
TEST_F(Solvers, CbcAgreesOnBands) {
    compare("cbc", {.clusters = 4}, 1, 8);
}
TEST_F(Solvers, CbcAgreesOnAllRules) {
    compare("cbc", all_rules(), 26, 60);
}

TEST_F(Solvers, CbcAgreesWithoutTownLimits) {
    Shape shape = all_rules();
    shape.town_limit = false;
    compare("cbc", shape, 1, 30);
}
/// Seed 7, 21 and 54 once came back proved and short of the optimum.
TEST_F(Solvers, CbcAgreesWithoutBudget) {
    Shape shape = all_rules();
    shape.budget = false;
    compare("cbc", shape, 1, 60);
}

}  // namespace
}  // namespace zonewright::allocation::testing
