#include "base/child_process.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "base/atomic_file.h"
#include "base/secrets.h"

namespace zonewright {
namespace {

struct ChildTest : testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("zonewright-child-" + random_hex(8));
    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    ChildRequest shell(const std::string& script, ChildLimits limits = {}) const {
        return {.program = "/bin/sh", .arguments = {"-c", script}, .environment = {"ONLY=this"},
                .output = folder / "out", .errors = folder / "err", .limits = limits};
    }
    static ChildEnd waited(ChildProcess& child, int seconds = 20) {
        const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
        while (!child.ended() && std::chrono::steady_clock::now() < last) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return child.ended().value_or(ChildEnd{true, -1});
    }
    /// Nothing before the child has opened it.
    std::string said() const {
        return std::filesystem::exists(folder / "out") ? read_file(folder / "out") : std::string{};
    }
};

TEST_F(ChildTest, GivesCodeAndOutput) {
    ChildProcess child(shell("echo one; echo two >&2; exit 3"));
    const ChildEnd end = waited(child);
    EXPECT_FALSE(end.killed);
    EXPECT_EQ(end.code, 3);
    EXPECT_EQ(said(), "one\n");
    EXPECT_EQ(read_file(folder / "err"), "two\n");
}

TEST_F(ChildTest, SeesOnlyWhatItWasGiven) {
    ::setenv("ZONEWRIGHT_SECRET", "x", 1);
    std::ifstream open_here("/dev/null");
    ChildProcess child(shell("echo \"$ONLY$ZONEWRIGHT_SECRET\"; ls /proc/self/fd | wc -l"));
    waited(child);
    ::unsetenv("ZONEWRIGHT_SECRET");
    EXPECT_EQ(said(), "this\n4\n") << "three streams, and the one that ls lists with";
}

TEST_F(ChildTest, IsEndedWithEverythingItHasStarted) {
    {
        ChildProcess child(shell("sleep 300 & echo $!; wait"));
        const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (said().empty() && std::chrono::steady_clock::now() < last) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const int grandchild = std::stoi(said());
    for (int i = 0; i < 400 && ::kill(grandchild, 0) == 0; ++i) {
        std::ifstream stat("/proc/" + std::to_string(grandchild) + "/stat");
        std::string line;
        std::getline(stat, line);
        if (line.find(") Z ") != std::string::npos) return;  // ended, and waits for its reaper
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_NE(::kill(grandchild, 0), 0);
}

TEST_F(ChildTest, HoldsItsLimits) {
    ChildProcess busy(shell("while :; do :; done", {.cpu_s = 1}));
    EXPECT_TRUE(waited(busy).killed);
    ChildProcess writing(shell("head -c 3000000 /dev/zero > " + (folder / "big").string(), {.file_mib = 1}));
    waited(writing);
    EXPECT_EQ(std::filesystem::file_size(folder / "big"), 1U << 20);
    ChildProcess eating(shell("x=$(head -c 200000000 /dev/zero | tr '\\0' a); echo ${#x}", {.memory_mib = 64}));
    EXPECT_FALSE(waited(eating).code == 0 && said() == "200000000\n");
}

TEST_F(ChildTest, SaysWhenThereIsNoSuchProgram) {
    ChildRequest request = shell("");
    request.program = "/no/such/program";
    ChildProcess child(request);
    EXPECT_EQ(waited(child).code, 127);
}

}  // namespace
}  // namespace zonewright
