// Feeds every parser with its seeds and with seeded mutations of them: bytes flipped, numbers swapped for extreme
// ones, pieces cut, repeated and mixed between seeds. One line for each target; exit code 1 when an input ended in
// anything but an answer or an InputError, took more than two seconds, or killed the process (the input is then in
// the file that is named).
//
//   fuzz_parsers [SECONDS] [SEED] [TARGET]      ZONEWRIGHT_LONG=1: 250,000 inputs for each target
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "base/errors.h"
#include "base/random.h"
#include "fuzz/mutation.h"
#include "fuzz/targets.h"

namespace zonewright::fuzz {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::vector<std::string> seeds_of(const std::string& target) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(ZONEWRIGHT_SOURCE_DIR) / "tests/fuzz/corpus" / target))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> seeds;
    for (const fs::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return seeds;
}

const std::string* current = nullptr;

void on_crash(int number) {
    static const char words[] = "the process was killed by this input: fuzz-crash.bin\n";
    const int file = ::open("fuzz-crash.bin", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file >= 0 && current != nullptr && ::write(file, current->data(), current->size()) < 0) ::_exit(98);
    if (::write(STDERR_FILENO, words, sizeof words - 1) < 0) ::_exit(99);
    ::signal(number, SIG_DFL);
    ::raise(number);
}

/// What is wrong with how the input ended; empty when nothing is. `understood`: it was not refused.
std::string fault_of(const Target& target, const std::string& input, bool& understood) {
    const auto begin = Clock::now();
    understood = false;
    try {
        target.run(input);
        understood = true;
    } catch (const InputError&) {
        // Refused, with a message.
    } catch (const std::exception& problem) {
        return problem.what();
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return seconds > 2 ? "took " + std::to_string(seconds) + " s" : "";
}

std::size_t run_target(const Target& target, double seconds, std::size_t most, std::uint64_t seed) {
    const std::vector<std::string> seeds = seeds_of(target.name);
    Random random(seed);
    const auto begin = Clock::now();
    std::size_t inputs = 0, faults = 0, seeds_understood = 0;
    const auto left = [&] { return std::chrono::duration<double>(Clock::now() - begin).count() < seconds; };
    while (faults < 3 && inputs < most && (left() || inputs < seeds.size())) {
        const std::string input =
            inputs < seeds.size() ? seeds[inputs] : mutated(seeds[random.below(seeds.size())], seeds, random);
        ++inputs;
        current = &input;
        bool understood = false;
        const std::string fault = fault_of(target, input, understood);
        current = nullptr;
        seeds_understood += understood && inputs <= seeds.size() ? 1 : 0;
        if (fault.empty()) continue;
        ++faults;
        const std::string file = "fuzz-" + std::string(target.name) + "-" + std::to_string(inputs) + ".bin";
        std::ofstream(file, std::ios::binary) << input;
        std::cerr << target.name << ", seed " << seed << ", input " << inputs << " (" << file << "): " << fault << "\n";
    }
    if (seeds_understood == 0) {
        ++faults;
        std::cerr << target.name << ": no seed is understood: they are of an earlier form, and mutations of them test nothing\n";
    }
    const double taken = std::chrono::duration<double>(Clock::now() - begin).count();
    std::cout << target.name << ": " << inputs << " inputs in " << std::llround(taken) << " s, " << faults << " faults" << std::endl;
    return faults;
}

}  // namespace
}  // namespace zonewright::fuzz

int main(int count, char** words) {
    using namespace zonewright::fuzz;
    const char* asked = std::getenv("ZONEWRIGHT_LONG");
    const bool longer = asked != nullptr && std::strcmp(asked, "1") == 0;
    const double seconds = count > 1 ? std::atof(words[1]) : longer ? 1e9 : 24;
    const std::uint64_t seed = count > 2 ? std::strtoull(words[2], nullptr, 10) : 16;
    for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS}) ::signal(number, on_crash);
    std::size_t faults = 0;
    for (const Target& target : targets())
        if (count <= 3 || std::string(words[3]) == target.name)
            faults += run_target(target, seconds / static_cast<double>(count > 3 ? 1 : targets().size()),
                                 longer ? 250000 : 100000000, seed);
    return faults == 0 ? 0 : 1;
}
