// The end of a file is the end of a file: never an error, a pipe or a device.
#include "base/file_reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright {
namespace {

namespace fs = std::filesystem;

class CheckedReading : public testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("zonewright-reader-" + std::to_string(::getpid()));
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }
    fs::path file(const std::string& content) const {
        std::ofstream(folder / "a.txt", std::ios::binary) << content;
        return folder / "a.txt";
    }
    static std::string refusal(const fs::path& path) {
        try {
            read_file(path);
        } catch (const InputError& problem) {
            return problem.message(Language::En);
        }
        return "";
    }
};

TEST_F(CheckedReading, GivesEveryByte) {
    const std::string zero("a\0b\xFF", 4);
    EXPECT_EQ(read_file(file(zero)), zero);
    EXPECT_EQ(read_file(file("")), "");
    const std::string large(3 << 20, 'x');
    EXPECT_EQ(read_file(file(large)), large);
    EXPECT_GT(read_file("/proc/self/status").size(), 100u) << "kernel texts state no size";
}

TEST_F(CheckedReading, RefusesWhatIsNoRegularFileAtOnce) {
    ASSERT_EQ(::mkfifo((folder / "pipe.txt").c_str(), 0600), 0);
    EXPECT_NE(refusal(folder / "pipe.txt").find("a pipe"), std::string::npos);
    EXPECT_NE(refusal("/dev/zero").find("a device"), std::string::npos);
    EXPECT_NE(refusal(folder).find("a folder"), std::string::npos);
    fs::create_symlink("/dev/zero", folder / "endless.csv");
    EXPECT_NE(refusal(folder / "endless.csv").find("a device"), std::string::npos);
}

TEST_F(CheckedReading, NoticesAFileThatGrowsOrShrinks) {
    const fs::path path = file("twelve bytes");
    for (const std::string& later : {std::string("twelve bytes and more"), std::string("few")}) {
        FileReader reader(path);
        std::ofstream(path, std::ios::binary | std::ios::trunc) << later;
        std::string bytes(100, '\0');
        const std::size_t count = reader.read(bytes);
        EXPECT_THROW(reader.require_unchanged(count), InputError) << later;
        file("twelve bytes");
    }
}

TEST_F(CheckedReading, OfMoreThanTheLargestTextIsRefusedBeforeItIsRead) {
    const fs::path path = file("");
    fs::resize_file(path, (std::uintmax_t{4} << 30) + 10);  // no disk is used
    EXPECT_NE(refusal(path).find("4294967306 bytes"), std::string::npos);
    EXPECT_EQ(head_of_file(path, 4), std::string(4, '\0')) << "its head can be seen";
}

TEST_F(CheckedReading, GivesLinesAcrossItsBuffer) {
    std::string text;
    for (int i = 0; i < 300000; ++i) text += std::to_string(i) + "\n";
    LineReader lines(file(text + "end"));
    std::string line;
    for (int i = 0; i < 300000; ++i) {
        ASSERT_TRUE(lines.next(line));
        ASSERT_EQ(line, std::to_string(i));
    }
    ASSERT_TRUE(lines.next(line));
    EXPECT_EQ(line, "end");
    EXPECT_FALSE(lines.next(line));
}

}  // namespace
}  // namespace zonewright
