#include "base/file_digests.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"

namespace zonewright {
namespace {

class FileDigestsTest : public testing::Test {
protected:
    FileDigestsTest() : folder(std::filesystem::temp_directory_path() / fmt::format("zonewright-digests-{}", ::getpid())) {
        std::filesystem::create_directories(folder);
        write_file(file(), "one");
    }
    ~FileDigestsTest() override { std::filesystem::remove_all(folder); }

    std::filesystem::path file() const { return folder / "source.csv"; }
    std::filesystem::path memory() const { return folder / "digests"; }
    std::string asked_anew() const {
        FileDigests digests(memory());
        std::string digest = digests.of(file());
        digests.save();
        return digest;
    }
    /// SHA-256 of the bytes.
    std::string hash_of(const std::string& content) const {
        write_file(folder / "alone", content);
        return hash_file(folder / "alone");
    }
    static void let_it_settle() { std::this_thread::sleep_for(std::chrono::milliseconds(3100)); }

    std::filesystem::path folder;
};

TEST_F(FileDigestsTest, SayWhatTheFileHolds) {
    EXPECT_EQ(asked_anew(), hash_of("one"));
    EXPECT_FALSE(std::filesystem::exists(memory()) && read_file(memory()).find("source.csv") != std::string::npos)
        << "it changed a moment ago: a write in the same tick would not show";
    write_file(file(), "two");
    EXPECT_EQ(asked_anew(), hash_of("two"));
}

TEST_F(FileDigestsTest, AreRememberedOnceTheFileHasSettledAndForgottenWhenItChanges) {
    let_it_settle();
    EXPECT_EQ(asked_anew(), hash_of("one"));
    ASSERT_NE(read_file(memory()).find("source.csv"), std::string::npos);
    EXPECT_EQ(asked_anew(), hash_of("one"));
    // The same size and the same stated time of modification: only the kernel's time of change tells.
    const auto stated = std::filesystem::last_write_time(file());
    write_file(file(), "two");
    std::filesystem::last_write_time(file(), stated);
    EXPECT_EQ(asked_anew(), hash_of("two"));
}

TEST_F(FileDigestsTest, AnAlteredMemoryCountsAsEmpty) {
    let_it_settle();
    asked_anew();
    std::string text = read_file(memory());
    text.replace(text.find(hash_of("one")), 4, "beef");
    write_file(memory(), text);
    EXPECT_EQ(asked_anew(), hash_of("one"));
}

TEST_F(FileDigestsTest, AFileThatIsGoneIsAnError) {
    let_it_settle();
    asked_anew();
    std::filesystem::remove(file());
    EXPECT_THROW(asked_anew(), InputError);
}

}  // namespace
}  // namespace zonewright
