// Every combination of rules on seeded random problems: no exception, no certificate that does not hold, no
// bound below the best allocation, no objective above it, nothing called proved that is not. Beside
// enumeration and HiGHS (python3-scipy), which runs as a program of its own on the same problems.
//
// ZONEWRIGHT_LONG=100000 takes so many problems instead of the share that belongs to every run; with
// ZONEWRIGHT_FIRST=<seed> they start there. The count of each combination is printed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "allocation/certificate.h"
#include "oracle/allocation_rules.h"
#include "property/allocation_instances.h"

namespace zonewright::allocation::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t share = 2560;  ///< problems in an ordinary run
constexpr std::uint64_t block = 2560;  ///< problems that HiGHS takes at once
constexpr double most_enumerated = 600;

struct Case {
    std::uint64_t seed = 0;
    std::int64_t times = 1;  ///< how much larger than what HiGHS sees
    AllocationProblem small;
    AllocationProblem problem;
    Answer answer;
};

struct Best {
    double whole = 0, fractions = 0;
};

struct Tally {
    std::size_t solved = 0, refused = 0, proved = 0;
    std::map<std::string, std::size_t> faults;
};

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string text_of(const AllocationProblem& problem) {
    return nlohmann::json::parse(certificate_of(problem, {.penalty = penalty_of(problem)}))["problem"].dump();
}

class Rules : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("zonewright_rules_" + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    static bool has_highs() {
        static const bool found = std::system("/usr/bin/python3 -c 'import scipy.optimize' 2>/dev/null") == 0;
        return found;
    }
    void fault(const Case& one, const std::string& kind, const std::string& detail) {
        ++tally_[one.seed % rule_combinations].faults[kind];
        if (++shown_[kind] > 8) return;
        ADD_FAILURE() << kind << ": seed " << one.seed << " (" << name_of(one.seed % rule_combinations)
                      << ") " << detail;
    }
    bool solve_one(Case& one);
    void verify_one(const Case& one);
    void enumerate(const Case& one);
    std::vector<Best> highs(const std::vector<Case>& cases) const;
    void compare(const Case& one, const Best& best);
    void compare_divisible(const Case& one, const Best& best);
    void print() const;

    fs::path folder_;
    std::map<std::uint64_t, Tally> tally_;
    std::map<std::string, std::size_t> shown_;
};

bool Rules::solve_one(Case& one) {
    one.small = RuleProblem(one.seed).draw();
    const std::uint64_t turn = one.seed / rule_combinations;
    one.times = turn % 3 == 2 ? 1'000'000'000 : 1;
    one.problem = enlarged(one.small, one.times);
    try {
        validate(one.problem);
    } catch (const InputError&) {
        ++tally_[one.seed % rule_combinations].refused;
        return false;
    }
    try {
        one.answer = solve(one.problem, {.node_budget = turn % 5 == 4 ? std::size_t{3} : 20000}, Progress());
    } catch (const Error& wrong) {
        fault(one, "threw", wrong.what());
        return false;
    }
    ++tally_[one.seed % rule_combinations].solved;
    return true;
}

void Rules::verify_one(const Case& one) {
    if (one.answer.fell_back) fault(one, "fell back", std::to_string(one.answer.bound));
    const Verification verified = verify(certificate_of(one.problem, one.answer));
    if (!verified.holds) fault(one, "does not hold", verified.faults.front().zh);
    if (one.answer.stop == model::StopReason::Proved) ++tally_[one.seed % rule_combinations].proved;
}

void Rules::enumerate(const Case& one) {
    if (one.problem.divisible || std::pow(static_cast<double>(one.problem.cluster_count() + 1),
                                          static_cast<double>(one.problem.unit_count())) > most_enumerated)
        return;
    const std::int64_t best = best_by_enumeration(one.problem).value();
    const std::string words = std::to_string(one.answer.objective) + " <= " + std::to_string(best) +
                              " <= " + std::to_string(one.answer.bound);
    if (one.answer.objective > best) fault(one, "too good", words);
    if (one.answer.bound < best) fault(one, "false bound", words);
    if (one.answer.stop == model::StopReason::Proved && one.answer.objective != best)
        fault(one, "false proof", words);
}

std::vector<Best> Rules::highs(const std::vector<Case>& cases) const {
    std::ofstream problems(folder_ / "problems.json");
    for (const Case& one : cases) problems << text_of(one.small) << "\n";
    problems.close();
    const std::string command = "/usr/bin/python3 -B " ZONEWRIGHT_SOURCE_DIR
                                "/tests/oracle/allocation_highs.py " +
                                (folder_ / "problems.json").string() + " >" + (folder_ / "best").string();
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    std::vector<Best> all;
    std::ifstream answers(folder_ / "best");
    for (std::string line; std::getline(answers, line);) {
        std::istringstream words(line);
        std::string whole, fractions;
        words >> whole >> fractions;
        const auto number = [](const std::string& word) {
            return word == "-" ? std::nan("") : std::stod(word);
        };
        all.push_back({number(whole), number(fractions)});
    }
    if (all.size() != cases.size())
        ADD_FAILURE() << all.size() << " answers to " << cases.size() << " problems";
    return all;
}

/// HiGHS works in doubles: its optimum is trusted to a thousandth, or a millionth of its size.
void Rules::compare(const Case& one, const Best& best) {
    if (std::isnan(best.whole) || std::isnan(best.fractions)) return;
    const auto times = static_cast<double>(one.times);
    const double slack = times * std::max(1e-3, 2e-6 * std::abs(best.whole));
    const auto objective = static_cast<double>(one.answer.objective);
    const auto bound = static_cast<double>(one.answer.bound);
    const std::string words = fmt::format("{} <= {} ({} divided) <= {}", one.answer.objective,
                                          best.whole * times, best.fractions * times, one.answer.bound);
    // Land that may be split: either optimum of HiGHS has been seen to be none; the larger one is.
    const double most = one.problem.divisible ? std::max(best.whole, best.fractions) * times : best.whole * times;
    if (objective > most + slack) fault(one, "too good", words);
    if (bound < best.whole * times - slack) fault(one, "false bound", words);
    if (one.answer.stop == model::StopReason::Proved && objective < best.whole * times - slack)
        fault(one, "false proof", words);
    if (one.problem.divisible) compare_divisible(one, best);
}

/// Land that may be split, without sets and towns: the optimum, but for what whole area units cost; with lots as far as
/// the search was let.
void Rules::compare_divisible(const Case& one, const Best& best) {
    if (!one.problem.exclusive.empty() || one.problem.town_limit) return;
    if (!one.problem.minimum_site.empty() && one.answer.stop == model::StopReason::NodeBudget) return;
    const double most = std::max(best.whole, best.fractions) * static_cast<double>(one.times);
    const double slack = std::max(1.0, 2e-9 * std::abs(most)) * static_cast<double>(one.times > 1 ? 8 : 1);
    const std::string words = fmt::format("{} of {} (in whole area units {}), bound {}", one.answer.objective,
                                          most, best.whole, one.answer.bound);
    const double least = one.times == 1 ? best.whole - 1e-3 : most - slack;
    const auto note = [&](const std::string& kind) {
        ++tally_[one.seed % rule_combinations].faults["(" + kind + ")"];
        if (++shown_[kind] <= 20)
            std::cout << kind << ": seed " << one.seed << " ("
                      << name_of(static_cast<unsigned>(one.seed % rule_combinations)) << ") " << words << "\n";
    };
    if (static_cast<double>(one.answer.objective) < least) note("short");
    if (static_cast<double>(one.answer.bound) > most + slack) note("loose bound");
}

void Rules::print() const {
    std::map<std::string, std::size_t> all;
    std::size_t solved = 0, refused = 0, proved = 0;
    for (const auto& [rules, tally] : tally_) {
        std::cout << fmt::format("{:68} {:6} solved {:6} proved {:5} refused",
                                 name_of(static_cast<unsigned>(rules)), tally.solved, tally.proved,
                                 tally.refused);
        for (const auto& [kind, count] : tally.faults)
            std::cout << "  " << count << " " << kind, all[kind] += count;
        std::cout << "\n";
        solved += tally.solved, refused += tally.refused, proved += tally.proved;
    }
    std::cout << solved << " solved, " << proved << " proved, " << refused << " refused as contradictory";
    for (const auto& [kind, count] : all) std::cout << ", " << count << " " << kind;
    std::cout << "\n";
}

TEST_F(Rules, EveryCombinationAgreesWithEnumerationAndHighs) {
    const std::uint64_t first = number_from("ZONEWRIGHT_FIRST", 0);
    const std::uint64_t last = first + number_from("ZONEWRIGHT_LONG", share);
    if (!has_highs()) std::cout << "SciPy is not installed (python3-scipy): compared with enumeration only\n";
    for (std::uint64_t from = first; from < last; from += block) {
        std::vector<Case> cases;
        for (std::uint64_t seed = from; seed < std::min(last, from + block); ++seed) {
            Case one{.seed = seed, .times = 1, .small = {}, .problem = {}, .answer = {}};
            if (!solve_one(one)) continue;
            verify_one(one);
            enumerate(one);
            cases.push_back(std::move(one));
        }
        if (!has_highs()) continue;
        const std::vector<Best> best = highs(cases);
        for (std::size_t at = 0; at < std::min(best.size(), cases.size()); ++at) compare(cases[at], best[at]);
    }
    print();
}

/// Divisible land with smallest lots at the size of a small town: what counts is how many lots fit a cluster and who holds
/// the large units. Every other problem has a budget that binds.
AllocationProblem town_with_lots(std::uint64_t seed) {
    Random random(seed, "lots of a town");
    AllocationProblem problem;
    problem.divisible = true;
    problem.shortfall_penalty = 24'000;
    const std::size_t units = 60 + random.below(60), clusters = 5;
    std::int64_t land = 0;
    for (std::size_t unit = 0; unit < units; ++unit) {
        problem.areas.push_back(static_cast<std::int64_t>(20 + random.below(180)));
        land += problem.areas.back();
        for (std::size_t cluster = 0; cluster < clusters; ++cluster)
            problem.values.push_back(static_cast<std::int32_t>(3000 + random.below(2000)));
    }
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        problem.cluster_names.push_back("c" + std::to_string(cluster));
        problem.minimum_site.push_back(static_cast<std::int64_t>(60 + random.below(120)));
        const auto lower = land / 20 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(land / 12)));
        problem.demand.push_back({lower, lower + lower / 20});
    }
    if (seed % 2 == 1) {
        Budget budget{.limit = 0, .cost = {}};
        std::int64_t asked = 0;
        for (const Band& band : problem.demand) asked += band.lower;
        for (std::size_t unit = 0; unit < units; ++unit)
            budget.cost.push_back(static_cast<std::int32_t>(1 + random.below(10)));
        budget.limit = asked * 3;
        problem.budget = budget;
    }
    return problem;
}

TEST_F(Rules, LotsOfATownComeNearHighs) {
    if (!has_highs()) GTEST_SKIP() << "SciPy is not installed (python3-scipy)";
    std::vector<Case> cases;
    for (std::uint64_t seed = 0; seed < number_from("ZONEWRIGHT_TOWNS", 4); ++seed) {
        Case one{.seed = seed, .times = 1, .small = town_with_lots(seed), .problem = {}, .answer = {}};
        one.problem = one.small;
        one.answer = solve(one.problem, {}, Progress());
        const Verification verified = verify(certificate_of(one.problem, one.answer));
        EXPECT_TRUE(verified.holds) << "seed " << seed;
        cases.push_back(std::move(one));
    }
    const std::vector<Best> best = highs(cases);
    double worst = 0;
    std::size_t equal = 0, unfinished = 0;
    for (std::size_t at = 0; at < std::min(best.size(), cases.size()); ++at) {
        const Case& one = cases[at];
        double asked = 0;
        for (const Band& band : one.problem.demand) asked += static_cast<double>(band.lower);
        if (std::isnan(best[at].fractions)) {
            ++unfinished;
            continue;
        }
        const double slack = std::max(1e-3, 2e-6 * std::abs(best[at].fractions));
        EXPECT_GE(static_cast<double>(one.answer.bound), best[at].fractions - slack) << "false bound, seed " << one.seed;
        EXPECT_LE(static_cast<double>(one.answer.objective), best[at].fractions + slack) << "too good, seed " << one.seed;
        // In land that is missing: the share of what is asked.
        const double behind = (best[at].fractions - static_cast<double>(one.answer.objective)) / 24'000 / asked;
        equal += behind < 1e-5 ? 1 : 0;
        worst = std::max(worst, behind);
    }
    std::cout << cases.size() << " towns with lots: " << equal << " as good as HiGHS, the worst " << 100 * worst
              << " % of the land asked for behind, " << unfinished << " not finished by HiGHS\n";
    EXPECT_LT(worst, 0.01);
}

/// tools/verify_allocation.py is written from the page of the format alone: it accepts a certificate of every
/// combination of rules, and none whose bound is one lower than the prices prove.
TEST_F(Rules, AReaderThatKnowsThePageAloneAgrees) {
    std::size_t written = 0;
    const auto write = [&](const AllocationProblem& problem, const Answer& answer, const std::string& kind) {
        std::ofstream(folder_ / (kind + std::to_string(++written) + ".json")) << certificate_of(problem, answer);
    };
    for (std::uint64_t seed = 0; seed < 3 * rule_combinations; ++seed) {
        Case one{.seed = seed, .times = 1, .small = {}, .problem = {}, .answer = {}};
        if (!solve_one(one)) continue;
        write(one.problem, one.answer, "true");
        if (!one.answer.prices.units.empty()) continue;
        one.answer.price_bound -= 1;
        one.answer.bound = std::min(one.answer.bound, one.answer.price_bound);
        write(one.problem, one.answer, "false");
    }
    const auto read = [&](const std::string& kind) {
        const std::string command = "/usr/bin/python3 -B " ZONEWRIGHT_SOURCE_DIR
                                    "/tools/verify_allocation.py " +
                                    (folder_ / kind).string() + "*.json >" + (folder_ / "said").string();
        EXPECT_NE(std::system(command.c_str()), -1);
        std::ifstream in(folder_ / "said");
        return std::string((std::istreambuf_iterator<char>(in)), {});
    };
    const auto count = [](const std::string& text, const std::string& word) {
        std::size_t found = 0;
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(count(read("true"), "REFUSED"), std::size_t{0}) << read("true");
    EXPECT_GT(count(read("true"), ": holds"), std::size_t{300});
    EXPECT_EQ(count(read("false"), ": holds"), std::size_t{0}) << read("false");
}

}  // namespace
}  // namespace zonewright::allocation::testing
