#include "base/own_file.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>

namespace zonewright {
namespace {

struct OwnFileTest : testing::Test {
    void TearDown() override { ::unsetenv("ZONEWRIGHT_LAUNCHER"); }
    std::filesystem::path program = std::filesystem::canonical("/proc/self/exe");
};

TEST_F(OwnFileTest, IsTheRunningProgram) {
    EXPECT_EQ(own_file(), program);
    EXPECT_FALSE(own_bundle());
}

TEST_F(OwnFileTest, AnotherBundlesLauncherIsNotBelieved) {
    ::setenv("ZONEWRIGHT_LAUNCHER", "/usr/bin/zonewright", 1);
    EXPECT_EQ(own_file(), program);
    EXPECT_FALSE(own_bundle());
}

TEST_F(OwnFileTest, TheLauncherOfTheLoaderThatRunsUsIs) {
    // Whatever lies in the folder lib beside the launcher's is taken for the loader.
    const auto folder =
        std::filesystem::temp_directory_path() / ("zonewright-own-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder / "bin");
    std::filesystem::create_directory_symlink(program.parent_path(), folder / "lib");
    ::setenv("ZONEWRIGHT_LAUNCHER", (folder / "bin" / "zonewright").c_str(), 1);
    EXPECT_EQ(own_file(), folder / "bin" / "zonewright");
    EXPECT_EQ(own_bundle(), folder);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace zonewright
