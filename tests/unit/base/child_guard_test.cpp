#include "base/child_guard.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "base/atomic_file.h"
#include "base/child_process.h"
#include "base/secrets.h"

namespace zonewright {
namespace {

struct GuardTest : testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("zonewright-guard-" + random_hex(8));
    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    /// A program that starts another one, which nothing ties to us: as bwrap is for an instant.
    ChildRequest that_leaves_one() const {
        return {.program = "/bin/sh", .arguments = {"-c", "sleep 300 & echo $!; wait"}, .environment = {}, .output = folder / "out", .errors = folder / "err"};
    }
    int left_one() const {
        for (int looks = 0; looks < 2000; ++looks) {
            if (std::filesystem::exists(folder / "out") && read_file(folder / "out").ends_with("\n")) return std::stoi(read_file(folder / "out"));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return -1;
    }
    /// Ended, even if its reaper has not come yet.
    static bool is_over(int process) {
        std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
        std::string line;
        return !std::getline(stat, line) || line.find(") Z ") != std::string::npos;
    }
    static bool ends(int process, int seconds) {
        const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
        while (!is_over(process) && std::chrono::steady_clock::now() < last) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return is_over(process);
    }
    /// Killed while its program runs; the process that the program has started.
    int killed_parent(bool is_guarded) const {
        const pid_t parent = ::fork();
        if (parent == 0) {
            const std::optional<ChildGuard> guard = is_guarded ? std::optional<ChildGuard>(std::in_place) : std::nullopt;
            const ChildProcess child(that_leaves_one());
            ::pause();
            ::_exit(0);
        }
        const int left = left_one();
        ::kill(parent, SIGKILL);
        ::waitpid(parent, nullptr, 0);
        return left;
    }
};

TEST_F(GuardTest, EndsWhatAProgramHasStartedWhenThisProcessIsKilled) {
    const int left = killed_parent(true);
    ASSERT_GT(left, 0);
    EXPECT_TRUE(ends(left, 20));
}

TEST_F(GuardTest, WithoutOneItStays) {
    const int left = killed_parent(false);
    ASSERT_GT(left, 0);
    EXPECT_FALSE(ends(left, 1)) << "else the other test shows nothing";
    ::kill(left, SIGKILL);
}

TEST_F(GuardTest, KeepsNobodyWaiting) {
    const ChildGuard guard;
    ChildProcess child({.program = "/bin/true", .arguments = {}, .environment = {}, .output = folder / "out", .errors = folder / "err"});
    while (!child.ended()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    EXPECT_EQ(child.ended()->code, 0);
    for (int i = 1; i <= 100000; ++i) ChildGuard::leave(1 << 30);  // however much it is told, nobody waits
}

}  // namespace
}  // namespace zonewright
